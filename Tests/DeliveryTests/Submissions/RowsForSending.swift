import Findings
import Validation

@testable import Delivery

/// Valid rows about one vehicle and its packages, and what they want sent.
enum RowsForSending {
  static let vehicle = ["chassisNoType": "1", "chassisNo": "A1", "movementReportNo": "040012345678"]

  static let all: [String: [String: String]] = [
    "downstream-collection-report": about("130000500005", ["process": "4", "collectionDate": "2026-11-20"]),
    "fluorocarbon-package-add": about(
      "130000200003",
      [
        "packageMode": "1", "packageRef": "@A", "containerType": "1", "containerNo": "H4R", "fluorocarbonType": "2",
        "recoveredDate": "2026-11-20",
      ]),
    "fluorocarbon-package-pickup": [
      "officeCode": "130000200003", "packageNo": "FR2600000001", "pickupDate": "2026-11-25", "contactName": "自動車",
      "contactTel": "0311111111",
    ],
    "fluorocarbon-package-report": call("130000200003", "FR2600000001"),
    "airbag-package-add": about(
      "130000300004",
      [
        "packageMode": "1", "packageRef": "@A", "caseNo": "AB-1", "airbagMethod": "1", "recoveredCount": "4",
        "recoveredDate": "2026-11-20",
      ]),
    "airbag-package-handover": [
      "officeCode": "130000300004", "packageNo": "AB2600000001", "handoverType": "1", "handoverDate": "2026-11-25",
      "contactName": "自動車", "contactTel": "0311111111",
    ],
    "airbag-package-report": call("130000300004", "AB2600000001"),
    "parts-recovery-report": about(
      "130000300004",
      ["consortiumCode": "C", "partsRecoveryDate": "2026-11-20", "materialType": "1", "recoveredWeightKg": "1.5"]),
    "shredding-delivery-to-shredder": about("130000500005", delivered("130000600005")),
    "shredding-delivery-to-certified-user": about("130000500005", delivered("130000700006")),
    "shredding-delivery-to-noncertified-user": about("130000500005", delivered("130000700006")),
    "asr-delivery-report": delivered("139999800009").merging([
      "officeCode": "130000500005", "weighSlipNo": "W-1", "asrWeightKg": "9800",
    ]) { $1 },
    "material-package-report": about("130000500005", delivered("x").merging(["materialType": "1"]) { $1 }),
  ]

  private static func about(_ office: String, _ others: [String: String]) -> [String: String] {
    vehicle.merging(others.merging(["officeCode": office]) { $1 }) { $1 }
  }

  private static func call(_ office: String, _ number: String) -> [String: String] {
    delivered("139999900009").merging(["officeCode": office, "packageNo": number]) { $1 }
  }

  private static func delivered(_ office: String) -> [String: String] {
    ["deliverToOfficeCode": office, "deliveryDate": "2026-11-20", "transportType": "1"]
  }

  /// The row with some values changed; an empty value leaves its field empty.
  static func row(_ function: String, _ changes: [String: String] = [:]) -> Row {
    let values = all[function]!.merging(changes) { $1 }.filter { !$0.value.isEmpty }
    return Row(values, of: Shipped.function(function), at: Location(record: 2, line: 2, byteOffset: 50))
  }

  static func maker(_ function: String, on day: String = "2026-11-21") -> SubmissionMaker {
    SubmissionMaker(function: Shipped.function(function), today: JapanDate(day)!)
  }

  static func submission(
    _ function: String, _ changes: [String: String] = [:], on day: String = "2026-11-21"
  ) -> NewSubmission {
    maker(function, on: day).submission(for: row(function, changes), occasion: "drop 1 row 2").submission
  }

  /// Makes a new package's row one of a further vehicle.
  static func further(_ number: String) -> [String: String] {
    ["packageMode": "2", "packageNo": number, "packageRef": "", "containerType": "", "containerNo": "", "caseNo": ""]
  }
}
