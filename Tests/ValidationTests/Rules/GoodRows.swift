/// A row of each shipped function that is right on 2026-11-21.
enum GoodRows {
  static let all: [String: [String: String]] = inquiries.merging(collector) { $1 }.merging(recoverer) { $1 }
    .merging(dismantler) { $1 }.merging(shredder) { $1 }

  private static let vehicle = ["movementReportNo": "040012345678", "chassisNo": "ABC12-345678"]
  private static let carriage = ["transportType": "1", "deliveryDate": "2026-11-20"]
  private static let fullUser = [
    "fullUserName": "電炉製鋼株式会社", "fullUserAddress": "東京都港区芝大門1-1-30", "fullUserOfficeName": "千葉工場",
    "fullUserOfficeAddress": "千葉県千葉市中央区1-1", "utilizationMethod": "1", "deliveryDate": "2026-11-20",
  ]
  private static let certifiedUse = [
    "deliverToOfficeCode": "130000700006", "makerCode": "TOY001", "deliveryDate": "2026-11-20",
  ]

  private static let inquiries: [String: [String: String]] = [
    "fee-inquiry": ["chassisNo": "ABC12-345678"],
    "vehicle-inquiry": ["chassisNo": "ABC12-345678"],
    "vehicle-detail-inquiry": ["officeCode": "130000100002", "chassisNo": "ABC12-345678"],
    "pending-collection-inquiry": ["officeCode": "130000200003", "process": "2"],
    "pending-delivery-inquiry": ["officeCode": "130000100002", "process": "1"],
    "completed-delivery-inquiry": ["officeCode": "130000100002", "process": "1"],
  ]

  private static let collector: [String: [String: String]] = [
    "collection-report": [
      "officeCode": "130000100002", "chassisNo": "ABC12-345678", "vehicleClass": "1",
      "registrationNo": "品川500さ1234", "requesterName": "国土 太郎", "collectionDate": "2026-11-20",
      "fluorocarbonEquipped": "1", "fluorocarbonType": "2", "airbagEquipped": "1", "ownerConsent": "1",
    ],
    "collection-delivery-to-recoverer": row("130000100002", carriage, ["deliverToOfficeCode": "130000200003"]),
    "collection-delivery-to-dismantler": row("130000100002", carriage, ["deliverToOfficeCode": "130000300004"]),
    "downstream-collection-report": row("130000200003", ["process": "2", "collectionDate": "2026-11-20"]),
  ]

  private static let recoverer: [String: [String: String]] = [
    "recovery-delivery-to-dismantler": row("130000200003", carriage, ["deliverToOfficeCode": "130000300004"]),
    "fluorocarbon-package-add": row(
      "130000200003",
      [
        "packageMode": "1", "containerType": "1", "containerNo": "H4R-123", "fluorocarbonType": "2",
        "recoveredDate": "2026-11-20",
      ]),
    "fluorocarbon-package-pickup": [
      "officeCode": "130000200003", "packageNo": "FR2600000001", "pickupDate": "2026-11-25",
      "contactName": "自動車 太郎", "contactTel": "0311111111",
    ],
    "fluorocarbon-package-report": carriage.merging([
      "officeCode": "130000200003", "packageNo": "FR2600000001", "deliverToOfficeCode": "139999900009",
    ]) { $1 },
    "fluorocarbon-reuse-report": row("130000200003", ["fluorocarbonType": "2", "reuseDate": "2026-11-20"]),
  ]

  private static let dismantler: [String: [String: String]] = [
    "dismantling-delivery-to-dismantler": row(
      "130000300004", carriage, ["objectType": "2", "deliverToOfficeCode": "130000400004"]),
    "dismantling-delivery-to-shredder": row("130000300004", carriage, ["deliverToOfficeCode": "130000500005"]),
    "dismantling-delivery-to-certified-user": row("130000300004", certifiedUse),
    "dismantling-delivery-to-noncertified-user": row("130000300004", fullUser),
    "airbag-package-add": row(
      "130000300004",
      [
        "packageMode": "1", "caseNo": "AB-0001", "airbagMethod": "1", "recoveredCount": "4",
        "recoveredDate": "2026-11-20",
      ]),
    "airbag-package-handover": [
      "officeCode": "130000300004", "packageNo": "AB2600000001", "handoverType": "1", "handoverDate": "2026-11-21",
      "contactName": "自動車 太郎", "contactTel": "0311111111",
    ],
    "airbag-package-report": carriage.merging([
      "officeCode": "130000300004", "packageNo": "AB2600000001", "deliverToOfficeCode": "139999900009",
    ]) { $1 },
    "airbag-deployment-report": row("130000300004", ["deployedCount": "4", "deployDate": "2026-11-20"]),
    "parts-recovery-report": row(
      "130000300004",
      [
        "consortiumCode": "C-0001", "partsRecoveryDate": "2026-11-20", "materialType": "1",
        "recoveredWeightKg": "12.5",
      ]),
    "parts-package-report": row(
      "130000300004",
      [
        "consortiumCode": "C-0001", "materialType": "1", "packageType": "1", "packageWeightKg": "250",
        "packageDate": "2026-11-20",
      ]),
  ]

  private static let shredder: [String: [String: String]] = [
    "shredding-delivery-to-shredder": row("130000500005", carriage, ["deliverToOfficeCode": "130000600005"]),
    "shredding-delivery-to-certified-user": row("130000500005", certifiedUse),
    "shredding-delivery-to-noncertified-user": row("130000500005", fullUser),
    "asr-delivery-report": carriage.merging([
      "officeCode": "130000500005", "teamCode": "1", "deliverToOfficeCode": "139999800009", "asrWeightKg": "9800",
      "truckPlateNo": "品川100あ1", "weighSlipNo": "W-20261120-001",
    ]) { $1 },
    "material-package-report": row(
      "130000500005", carriage,
      [
        "consortiumCode": "C-0001", "materialType": "1", "packageType": "1", "packageWeightKg": "250",
        "deliverToName": "再生樹脂株式会社",
      ]),
  ]

  /// A report about a vehicle by an office.
  private static func row(_ office: String, _ parts: [String: String]...) -> [String: String] {
    parts.reduce(into: vehicle.merging(["officeCode": office]) { $1 }) { row, part in row.merge(part) { $1 } }
  }
}
