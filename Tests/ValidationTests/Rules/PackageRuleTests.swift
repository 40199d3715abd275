import Testing

@testable import Validation

/// The rules R12–R14 and R18–R20 of domain/2 §2.1b on the shipped functions; today is 2026-11-21, a Saturday.
@Suite("Local rules of packages")
struct PackageRuleTests {
  @Test(
    "A new package has a container and no number, a further vehicle the number or a name",
    arguments: [
      // R12
      RowCase("fluorocarbon-package-add", changes: ["packageRef": "@A"]),
      RowCase("fluorocarbon-package-add", changes: ["packageNo": "FR2600000001"], faults: ["packageNo forbidden"]),
      RowCase(
        "fluorocarbon-package-add", changes: ["containerType": "", "containerNo": ""],
        faults: ["containerNo required", "containerType required"]),
      RowCase("fluorocarbon-package-add", changes: further(["packageNo": "FR2600000001"])),
      RowCase("fluorocarbon-package-add", changes: further(["packageNo": "@A"])),
      RowCase("fluorocarbon-package-add", changes: further(["packageNo": "＠Ａ－１"])),
      RowCase("fluorocarbon-package-add", changes: further(["packageNo": "@"]), faults: ["packageNo pattern"]),
      RowCase("fluorocarbon-package-add", changes: further(["packageNo": "@A B"]), faults: ["packageNo pattern"]),
      RowCase("fluorocarbon-package-add", changes: further([:]), faults: ["packageNo required"]),
      RowCase(
        "fluorocarbon-package-add", changes: further(["packageNo": "AB2600000001"]), faults: ["packageNo pattern"]),
      RowCase(
        "fluorocarbon-package-add", changes: further(["packageNo": "FR2600000001", "containerNo": "LA777"]),
        faults: ["containerNo forbidden"]),
      RowCase(
        "fluorocarbon-package-add", changes: further(["packageNo": "FR2600000001", "packageRef": "@A"]),
        faults: ["packageRef forbidden"]),
      RowCase("fluorocarbon-package-add", changes: ["packageRef": "A1"], faults: ["packageRef pattern"]),
      RowCase("fluorocarbon-package-add", changes: ["recoveredAmountG": "0"], faults: ["recoveredAmountG range"]),
      RowCase("fluorocarbon-package-add", changes: ["recoveredAmountG": "１，２００"]),
      // R13
      RowCase("airbag-package-add", changes: ["caseNo": ""], faults: ["caseNo required"]),
      RowCase("airbag-package-add", changes: ["packageMode": "2", "packageNo": "@A", "caseNo": ""]),
      RowCase(
        "airbag-package-add", changes: ["packageMode": "2", "packageNo": "FR2600000001", "caseNo": ""],
        faults: ["packageNo pattern"]),
      RowCase("airbag-package-add", changes: ["deployedCount": "0"]),
      RowCase("airbag-package-add", changes: ["deployedCount": "1"], faults: ["deployedCount row-constraint"]),
      RowCase("airbag-package-add", changes: ["airbagMethod": "2"], faults: ["airbagMethod row-constraint"]),
      RowCase("airbag-package-add", changes: ["airbagMethod": "3"], faults: ["deployedCount required"]),
      RowCase(
        "airbag-package-add", changes: ["airbagMethod": "3", "deployedCount": "0"],
        faults: ["deployedCount row-constraint"]),
      RowCase("airbag-package-add", changes: ["airbagMethod": "3", "deployedCount": "12"]),
      RowCase("airbag-package-add", changes: ["recoveredCount": "0"], faults: ["recoveredCount range"]),
      // R14
      RowCase("airbag-deployment-report", changes: ["airbagMethod": "作動"]),
      RowCase("airbag-deployment-report", changes: ["airbagMethod": "1"], faults: ["airbagMethod row-constraint"]),
      RowCase("airbag-deployment-report", changes: ["deployedCount": "0"], faults: ["deployedCount range"]),
    ])
  func filling(item: RowCase) { check(item) }

  @Test(
    "Whole packages: days, contacts and places",
    arguments: [
      // R18
      RowCase("fluorocarbon-package-pickup", changes: ["pickupDate": "2026-11-22"]),
      RowCase("fluorocarbon-package-pickup", changes: ["pickupDate": "2026-11-21"], faults: ["pickupDate date-order"]),
      RowCase("fluorocarbon-package-pickup", changes: ["packageNo": "@A"]),
      RowCase("fluorocarbon-package-pickup", changes: ["packageNo": "AB2600000001"], faults: ["packageNo pattern"]),
      // R19
      RowCase(
        "airbag-package-handover", changes: ["contactName": "", "contactTel": ""],
        faults: ["contactName required", "contactTel required"]),
      RowCase(
        "airbag-package-handover", changes: ["handoverType": "持込連絡", "contactName": "", "contactTel": ""],
        faults: ["deliverToOfficeCode required"]),
      RowCase(
        "airbag-package-handover",
        changes: [
          "handoverType": "2", "contactName": "", "contactTel": "", "deliverToOfficeCode": "139999900009",
        ]),
      RowCase("airbag-package-handover", changes: ["handoverDate": "2026-11-20"], faults: ["handoverDate date-order"]),
    ])
  func whole(item: RowCase) { check(item) }

  @Test(
    "R20: a weight is more than nothing and has one decimal at most",
    arguments: [
      ("parts-recovery-report", "recoveredWeightKg"), ("parts-package-report", "packageWeightKg"),
      ("material-package-report", "packageWeightKg"), ("asr-delivery-report", "asrWeightKg"),
    ])
  func weight(name: String, field: String) {
    let rows = RowsUnderTest(name)
    #expect(rows.faults([field: "0.1"]) == [])
    #expect(rows.faults([field: "1,250.50"]) == [])
    #expect(rows.faults([field: "0"]) == ["\(field) range"])
    #expect(rows.faults([field: "12.55"]) == ["\(field) pattern"])
    #expect(rows.faults([field: "1000000"]) == ["\(field) range"])
    #expect(rows.faults([field: ""]) == ["\(field) required"])
  }

  /// What makes the good row of a new package one of a further vehicle.
  private static func further(_ changes: [String: String]) -> [String: String] {
    ["packageMode": "2", "containerType": "", "containerNo": ""].merging(changes) { $1 }
  }

  private func check(_ item: RowCase) {
    for name in item.functions { #expect(RowsUnderTest(name).faults(item.changes) == item.faults, "\(name)") }
  }
}
