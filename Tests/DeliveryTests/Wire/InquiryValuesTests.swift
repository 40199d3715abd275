import Testing
import Validation

@testable import Delivery

@Suite("Filling inquiries")
struct InquiryValuesTests {
  private static func with(_ function: String) throws -> [String: String] {
    try #require(Shipped.function(function).bridge.confirm).with
  }

  @Test("Fields of the row are taken under the inquiry's names, and empty ones are left out")
  func row() throws {
    let row = ["officeCode": "130000100002", "chassisNo": "A1", "requesterName": "x"]
    let values = try InquiryValues(row: row).filled(Self.with("collection-report")) { _ in
      Issue.record("nobody else is asked"); return nil
    }
    #expect(values == ["officeCode": "130000100002", "chassisNo": "A1"])
    let renamed = InquiryValues(row: ["deliveryDate": "2026-11-20"]).filled(["dateFrom": "deliveryDate"])
    #expect(renamed == ["dateFrom": "2026-11-20"])
  }

  @Test("A constant stands for itself, whatever the row says")
  func constant() throws {
    let row = ["officeCode": "130000500005", "deliveryDate": "2026-11-20", "process": "3"]
    let values = try InquiryValues(row: row).filled(Self.with("asr-delivery-report"))
    #expect(values == ["officeCode": "130000500005", "process": "4", "dateFrom": "2026-11-20"])
    #expect(InquiryValues(row: [:]).filled(["a": "=", "b": "=x=y/z"]) == ["a": "", "b": "x=y/z"])
  }

  @Test(
    "A package is asked about by a vehicle in it",
    arguments: [
      "fluorocarbon-package-pickup", "fluorocarbon-package-report", "airbag-package-handover", "airbag-package-report",
    ])
  func member(function: String) throws {
    let row = ["officeCode": "130000200003", "packageNo": "FR2600000001"]
    let values = try InquiryValues(row: row).filled(Self.with(function)) { thread in
      thread == "package" ? ["movementReportNo": "040012345678", "officeCode": "999999999903"] : nil
    }
    #expect(values == ["officeCode": "130000200003", "movementReportNo": "040012345678"])
  }

  @Test("Where no vehicle is known, or its number is not, nothing is asked")
  func unknown() throws {
    let with = try Self.with("fluorocarbon-package-pickup")
    let values = InquiryValues(row: ["officeCode": "130000200003"])
    let withoutMember = values.filled(with) { _ in nil }
    let withoutNumber = values.filled(with) { _ in ["chassisNo": "A1"] }
    #expect(withoutMember == nil && withoutNumber == nil)
    #expect(values.filled(with) == [:])
  }

  @Test("An error of whoever is asked for a member is passed on")
  func failing() throws {
    struct Broken: Error {}
    let with = try Self.with("fluorocarbon-package-pickup")
    #expect(throws: Broken.self) { try InquiryValues(row: [:]).filled(with) { _ in throw Broken() } }
  }
}
