/// The shape of every field that may arrive, by its wire name.
///
/// Client-only fields (`plateUnknown`, `ownerConsent`, `packageRef`, `proofDocNo`) are absent on purpose: when one
/// arrives, the client has sent what it should have kept.
enum FieldTable {
  static let shapes: [String: Shape] = [
    "userId": .token(extra: "_-", lowercase: true, 1...32),
    "secret": .printable(8...128),
    "officeCode": .digits(12...12),
    "clientRequestNo": .token(extra: "_-", lowercase: true, 1...40),
    "process": .code(["1", "2", "3", "4"]),
    "chassisNoType": .code(["1", "2", "3"]),
    "chassisNo": .chassisNo,
    "vehicleClass": .code(["1", "2"]),
    "registrationNo": .registrationNo,
    "recycleTicketNo": .digits(12...12),
    "movementReportNo": .digits(12...12),
    "requesterName": .text(1...60),
    "requesterKana": .katakana(1...60),
    "requesterType": .code(["1", "2"]),
    "fluorocarbonEquipped": .flag,
    "fluorocarbonType": .code(["1", "2"]),
    "airbagEquipped": .flag,
    "collectionDate": .day(mayBeFuture: false),
    "deliveryDate": .day(mayBeFuture: false),
    "recoveredDate": .day(mayBeFuture: false),
    "reuseDate": .day(mayBeFuture: false),
    "deployDate": .day(mayBeFuture: false),
    "partsRecoveryDate": .day(mayBeFuture: false),
    "packageDate": .day(mayBeFuture: false),
    "pickupDate": .day(mayBeFuture: true),
    "handoverDate": .day(mayBeFuture: true),
    "dateFrom": .day(mayBeFuture: true),
    "dateTo": .day(mayBeFuture: true),
    "deliverToOfficeCode": .digits(12...12),
    "fromOfficeCode": .digits(12...12),
    "transportType": .code(["1", "2"]),
    "carrierName": .text(1...60),
    "carrierPermitType": .code(["1", "2"]),
    "carrierPermitNo": .carrierPermitNo,
    "packageMode": .code(["1", "2"]),
    "packageNo": .packageNo,
    "containerType": .code(["1", "2"]),
    "containerNo": .token(extra: "-", lowercase: false, 1...20),
    "caseNo": .token(extra: "-", lowercase: false, 1...20),
    "recoveredAmountG": .integer(0...99_999),
    "totalAmountG": .integer(0...999_999),
    "pickupTimeSlot": .code(["0", "1", "2"]),
    "contactName": .text(1...40),
    "contactTel": .telephone,
    "handoverType": .code(["1", "2"]),
    "selfDismantle": .flag,
    "objectType": .code(["1", "2"]),
    "airbagMethod": .code(["1", "2", "3"]),
    "recoveredCount": .integer(0...99),
    "deployedCount": .integer(0...99),
    "batchDeploy": .flag,
    "contractNo": .token(extra: "-", lowercase: false, 1...20),
    "utilizationMethod": .code(["1", "2"]),
    "makerCode": .token(extra: "", lowercase: false, 1...6),
    "teamCode": .code(["1", "2", "3"]),
    "inspectionSlipNo": .token(extra: "-", lowercase: false, 1...20),
    "fullUserName": .text(1...60),
    "fullUserAddress": .text(1...120),
    "fullUserOfficeName": .text(1...60),
    "fullUserOfficeAddress": .text(1...120),
    "asrWeightKg": .weight(integerDigits: 6),
    "truckPlateNo": .text(1...20),
    "weighSlipNo": .token(extra: "-", lowercase: true, 1...30),
    "consortiumCode": .token(extra: "-", lowercase: false, 1...12),
    "materialType": .code(["1", "2", "9"]),
    "partName": .text(1...40),
    "recoveredWeightKg": .weight(integerDigits: 5),
    "packageType": .code(["1", "2", "3"]),
    "packageWeightKg": .weight(integerDigits: 6),
    "deliverToName": .text(1...60),
    "page": .integer(1...99_999),
    "pageSize": .integer(1...100),
  ]
}

/// One field of one function: its name, its shape and whether it must be there.
struct FieldRule: Sendable {
  let name: String
  let shape: Shape
  let isRequired: Bool

  /// Rules from a list of names such as `"officeCode! clientRequestNo"`; `!` marks a required field.
  static func list(_ names: String) -> [FieldRule] {
    names.split(separator: " ").map { word in
      let name = String(word.hasSuffix("!") ? word.dropLast() : word)
      guard let shape = FieldTable.shapes[name] else { preconditionFailure("no shape for field \(name)") }
      return FieldRule(name: name, shape: shape, isRequired: word.hasSuffix("!"))
    }
  }
}
