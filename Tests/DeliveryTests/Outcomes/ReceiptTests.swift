import Findings
import Testing
import Validation

@testable import Delivery

@Suite("What is kept of answers")
struct ReceiptTests {
  private static let disposition = Disposition(
    service: Shipped.service, retry: RetryPolicy(), hours: .regular, settleSeconds: 30)

  private static func receipt(_ function: String, _ data: String) throws -> Receipt {
    disposition.receipt(in: try .of("0000", data: data), of: Shipped.function(function))
  }

  // MARK: Acceptances

  @Test(
    "The package that a report turns out to fill is a thread of it",
    arguments: [("fluorocarbon-package-add", "FR2600000001"), ("airbag-package-add", "AB2600000001")])
  func thread(function: String, number: String) throws {
    let receipt = try Self.receipt(function, #"{"packageNo": "\#(number)", "movementReportNo": "1"}"#)
    #expect(receipt.threads == [ThreadName.of("package", number)])
    #expect(receipt.columns["packageNo"] == number && receipt.number == "1")
    #expect(try Self.receipt(function, #"{"movementReportNo": "1"}"#).threads == nil)
  }

  @Test("A call for a package, a truck and a report of residue turn out to fill none")
  func noThread() throws {
    for name in ["fluorocarbon-package-pickup", "asr-delivery-report", "shredding-delivery-to-certified-user"] {
      #expect(try Self.receipt(name, #"{"packageNo": "FR2600000001"}"#).threads == nil)
    }
  }

  @Test("The vehicles of a package or a truck are words in one column")
  func linked() throws {
    for name in ["fluorocarbon-package-report", "airbag-package-report", "asr-delivery-report"] {
      let receipt = try Self.receipt(
        name, #"{"packageNo": "P", "linkedVehicles": ["040012345678", "040012345679"], "linkedVehicleCount": 2}"#)
      #expect(receipt.columns["linkedVehicles"] == "040012345678 040012345679")
      #expect(receipt.columns["linkedVehicleCount"] == "2" && receipt.columns["packageNo"] == "P")
      #expect(receipt.number == nil)
    }
  }

  // MARK: Confirmations

  private static func confirmed(_ function: String, by data: String, given: [String: String]) throws -> Receipt {
    disposition.receipt(confirming: Shipped.function(function), by: try .of("0000", data: data), given: given)
  }

  @Test("A confirmed package is known by the number that the inquiry gave")
  func confirmedPackage() throws {
    let receipt = try Self.confirmed(
      "fluorocarbon-package-add",
      by: #"{"movementReportNo": "040012345678", "lifecycleStatus": "S20", "fluorocarbonPackageNo": "FR2600000001"}"#,
      given: ["packageNo": "FR2600000001", "packageStatus": "1"])
    #expect(receipt.threads == [ThreadName.of("package", "FR2600000001")])
    #expect(receipt.columns["packageNo"] == "FR2600000001" && receipt.columns["packageStatus"] == "1")
    #expect(receipt.number == "040012345678" && receipt.columns["lifecycleStatus"] == "S20")
    #expect(receipt.findings == [Finding(.confirmedByInquiry)])
  }

  @Test("A confirmed report of full use has the number that the list gave")
  func confirmedFullUse() throws {
    for (name, status) in [
      ("dismantling-delivery-to-certified-user", "S33"), ("shredding-delivery-to-certified-user", "S42"),
    ] {
      let receipt = try Self.confirmed(
        name, by: #"{"totalCount": 1, "vehicles": [{"movementReportNo": "040012345678"}]}"#,
        given: ["movementReportNo": "040012345678", "lifecycleStatus": status, "packageNo": "ZN2600000001"])
      #expect(receipt.number == "040012345678")
      #expect(receipt.columns["lifecycleStatus"] == status && receipt.columns["packageNo"] == "ZN2600000001")
      #expect(receipt.threads == nil)
    }
  }

  @Test("A confirmed truck has the vehicles that the list gave")
  func confirmedTruck() throws {
    let receipt = try Self.confirmed(
      "asr-delivery-report", by: #"{"vehicles": []}"#, given: ["packageNo": "AS1", "linkedVehicles": "1 2"])
    #expect(receipt.columns == ["packageNo": "AS1", "linkedVehicles": "1 2"])
    #expect(receipt.number == nil && receipt.threads == nil)
  }

  @Test("What is given goes before what the inquiry happens to call the same")
  func precedence() throws {
    let receipt = try Self.confirmed(
      "fluorocarbon-package-add", by: #"{"packageNo": "OTHER", "movementReportNo": "1"}"#,
      given: ["packageNo": "FR2600000001"])
    #expect(receipt.columns["packageNo"] == "FR2600000001")
    #expect(receipt.threads == [ThreadName.of("package", "FR2600000001")])
  }

  // MARK: Lists

  @Test(
    "Each member of a list is a line of the list's columns, in their order",
    arguments: ["pending-collection-inquiry", "pending-delivery-inquiry", "completed-delivery-inquiry"])
  func lines(name: String) throws {
    let function = Shipped.function(name)
    let answer = try ServiceAnswer.of(
      "0000",
      data: """
        {"totalCount": 2, "vehicles": [
          {"movementReportNo": "040012345678", "elapsedDays": 12, "noticeDate": null, "process": "2", "extra": "x"},
          {"chassisNo": "A2", "packageNo": ["P1", "P2"]}, {}, "odd"]}
        """)
    let columns = try #require(function.bridge.answer.list).columns.map(\.name)
    let lines = Self.disposition.lines(in: answer, of: function)
    #expect(lines.count == 4 && lines.allSatisfy { $0.count == columns.count })
    let first = Dictionary(uniqueKeysWithValues: zip(columns, lines[0])).filter { !$0.value.isEmpty }
    #expect(first == ["movementReportNo": "040012345678", "elapsedDays": "12", "process": "2"])
    let second = Dictionary(uniqueKeysWithValues: zip(columns, lines[1])).filter { !$0.value.isEmpty }
    #expect(second == ["chassisNo": "A2", "packageNo": "P1 P2"])
    #expect(Set(lines[2...].joined()) == [""])
  }

  @Test(
    "No list, no lines", arguments: ["null", "{}", #"{"vehicles": null}"#, #"{"vehicles": {}}"#, #"{"vehicles": []}"#])
  func noLines(data: String) throws {
    let answer = try ServiceAnswer.of("0000", data: data)
    #expect(Self.disposition.lines(in: answer, of: Shipped.function("pending-delivery-inquiry")) == [])
    #expect(Self.disposition.lines(in: answer, of: Shipped.function("fee-inquiry")) == [])
  }
}
