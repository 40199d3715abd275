import Testing

@testable import Validation

/// Both sides of the rules R12–R19 that offer a choice, on every function that they stand on; today is 2026-11-21.
@Suite("Rules with two branches")
struct BranchTests {
  /// What a row of a new package and a row of a further vehicle differ in.
  private static let furtherVehicle: [String: [String: String]] = [
    "fluorocarbon-package-add": ["packageMode": "2", "containerType": "", "containerNo": ""],
    "airbag-package-add": ["packageMode": "2", "caseNo": ""],
  ]
  private static let numbers = [
    "fluorocarbon-package-add": "FR2600000001", "fluorocarbon-package-pickup": "FR2600000001",
    "fluorocarbon-package-report": "FR2600000001", "airbag-package-add": "AB2600000001",
    "airbag-package-handover": "AB2600000001", "airbag-package-report": "AB2600000001",
  ]

  @Test("R12, R13: a new package has no number yet, but may have a name", arguments: furtherVehicle.keys.sorted())
  func newPackage(name: String) {
    let rows = RowsUnderTest(name)
    for reference in ["", "@A", "＠Ａ", "@" + String(repeating: "x", count: 20)] {
      #expect(rows.faults(["packageRef": reference]) == [], "\(reference)")
    }
    #expect(rows.faults(["packageRef": "@" + String(repeating: "x", count: 21)]) == ["packageRef length"])
    for reference in ["AB", "A@", "@A/B", "@あ"] {
      #expect(rows.faults(["packageRef": reference]) == ["packageRef pattern"], "\(reference)")
    }
    #expect(rows.faults(["packageNo": Self.numbers[name]!]) == ["packageNo forbidden"])
    #expect(rows.faults(["packageNo": "@A"]) == ["packageNo forbidden"])
  }

  @Test(
    "R12, R13: a further vehicle goes into a package with a number or a name", arguments: furtherVehicle.keys.sorted())
  func further(name: String) {
    let rows = RowsUnderTest(name)
    func faults(_ changes: [String: String]) -> [String] {
      rows.faults(Self.furtherVehicle[name]!.merging(changes) { $1 })
    }
    #expect(faults(["packageNo": Self.numbers[name]!]) == [])
    #expect(faults(["packageNo": "@A"]) == [])
    #expect(faults([:]) == ["packageNo required"])
    #expect(faults(["packageNo": "@A", "packageRef": "@A"]) == ["packageRef forbidden"])
    #expect(faults(["packageMode": "9", "packageNo": "@A"]) == ["packageMode enumeration"])
    #expect(faults(["packageMode": "", "packageNo": "@A"]).contains("packageMode required"))
  }

  @Test(
    "A package's number has its kind's letters and ten digits, and a name its shape", arguments: numbers.keys.sorted())
  func number(name: String) {
    let rows = RowsUnderTest(name)
    func faults(_ number: String) -> [String] {
      rows.faults((Self.furtherVehicle[name] ?? [:]).merging(["packageNo": number]) { $1 })
    }
    let right = Self.numbers[name]!
    let other = right.hasPrefix("FR") ? "AB2600000001" : "FR2600000001"
    #expect(faults(right) == [])
    #expect(faults(right.prefix(2) + "２６" + right.dropFirst(4)) == [])
    #expect(faults("@Truck-7_b") == [])
    for wrong in [other, "26" + right.dropFirst(2), "@A B", "@", "@" + String(repeating: "x", count: 21)] {
      #expect(faults(wrong) == ["packageNo pattern"], "\(wrong)")
    }
    for wrong in [String(right.dropLast()), right + "1"] { #expect(faults(wrong) == ["packageNo length"], "\(wrong)") }
  }

  private static let fullUsers = [
    "dismantling-delivery-to-noncertified-user", "shredding-delivery-to-noncertified-user",
  ]

  @Test("R15: a full user has an office code, or a name, an address and works", arguments: fullUsers)
  func fullUser(name: String) {
    let rows = RowsUnderTest(name)
    let names = ["fullUserAddress", "fullUserName", "fullUserOfficeAddress", "fullUserOfficeName"]
    for missing in names {
      #expect(rows.faults([missing: ""]) == ["\(missing) required"])
      #expect(rows.faults([missing: "", "deliverToOfficeCode": "130000700006"]) == [])
    }
    let none = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
    #expect(rows.faults(none) == names.map { "\($0) required" })
    #expect(rows.faults(none.merging(["deliverToOfficeCode": "130000700006"]) { $1 }) == [])
    // A code that can't be read is blamed itself; the four are not asked for as well.
    #expect(rows.faults(none.merging(["deliverToOfficeCode": "13000070000"]) { $1 }) == ["deliverToOfficeCode length"])
    for method in ["1", "2", "輸出"] { #expect(rows.faults(["utilizationMethod": method]) == []) }
    #expect(rows.faults(["utilizationMethod": ""]) == ["utilizationMethod required"])
  }

  @Test("R18: a pick-up is tomorrow or later, on a published day where any are listed")
  func calendar() throws {
    let name = "fluorocarbon-package-pickup"
    let free = try RowsUnderTest(name, calendars: [:])
    let listed = try RowsUnderTest(
      name, calendars: ["fluorocarbon-pickup": ["2026-11-21", "2026-11-25", "2026-12-01"]])
    let other = try RowsUnderTest(name, calendars: ["airbag-pickup": ["2026-12-01"], "fluorocarbon-pickup": []])
    for (day, isFree, isListed) in [
      ("2026-11-20", false, false), ("2026-11-21", false, false), ("2026-11-22", true, false),
      ("2026-11-25", true, true), ("2026-11-26", true, false), ("R8.12.1", true, true), ("2030-01-01", true, false),
    ] {
      #expect(free.check(["pickupDate": day]).isValid == isFree, "\(day)")
      #expect(other.check(["pickupDate": day]).isValid == isFree, "\(day)")
      #expect(listed.check(["pickupDate": day]).isValid == isListed, "\(day)")
      let blamed = listed.faults(["pickupDate": day])
      #expect(Set(blamed).isSubset(of: ["pickupDate date-order"]), "\(day)")
    }
    #expect(listed.faults(["pickupDate": "soon"]) == ["pickupDate date"])
  }

  @Test("R19: a pick-up has a contact, bringing it a place, and neither is yesterday's")
  func handover() {
    let rows = RowsUnderTest("airbag-package-handover")
    let brought = [
      "handoverType": "2", "contactName": "", "contactTel": "", "deliverToOfficeCode": "139999900009",
    ]
    func faults(_ changes: [String: String]) -> [String] { rows.faults(brought.merging(changes) { $1 }) }
    #expect(rows.faults(["contactName": ""]) == ["contactName required"])
    #expect(rows.faults(["contactTel": ""]) == ["contactTel required"])
    #expect(faults([:]) == [])
    #expect(faults(["deliverToOfficeCode": ""]) == ["deliverToOfficeCode required"])
    #expect(faults(["handoverType": "1"]) == ["contactName required", "contactTel required"])
    #expect(faults(["handoverType": "3"]) == ["handoverType enumeration"])
    for changes in [[:], brought] {
      func on(_ day: String) -> [String] { rows.faults(changes.merging(["handoverDate": day]) { $1 }) }
      #expect(on("2026-11-20") == ["handoverDate date-order"])
      #expect(on("2026-11-21") == [] && on("2027-01-01") == [])
    }
  }
}
