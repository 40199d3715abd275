import Findings
import Testing
import Validation

@testable import Delivery

@Suite("Rows against what is known of their vehicle")
struct KnownRuleTests {
  /// The rules of that id, each with what its latest known report says.
  private static func violations(
    _ function: String, _ id: String, _ row: [String: String], known: [String: String]
  ) -> [Finding] {
    let schema = Shipped.function(function)
    return schema.bridge.known.filter { $0.id == id }.compactMap { $0.violation(by: row, against: known, of: schema) }
  }

  private static let handOvers = [
    "collection-delivery-to-recoverer", "collection-delivery-to-dismantler", "recovery-delivery-to-dismantler",
    "dismantling-delivery-to-dismantler", "dismantling-delivery-to-shredder", "dismantling-delivery-to-certified-user",
    "dismantling-delivery-to-noncertified-user", "shredding-delivery-to-shredder",
    "shredding-delivery-to-certified-user", "shredding-delivery-to-noncertified-user", "material-package-report",
  ]

  @Test("R06: a vehicle is handed over on the day of its collection or later", arguments: handOvers)
  func collected(function: String) throws {
    let known = ["collectionDate": "2026-11-15"]
    for day in ["2026-11-15", "2026-11-16", "2027-01-01"] {
      #expect(Self.violations(function, "R06", ["deliveryDate": day], known: known) == [])
    }
    for day in ["2026-11-14", "2025-12-31"] {
      let found = Self.violations(function, "R06", ["deliveryDate": day, "chassisNo": "A1"], known: known)
      #expect(found.map(\.code) == [.dateOrder] && found.map(\.field) == ["deliveryDate"])
      let finding = try #require(found.first)
      #expect(finding.label == Shipped.function(function).field(named: "deliveryDate")?.title)
      #expect(
        finding.facts["value"] == day && finding.facts["actual"] == "2026-11-15" && finding.facts["rule"] == "R06")
      for language in Language.allCases {
        let sentence = finding.sentence(in: language)
        #expect(!sentence.contains("{") && sentence.contains(day), "\(sentence)")
      }
    }
  }

  @Test("R06: parts come off a vehicle that was collected")
  func parts() {
    let known = ["collectionDate": "2026-11-15"]
    func codes(_ day: String) -> [String?] {
      Self.violations("parts-recovery-report", "R06", ["partsRecoveryDate": day], known: known).map(\.field)
    }
    #expect(codes("2026-11-15") == [] && codes("2026-11-14") == ["partsRecoveryDate"])
  }

  @Test("A day that one of the two does not tell contradicts nothing", arguments: handOvers)
  func untold(function: String) {
    #expect(Self.violations(function, "R06", [:], known: ["collectionDate": "2026-11-15"]) == [])
    #expect(Self.violations(function, "R06", ["deliveryDate": "2026-11-14"], known: [:]) == [])
  }

  @Test("R06 asks for the last collection, whoever reported it", arguments: handOvers)
  func asked(function: String) {
    let rule = Shipped.function(function).bridge.known.first { $0.id == "R06" }
    let isCollector = function.hasPrefix("collection-")
    #expect(rule?.of == ["collection-report"] + (isCollector ? [] : ["downstream-collection-report"]))
  }

  @Test("R04: a vehicle is taken in on the day of its delivery or later")
  func delivered() {
    let name = "downstream-collection-report"
    let known = ["deliveryDate": "2026-11-15"]
    #expect(Self.violations(name, "R04", ["collectionDate": "2026-11-15"], known: known) == [])
    let found = Self.violations(name, "R04", ["collectionDate": "2026-11-14"], known: known)
    #expect(!found.isEmpty && found.allSatisfy { $0.code == .dateOrder && $0.field == "collectionDate" })
  }

  @Test(
    "R10: with fluorocarbons to a recoverer, without to a dismantler",
    arguments: [
      ("collection-delivery-to-recoverer", "1", true), ("collection-delivery-to-recoverer", "0", false),
      ("collection-delivery-to-dismantler", "0", true), ("collection-delivery-to-dismantler", "1", false),
      ("collection-delivery-to-recoverer", nil, false), ("collection-delivery-to-dismantler", nil, false),
    ] as [(String, String?, Bool)])
  func equipped(function: String, equipped: String?, isRight: Bool) throws {
    var known = ["collectionDate": "2026-11-15"]
    known["fluorocarbonEquipped"] = equipped
    let found = Self.violations(function, "R10", ["chassisNo": "A1"], known: known)
    #expect(found.isEmpty == isRight)
    if isRight { return }
    // Nothing in this row is wrong by itself: the vehicle is named.
    #expect(found.map(\.field) == ["chassisNo"] && found.map(\.code) == [.rowConstraint])
    #expect(found[0].facts["value"] == "A1" && found[0].facts["actual"] == equipped)
    #expect(found[0].facts["expected.ja"]?.isEmpty == false && found[0].facts["expected.en"]?.isEmpty == false)
  }

  @Test("R17: a vehicle that something was taken from is dismantled", arguments: ["1", "2", nil])
  func dismantled(objectType: String?) throws {
    var row = ["chassisNo": "A1"]
    row["objectType"] = objectType
    let name = "dismantling-delivery-to-dismantler"
    let found = Self.violations(name, "R17", row, known: ["recoveredDate": "2026-11-20"])
    #expect(found.map(\.field) == (objectType == "2" ? [] : ["objectType"]))
    #expect(found.allSatisfy { $0.code == .rowConstraint && $0.facts["value"] == objectType ?? "" })
    let rule = try #require(Shipped.function(name).bridge.known.first { $0.id == "R17" })
    #expect(rule.of.contains("airbag-package-add") && rule.of.contains("airbag-deployment-report"))
  }
}
