import Findings
import Foundation
import Tabular
import Testing

@testable import Validation

@Suite("Checking rows")
struct RowCheckerTests {
  @Test("All errors of a row come at once, fields in order, then rules")
  func allAtOnce() {
    let rows = RowsUnderTest("collection-report")
    let checked = rows.check([
      "officeCode": "13", "chassisNo": "", "vehicleClass": "3", "registrationNo": "", "requesterName": "",
      "collectionDate": "2026-12-01", "fluorocarbonEquipped": "1", "fluorocarbonType": "", "airbagEquipped": "?",
      "ownerConsent": "0", "clientRequestNo": "あ",
    ])
    #expect(
      checked.findings.map { "\($0.field ?? "") \($0.code.name)" } == [
        "officeCode length", "chassisNo required", "vehicleClass enumeration", "requesterName required",
        "airbagEquipped boolean", "clientRequestNo pattern", "registrationNo row-constraint",
        "fluorocarbonType required", "collectionDate date-order", "ownerConsent owner-consent",
      ])
    #expect(!checked.isValid)
    #expect(checked.findings.allSatisfy { $0.location == RowsUnderTest.place && $0.label != nil })
  }

  @Test("A field that is broken already is not blamed again by a rule")
  func notTwice() {
    let rows = RowsUnderTest("collection-delivery-to-recoverer")
    let tooLong = String(repeating: "1", count: 21)
    let checked = rows.check([
      "officeCode": "130000100003x", "deliverToOfficeCode": "9", "transportType": "9", "carrierPermitType": "1",
      "carrierPermitNo": tooLong, "deliveryDate": "yesterday",
    ])
    let blamed = checked.findings.compactMap(\.field)
    #expect(blamed.count == Set(blamed).count, "\(blamed)")
    #expect(Set(blamed) == ["officeCode", "deliverToOfficeCode", "transportType", "carrierPermitNo", "deliveryDate"])
  }

  @Test("A ragged row has only its structural finding, for its cells may stand in wrong columns")
  func ragged() {
    let rows = RowsUnderTest("collection-report")
    let finding = Finding(.missingCell, facts: ["actual": "2", "expected": "16"], at: RowsUnderTest.place)
    let checked = rows.check(Record(cells: ["x", "y"], at: RowsUnderTest.place, findings: [finding]))
    #expect(checked.findings == [finding])
    #expect(!checked.isValid)
    #expect((0..<checked.row.fieldCount).allSatisfy { checked.row.text($0) == nil })
  }

  @Test("Values are canonical, whatever was written, and a finding shows what was written")
  func canonical() throws {
    let rows = RowsUnderTest("collection-report")
    let checked = rows.check([
      "chassisNo": "ａｂｃ12－345678", "vehicleClass": "軽", "registrationNo": "品川 ５００ さ 12-34",
      "recycleTicketNo": "0400-1234-5678", "collectionDate": "令和8年11月20日", "fluorocarbonType": "HFC134a",
      "ownerConsent": "○",
    ])
    #expect(checked.isValid)
    let values = checked.row.values(of: rows.function)
    #expect(
      values == [
        "officeCode": "130000100002", "chassisNoType": "1", "chassisNo": "ABC12-345678", "vehicleClass": "2",
        "registrationNo": "品川500さ1234", "recycleTicketNo": "040012345678", "requesterName": "国土 太郎",
        "collectionDate": "2026-11-20", "fluorocarbonEquipped": "1", "fluorocarbonType": "2", "airbagEquipped": "1",
        "ownerConsent": "1",
      ])
    let again = Row(values, of: rows.function, at: RowsUnderTest.place)
    #expect(again.values(of: rows.function) == values)
    let wrong = try #require(rows.check(["chassisNo": "ａｂｃ＿1"]).findings.first)
    #expect(wrong.facts["value"] == "ａｂｃ＿1")
  }

  @Test("A repair is told and the row stays valid")
  func repairs() {
    let checked = RowsUnderTest("collection-report").check(["recycleTicketNo": "40012345678"])
    #expect(checked.isValid)
    #expect(checked.findings.map(\.code) == [.zeroRestored])
    #expect(checked.findings.first?.facts["expected"] == "040012345678")
  }

  @Test(
    "Lengths count Unicode scalars, at both ends",
    arguments: [("あい", false), ("あいう", true), ("あいうえ", true), ("a", false), ("あいうえお", false)])
  func lengths(name: String, isRight: Bool) throws {
    let rows = try Self.rows(constraints: #"{"minLength": 3, "maxLength": 4}"#)
    #expect(rows.check(["x": name]).isValid == isRight)
  }

  @Test("A smallest length alone counts scalars too, not bytes")
  func minimumAlone() throws {
    let rows = try Self.rows(constraints: #"{"minLength": 3}"#)
    #expect(rows.faults(["x": "あ"]) == ["x length"])
    #expect(rows.faults(["x": "あいう"]) == [])
    #expect(rows.check(["x": "あ"]).findings.first?.facts == ["actual": "1", "expected": "3–", "value": "あ"])
  }

  @Test("A code list without words for its codes lists the codes")
  func bareEnumeration() throws {
    let rows = try Self.rows(constraints: #"{"enum": ["A", "B"]}"#)
    #expect(rows.faults(["x": "A"]) == [])
    #expect(rows.check(["x": "C"]).findings.first?.facts["expected"] == "A, B")
  }

  @Test(
    "Bounds of numbers hold at both ends",
    arguments: [("0", false), ("1", true), ("99", true), ("100", false), ("1.5", true)])
  func bounds(value: String, isRight: Bool) throws {
    let rows = try Self.rows(
      type: "number", constraints: #"{"minimum": 1, "maximum": 99}"#, bridge: #"{"normalise": "decimal"}"#)
    #expect(rows.faults(["x": value]) == (isRight ? [] : ["x range"]))
  }

  private static func rows(
    type: String = "string", constraints: String, bridge: String = "{}"
  ) throws -> RowsUnderTest {
    let schema = """
      {"name": "test", "title": "test",
       "fields": [{"name": "x", "title": "x", "type": "\(type)", "constraints": \(constraints), "bridge": \(bridge)}],
       "bridge": {"number": 1, "kind": "inquiry", "assumed": true, "profiles": [], "roles": [], "hours": "reports",
       "unit": "none", "request": {"method": "POST", "path": "/"}}}
      """
    return try RowsUnderTest(FunctionSchema(json: Array(schema.utf8)))
  }
}
