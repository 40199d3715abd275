import Testing

@testable import Validation

@Suite("Finding the function by its headings")
struct FunctionFinderTests {
  private static let finder = FunctionFinder(catalogue: Shipped.catalogue)

  private static func names(_ labels: [String]) -> [String] {
    finder.functions(fitting: labels).map(\.name)
  }

  private static func titles(_ function: String) -> [String] {
    Shipped.function(function).columns.map(\.title)
  }

  @Test(
    "A header with all of a function's headings is that function's",
    arguments: Shipped.functionNames.dropFirst().filter { name in !ties.contains { $0.names.contains(name) } })
  func whole(name: String) {
    #expect(Self.names(Self.titles(name)) == [name])
    #expect(Self.names(Self.titles(name).reversed() + ["備考", ""]) == [name])
  }

  private static let handOvers = [
    "collection-delivery-to-recoverer", "collection-delivery-to-dismantler", "recovery-delivery-to-dismantler",
    "dismantling-delivery-to-shredder", "shredding-delivery-to-shredder",
  ]

  /// Functions all of whose columns others have, too, and those others.
  private static let ties: [(names: [String], fitting: [String])] =
    [
      (["fee-inquiry", "vehicle-inquiry"], ["fee-inquiry", "vehicle-inquiry"]),
      (
        ["pending-collection-inquiry", "pending-delivery-inquiry"],
        ["pending-collection-inquiry", "pending-delivery-inquiry", "completed-delivery-inquiry"]
      ),
      (handOvers, handOvers),
      (["airbag-package-report"], ["fluorocarbon-package-report", "airbag-package-report"]),
    ]
    + ["certified", "noncertified"].map { kind in
      let names = ["dismantling", "shredding"].map { "\($0)-delivery-to-\(kind)-user" }
      return (names, names)
    }

  @Test("Functions with the same headings can be told apart by a person only", arguments: ties)
  func tie(names: [String], fitting: [String]) {
    for name in names { #expect(Self.names(Self.titles(name)) == fitting) }
  }

  @Test("The best fit wins: a collection report has all that an inquiry requires, and more that only it understands")
  func bestFit() {
    #expect(Self.names(["車台番号"]) == ["fee-inquiry", "vehicle-inquiry"])
    #expect(Self.names(["車台番号", "事業所コード"]) == ["vehicle-detail-inquiry"])
    #expect(Self.names(["車台番号", "車両区分", "登録番号", "事業所コード"]) == ["fee-inquiry", "vehicle-inquiry"])
    let required = Shipped.function("collection-report").fields.filter(\.constraints.required).map(\.title)
    #expect(Self.names(required) == ["collection-report"])
    #expect(Self.names(Array(required.dropLast())) != ["collection-report"])
  }

  @Test("Without what a function requires there is none", arguments: [[], ["備考"], [""], ["引取日"], ["認証キー", "利用者ID"]])
  func none(labels: [String]) {
    #expect(Self.names(labels) == [])
  }

  @Test("A repeated heading does not hide the function, so that the repetition itself can be told")
  func duplicate() {
    #expect(Self.names(Self.titles("collection-report") + ["引取日"]) == ["collection-report"])
  }

  @Test("Known headings are those of every function that a file can be for")
  func known() {
    for function in Shipped.catalogue.droppable {
      #expect(Self.finder.knownLabels.isSuperset(of: function.columns.map(\.title)))
    }
    #expect(!Self.finder.knownLabels.contains("認証キー"))
  }
}
