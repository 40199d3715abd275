import Testing

@testable import Validation

@Suite("Reading threads, keys, lists and confirmations")
struct LineReadingTests {
  @Test("What feeds a thread names it by fields, and afterwards by a member of the answer")
  func feeds() {
    let feed = Shipped.function("fluorocarbon-package-add").bridge.order.feeds[0]
    #expect(feed.thread == "package" && feed.name == ["packageNo", "packageRef"] && feed.answer == "packageNo")
    #expect(feed.when == [:])
    let residue = Shipped.function("downstream-collection-report").bridge.order.feeds[0]
    #expect(residue.thread == "residue" && residue.answer == nil && residue.when == ["process": ["4"]])
  }

  @Test(
    "Packages are fed by 13 and 21 and awaited by what goes with them; residue is fed by shredders and awaited by 30")
  func threads() {
    func numbers(_ isWanted: (FunctionSchema.Order) -> Bool) -> [Int] {
      Shipped.catalogue.functions.filter { isWanted($0.bridge.order) }.map(\.bridge.number)
    }
    #expect(numbers { $0.feeds.contains { $0.thread == "package" } } == [13, 21])
    #expect(numbers { $0.awaits.contains { $0.thread == "package" && $0.until == .accepted } } == [14, 15, 22, 23])
    #expect(numbers { $0.feeds.contains { $0.thread == "residue" } } == [11, 27, 28, 29, 31])
    #expect(numbers { $0.awaits.contains { $0.thread == "residue" && $0.until == .settled } } == [30])
    #expect(numbers { !$0.feeds.isEmpty || !$0.awaits.isEmpty }.count == 12)
  }

  @Test("A package's maker may give it a name, and what comes later may use the name")
  func references() {
    func numbers(_ reference: FieldSchema.Reference) -> [Int] {
      Shipped.catalogue.functions.filter { $0.fields.contains { $0.bridge.reference == reference } }
        .map(\.bridge.number)
    }
    #expect(numbers(.define) == [13, 21])
    #expect(numbers(.use) == [13, 14, 15, 21, 22, 23])
    for function in Shipped.catalogue.functions {
      for field in function.fields where field.bridge.reference == .define { #expect(!field.bridge.isSent) }
    }
  }

  @Test("Steps that happen again when a vehicle comes back are counted")
  func sequences() throws {
    for function in Shipped.catalogue.functions {
      let expected: FunctionSchema.Sequence? =
        switch function.bridge.number {
        case 11: .follows(["dismantling-delivery-to-dismantler", "shredding-delivery-to-shredder"])
        case 17...20, 27...29: .counts(["downstream-collection-report"])
        default: nil
        }
      #expect(function.bridge.key?.sequence == expected, "\(function.name)")
    }
    let both = #"{"counts": ["collection-report"], "follows": ["collection-report"]}"#
    let changed = try SchemaDocument("downstream-collection-report").setting("bridge.key.sequence", to: both)
    let error = #expect(throws: DecodingError.self) { try changed.decoded(as: FunctionSchema.self) }
    guard case .dataCorrupted(let context)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(context.debugDescription == "a sequence either counts or follows")
  }

  @Test("Functions that exclude one another share a scope, and only they")
  func scopes() {
    var scopes: [String: [Int]] = [:]
    for function in Shipped.catalogue.functions {
      if let scope = function.bridge.key?.scope { scopes[scope, default: []].append(function.bridge.number) }
    }
    #expect(
      scopes == [
        "collection-delivery": [9, 10], "recovery-delivery": [12], "fluorocarbons": [13, 16], "airbags": [21, 24],
        "dismantling-delivery": [17, 18, 19, 20], "shredding-delivery": [27, 28, 29],
      ])
    // What shares a scope shares the fields, too: otherwise their keys could never be equal.
    for numbers in scopes.values {
      let fields = numbers.map { Shipped.catalogue.functions[$0 - 1].bridge.key?.fields }
      #expect(Set(fields).count == 1, "\(numbers)")
    }
  }

  @Test("Only the name of a part may be missing from a key")
  func optional() {
    for function in Shipped.catalogue.functions {
      let isParts = function.bridge.number == 25
      #expect((function.bridge.key?.optional ?? []) == (isParts ? ["partName"] : []), "\(function.name)")
    }
  }

  @Test(
    "Lists are asked page by page, and their columns have headings of their own",
    arguments: ["pending-collection-inquiry", "pending-delivery-inquiry", "completed-delivery-inquiry"])
  func lists(name: String) throws {
    let function = Shipped.function(name)
    let list = try #require(function.bridge.answer.list)
    #expect(list.member == "vehicles" && list.page == "page" && list.more == "hasNext")
    #expect(function.field(named: list.page)?.type == .integer)
    #expect(Set(list.columns.map(\.name)).count == list.columns.count)
    // The result file has the row's own columns beside them.
    let titles = function.columns.map(\.title) + list.columns.map(\.title)
    #expect(Set(titles).count == titles.count)
  }

  @Test("A demand is one value or several alternatives")
  func alternatives() throws {
    let confirm = try #require(Shipped.function("fluorocarbon-package-pickup").bridge.confirm)
    #expect(confirm.took["."]?["fluorocarbonPackageStatus"] == ["2", "3", "4"])
    #expect(confirm.took["."]?["fluorocarbonPackageNo"] == ["$packageNo"])
    #expect(confirm.differs == ["history": ["functionNo": ["14"]]])
    #expect(confirm.with["movementReportNo"] == "package/movementReportNo")
    #expect(confirm.gives == ["packageNo": "fluorocarbonPackageNo", "packageStatus": "fluorocarbonPackageStatus"])
    #expect(confirm.before == nil && confirm.absentCodes == [])
  }

  @Test("A vehicle that an office may not see, it can't have reported; a package would be made a second time")
  func unseen() {
    let asking = Shipped.functions.filter {
      $0.bridge.unit == .vehicle && $0.bridge.confirm?.ask == "vehicle-detail-inquiry"
    }
    #expect(asking.count == 17)
    for function in asking {
      let makesPackage = function.bridge.answer.package != nil
      #expect(
        function.bridge.confirm?.absentCodes == (makesPackage ? ["E2001"] : ["E2001", "E5003"]), "\(function.name)")
    }
  }

  @Test("A truck's vehicles are listed before it leaves")
  func before() throws {
    let confirm = try #require(Shipped.function("asr-delivery-report").bridge.confirm)
    let before = try #require(confirm.before)
    #expect(before.ask == "pending-delivery-inquiry" && before.with == ["officeCode": "officeCode", "process": "=4"])
    #expect(before.list == "vehicles" && before.member == "movementReportNo")
    #expect(confirm.took["vehicles"]?["movementReportNo"] == [ConfirmSchema.kept])
    for function in Shipped.catalogue.functions where function.name != "asr-delivery-report" {
      #expect(function.bridge.confirm?.before == nil, "\(function.name)")
    }
  }

  @Test("What a vehicle may see twice is not told to be somebody else's by other facts")
  func again() {
    for function in Shipped.catalogue.functions where function.bridge.key?.sequence != nil {
      #expect(function.bridge.confirm?.differs == [:], "\(function.name)")
    }
  }
}
