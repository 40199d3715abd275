import Testing

@testable import Validation

/// The rules R01–R11 and R24 of domain/2 §2.1b on the shipped functions; today is 2026-11-21. The later ones stand in
/// ``PackageRuleTests`` and ``ListRuleTests``.
@Suite("Local rules of the functions")
struct LocalRuleTests {
  @Test("A right row of each function has nothing wrong", arguments: Shipped.functionNames.dropFirst())
  func good(name: String) {
    let checked = RowsUnderTest(name).check()
    #expect(checked.findings == [])
    #expect(checked.isValid)
    #expect(checked.row.fieldCount == Shipped.function(name).fields.count)
  }

  @Test(
    "The examples of each schema make a row whose fields are all right", arguments: Shipped.functionNames.dropFirst())
  func examples(name: String) {
    let examples = Shipped.function(name).fields.compactMap { field in field.example.map { (field.name, $0) } }
    let faults = RowsUnderTest(name).faults(Dictionary(uniqueKeysWithValues: examples))
    // The examples of optional fields do not all go together: a carrier goes with entrusted transport only.
    let combinations = Set(faults.compactMap { $0.split(separator: " ").last }).subtracting(["forbidden", "required"])
    #expect(combinations == [])
  }

  private static let withChassisNumber = Shipped.functionNames.filter {
    Shipped.function($0).field(named: "chassisNoType") != nil
  }

  @Test("R01: the kind of number is derived from the number", arguments: withChassisNumber)
  func derived(name: String) throws {
    let rows = RowsUnderTest(name)
    let position = try #require(rows.function.fields.firstIndex { $0.name == "chassisNoType" })
    let cases = [
      ("ABC12-345678", "", "1"), ("東4112345", "", "2"), ("東[41]12345東", "", "2"), ("国０１０００02", "", "2"),
      ("SHITEI-1", "3", "3"), ("ABC12-345678", "車台番号", "1"),
    ]
    for (number, type, expected) in cases {
      let checked = rows.check(["chassisNo": number, "chassisNoType": type])
      #expect(checked.isValid, "\(number)")
      #expect(checked.row.text(position) == expected, "\(number)")
    }
    #expect(rows.faults(["chassisNo": "東4112345", "chassisNoType": "1"]) == ["chassisNo pattern"])
    #expect(rows.faults(["chassisNo": "東4112345", "chassisNoType": "3"]) == ["chassisNo pattern"])
    #expect(rows.faults(["chassisNo": "ABC12-345678", "chassisNoType": "2"]) == ["chassisNo pattern"])
    #expect(rows.faults(["chassisNo": "-ABC"]) == ["chassisNo pattern"])
    #expect(rows.faults(["chassisNo": "ABC-"]) == ["chassisNo pattern"])
    #expect(rows.faults(["chassisNo": String(repeating: "A", count: 43)]) == ["chassisNo length"])
    #expect(rows.faults(["chassisNo": "ABC12-345678", "chassisNoType": "9"]) == ["chassisNoType enumeration"])
  }

  @Test(
    "Rules of one function",
    arguments: [
      // R24
      RowCase("vehicle-detail-inquiry", changes: ["chassisNo": ""], faults: ["movementReportNo row-constraint"]),
      RowCase("vehicle-detail-inquiry", changes: ["chassisNo": "", "movementReportNo": "040012345678"]),
      RowCase(
        "vehicle-detail-inquiry", changes: ["chassisNo": "", "movementReportNo": "12"],
        faults: ["movementReportNo length"]),
      // R02
      RowCase("collection-report", changes: ["registrationNo": ""], faults: ["registrationNo row-constraint"]),
      RowCase("collection-report", changes: ["registrationNo": "", "recycleTicketNo": "0400-1234-5678"]),
      RowCase("collection-report", changes: ["registrationNo": "", "plateUnknown": "不明"]),
      RowCase(
        "collection-report", changes: ["registrationNo": "", "plateUnknown": "0"],
        faults: ["registrationNo row-constraint"]),
      RowCase("collection-report", changes: ["registrationNo": "品川"], faults: ["registrationNo pattern"]),
      // R03
      RowCase("collection-report", changes: ["fluorocarbonType": ""], faults: ["fluorocarbonType required"]),
      RowCase("collection-report", changes: ["fluorocarbonEquipped": "無"], faults: ["fluorocarbonType forbidden"]),
      RowCase("collection-report", changes: ["fluorocarbonEquipped": "0", "fluorocarbonType": ""]),
      RowCase("collection-report", changes: ["fluorocarbonEquipped": ""], faults: ["fluorocarbonEquipped required"]),
      RowCase(
        "collection-report", changes: ["fluorocarbonEquipped": "maybe", "fluorocarbonType": ""],
        faults: ["fluorocarbonEquipped boolean"]),
      // R04
      RowCase("collection-report", changes: ["collectionDate": "2026-11-21"]),
      RowCase("collection-report", changes: ["collectionDate": "R8.11.21"]),
      RowCase("collection-report", changes: ["collectionDate": "2026-11-22"], faults: ["collectionDate date-order"]),
      RowCase("collection-report", changes: ["collectionDate": "2026-02-29"], faults: ["collectionDate date"]),
      RowCase(
        "downstream-collection-report", changes: ["collectionDate": "2027/1/1"], faults: ["collectionDate date-order"]),
      // R05
      RowCase("collection-report", changes: ["ownerConsent": "0"], faults: ["ownerConsent owner-consent"]),
      RowCase("collection-report", changes: ["ownerConsent": "未確認"], faults: ["ownerConsent owner-consent"]),
      RowCase("collection-report", changes: ["ownerConsent": ""], faults: ["ownerConsent required"]),
      // R11
      RowCase(
        "downstream-collection-report", changes: ["process": "3", "officeCode": "130000300004", "selfDismantle": "1"]),
      RowCase(
        "downstream-collection-report", changes: ["process": "3", "officeCode": "130000300004", "selfDismantle": "0"]),
      RowCase("downstream-collection-report", changes: ["process": "4", "officeCode": "130000400005"]),
      RowCase(
        "downstream-collection-report", changes: ["process": "3", "officeCode": "130000300004"],
        faults: ["selfDismantle required"]),
      RowCase("downstream-collection-report", changes: ["selfDismantle": "1"], faults: ["selfDismantle forbidden"]),
      RowCase("downstream-collection-report", changes: ["process": "4"], faults: ["officeCode row-constraint"]),
      RowCase(
        "downstream-collection-report", changes: ["process": "3", "selfDismantle": "1"],
        faults: ["officeCode row-constraint"]),
      RowCase("downstream-collection-report", changes: ["process": "1"], faults: ["process enumeration"]),
      RowCase("downstream-collection-report", changes: ["process": ""], faults: ["process required"]),
      // Roles of the reporting office
      RowCase("collection-report", changes: ["officeCode": "130000100003"], faults: ["officeCode row-constraint"]),
      RowCase("vehicle-detail-inquiry", changes: ["officeCode": "130000100005"]),
      RowCase("vehicle-detail-inquiry", changes: ["officeCode": "130000100006"], faults: ["officeCode row-constraint"]),
      RowCase(
        "recovery-delivery-to-dismantler", changes: ["officeCode": "130000100002"],
        faults: ["officeCode row-constraint"]),
      // R08
      RowCase(
        "collection-delivery-to-recoverer", changes: ["deliverToOfficeCode": "130000300004"],
        faults: ["deliverToOfficeCode row-constraint"]),
      RowCase(
        "collection-delivery-to-dismantler", "recovery-delivery-to-dismantler",
        changes: ["deliverToOfficeCode": "130000200003"], faults: ["deliverToOfficeCode row-constraint"]),
      RowCase(
        "collection-delivery-to-dismantler", changes: ["deliverToOfficeCode": "13000020003"],
        faults: ["deliverToOfficeCode length"]),
      RowCase(
        "dismantling-delivery-to-dismantler", changes: ["deliverToOfficeCode": "130000500005"],
        faults: ["deliverToOfficeCode row-constraint"]),
      RowCase(
        "dismantling-delivery-to-shredder", "shredding-delivery-to-shredder",
        changes: ["deliverToOfficeCode": "130000400004"], faults: ["deliverToOfficeCode row-constraint"]),
      // R09
      RowCase(
        "dismantling-delivery-to-dismantler", changes: ["deliverToOfficeCode": "130000300004"],
        faults: ["deliverToOfficeCode row-constraint"]),
      RowCase(
        "shredding-delivery-to-shredder", changes: ["deliverToOfficeCode": "130000500005"],
        faults: ["deliverToOfficeCode row-constraint"]),
      // R15
      RowCase(
        "dismantling-delivery-to-noncertified-user", "shredding-delivery-to-noncertified-user",
        changes: ["fullUserAddress": ""], faults: ["fullUserAddress required"]),
      RowCase(
        "dismantling-delivery-to-noncertified-user", "shredding-delivery-to-noncertified-user",
        changes: ["fullUserAddress": "", "deliverToOfficeCode": "130000700006"]),
      RowCase("dismantling-delivery-to-noncertified-user", changes: ["utilizationMethod": "輸出"]),
      // R16
      RowCase(
        "dismantling-delivery-to-certified-user", "shredding-delivery-to-certified-user",
        changes: ["utilizationMethod": "鉄鋼の原料として利用"]),
      RowCase(
        "dismantling-delivery-to-certified-user", "shredding-delivery-to-certified-user",
        changes: ["utilizationMethod": "2"], faults: ["utilizationMethod row-constraint"]),
    ])
  func rules(item: RowCase) {
    for name in item.functions { #expect(RowsUnderTest(name).faults(item.changes) == item.faults, "\(name)") }
  }

  private static let deliveries = Shipped.functionNames.filter {
    Shipped.function($0).field(named: "deliveryDate") != nil
  }
  private static let carried = Shipped.functionNames.filter {
    Shipped.function($0).field(named: "carrierPermitNo") != nil
  }
  private static let carrier = [
    "transportType": "2", "carrierName": "リサイクル運送㈱", "carrierPermitType": "1", "carrierPermitNo": "01310123456",
  ]

  @Test("R06: nothing is handed over tomorrow", arguments: deliveries)
  func deliveryDate(name: String) {
    let rows = RowsUnderTest(name)
    #expect(rows.faults(["deliveryDate": "2026-11-21"]) == [])
    #expect(rows.faults(["deliveryDate": "2026-11-22"]) == ["deliveryDate date-order"])
    #expect(rows.faults(["deliveryDate": ""]) == ["deliveryDate required"])
  }

  @Test("R07: a carrier goes with entrusted transport only, and wholly", arguments: carried)
  func carrier(name: String) {
    let rows = RowsUnderTest(name)
    func faults(_ changes: [String: String]) -> [String] { rows.faults(Self.carrier.merging(changes) { $1 }) }
    #expect(faults([:]) == [])
    #expect(faults(["carrierPermitNo": ""]) == ["carrierPermitNo required"])
    #expect(
      faults(["carrierName": "", "carrierPermitType": "", "carrierPermitNo": ""]) == [
        "carrierName required", "carrierPermitNo required", "carrierPermitType required",
      ])
    #expect(
      faults(["transportType": "1"]) == [
        "carrierName forbidden", "carrierPermitNo forbidden", "carrierPermitType forbidden",
      ])
    #expect(faults(["transportType": ""]) == ["transportType required"])
    // 3 digits of the prefecture, then 0 or 1 for collecting and carrying; the old 10 digits get a zero.
    #expect(faults(["carrierPermitNo": "01320123456"]) == ["carrierPermitNo pattern"])
    #expect(faults(["carrierPermitNo": "1310123456"]) == [])
    #expect(faults(["carrierPermitNo": "第123号"]) == ["carrierPermitNo pattern"])
    #expect(faults(["carrierPermitType": "2", "carrierPermitNo": "第123号"]) == [])
    #expect(faults(["carrierPermitNo": String(repeating: "第", count: 21)]) == ["carrierPermitNo length"])
  }
}
