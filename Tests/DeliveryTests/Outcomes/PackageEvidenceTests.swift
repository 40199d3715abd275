import Testing
import Validation

@testable import Delivery

/// Evidence that stands in the state of a vehicle and its packages, not in its history alone.
@Suite("Evidence about packages and parts")
struct PackageEvidenceTests {
  private static let day = "2026-11-20"

  /// A report in doubt and what function 4 shows when it took effect.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var row: [String: String]
    /// The states of the vehicle that the report may have led to, and those that it can't have led to.
    var state: (member: String, took: [String], not: [String])
    var others: [String: String] = [:]
    var counterpart: String?
    var given: [String: String] = [:]

    var testDescription: String { name }

    /// Function 4's answer.
    func answer(
      _ state: String?, office: String? = nil, date: String = day, counterpart: String? = nil, number: Int? = nil,
      changing others: [String: String] = [:]
    ) -> String {
      let function = number ?? Shipped.function(name).bridge.number
      let entry = """
        {"functionNo": \(function), "officeCode": "\(office ?? row["officeCode"]!)", "eventDate": "\(date)",
         "counterpartOfficeCode": \(quoted(counterpart ?? self.counterpart)), "acceptedAt": "2026-11-21T10:00:00+09:00",
         "clientRequestNo": \(quoted(others["clientRequestNo"]))}
        """
      let members =
        self.others.merging(others) { $1 }.map { "\"\($0)\": \"\($1)\"" } + [
          "\"\(self.state.member)\": \(quoted(state))", "\"history\": [\(entry)]",
        ]
      return "{\(members.joined(separator: ", "))}"
    }

    private func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }

    func verdict(_ data: String) throws -> Verdict {
      try #require(Shipped.function(name).bridge.confirm)
        .verdict(on: .accepted(.of("0000", data: data)), for: row)
    }
  }

  private static let fluorocarbons = ["fluorocarbonPackageNo": "FR2600000001", "fluorocarbonPackageStatus": "3"]
  private static let airbags = ["airbagPackageNo": "AB2600000001", "airbagPackageStatus": "3"]
  private static let given = ["packageNo": "FR2600000001", "packageStatus": "3"]
  private static let airbagsGiven = ["packageNo": "AB2600000001", "packageStatus": "3"]

  private static func row(_ office: String, _ others: [String: String]) -> [String: String] {
    ["officeCode": office].merging(others) { $1 }
  }

  static let cases: [Case] = [
    Case(
      name: "fluorocarbon-package-add", row: row("130000200003", ["recoveredDate": day]),
      state: ("fluorocarbonStatus", ["LINKED", "REPORTED"], ["REQUIRED", "REUSED", "NA"]), others: fluorocarbons,
      given: given),
    Case(
      name: "fluorocarbon-package-pickup",
      row: row("130000200003", ["packageNo": "FR2600000001", "pickupDate": day]),
      state: ("fluorocarbonPackageStatus", ["2", "3", "4"], ["1"]), others: ["fluorocarbonPackageNo": "FR2600000001"]),
    Case(
      name: "fluorocarbon-package-report",
      row: row(
        "130000200003", ["packageNo": "FR2600000001", "deliveryDate": day, "deliverToOfficeCode": "139999900009"]),
      state: ("fluorocarbonStatus", ["REPORTED"], ["LINKED", "REQUIRED"]), others: fluorocarbons,
      counterpart: "139999900009", given: given),
    Case(
      name: "fluorocarbon-reuse-report", row: row("130000200003", ["reuseDate": day]),
      state: ("fluorocarbonStatus", ["REUSED"], ["REQUIRED", "LINKED"])),
    Case(
      name: "airbag-package-add", row: row("130000300004", ["recoveredDate": day]),
      state: ("airbagStatus", ["LINKED", "REPORTED"], ["REQUIRED", "DEPLOYED"]), others: airbags,
      given: airbagsGiven),
    Case(
      name: "airbag-package-handover",
      row: row("130000300004", ["packageNo": "AB2600000001", "handoverDate": day]),
      state: ("airbagPackageStatus", ["2", "3", "4"], ["1"]), others: ["airbagPackageNo": "AB2600000001"]),
    Case(
      name: "airbag-package-report",
      row: row(
        "130000300004", ["packageNo": "AB2600000001", "deliveryDate": day, "deliverToOfficeCode": "139999900009"]),
      state: ("airbagStatus", ["REPORTED"], ["LINKED"]), others: airbags, counterpart: "139999900009",
      given: airbagsGiven),
    Case(
      name: "airbag-deployment-report", row: row("130000300004", ["deployDate": day]),
      state: ("airbagStatus", ["DEPLOYED"], ["REQUIRED", "LINKED", "REPORTED"]), others: airbags, given: airbagsGiven),
    Case(
      name: "parts-recovery-report", row: row("130000300004", ["partsRecoveryDate": day]),
      state: ("partsStatus", ["RECOVERED", "PACKED"], ["NONE"])),
    Case(
      name: "parts-package-report", row: row("130000300004", ["packageDate": day]),
      state: ("partsStatus", ["PACKED"], ["RECOVERED", "NONE"])),
    Case(
      name: "material-package-report", row: row("130000500005", ["deliveryDate": day]),
      state: ("materialStatus", ["PACKED"], ["NONE"])),
  ]

  @Test("Each state that the report may have led to, with its entry in the history, shows it", arguments: cases)
  func present(item: Case) throws {
    for state in item.state.took { #expect(try item.verdict(item.answer(state)) == .present, "\(state)") }
  }

  @Test("A state that it can't have led to, or one without its entry, does not", arguments: cases)
  func absent(item: Case) throws {
    for state in item.state.not {
      #expect(try item.verdict(item.answer(state, number: 4)) == .absent, "\(state)")
      #expect(try item.verdict(item.answer(state)) != .present, "\(state)")
    }
    #expect(try item.verdict(item.answer(item.state.took[0], number: 4)) == .absent)
  }

  @Test("Another day, office or receiver is not our report", arguments: cases)
  func otherFacts(item: Case) throws {
    let state = item.state.took[0]
    let isTold = try #require(Shipped.function(item.name).bridge.confirm).differs.isEmpty == false
    let expected: Verdict = isTold ? .different : .absent
    #expect(try item.verdict(item.answer(state, date: "2026-11-19")) == expected)
    #expect(try item.verdict(item.answer(state, office: "999999999903")) == expected)
    if item.counterpart != nil {
      #expect(try item.verdict(item.answer(state, counterpart: "999999999904")) == expected)
    }
  }

  @Test("An answer that lacks the state or the history decides nothing", arguments: cases)
  func unclear(item: Case) throws {
    let member = item.state.member
    #expect(try item.verdict(item.answer(nil, number: 4)) == .unclear)
    for data in [
      "null", "{}", #"{"history": []}"#, "{\"\(member)\": \"\(item.state.took[0])\"}",
      "{\"\(member)\": [\"\(item.state.took[0])\"], \"history\": []}", "{\"\(member)\": \"x\", \"history\": [{}]}",
    ] {
      #expect(try item.verdict(data) == .unclear, "\(data)")
    }
  }

  @Test("A confirmed report gets its package from the inquiry's answer", arguments: cases)
  func gives(item: Case) throws {
    let confirm = try #require(Shipped.function(item.name).bridge.confirm)
    let data = try JSONValue.reading(item.answer(item.state.took[0]))
    var expected = item.given
    if item.name.hasSuffix("pickup") { expected = ["packageNo": "FR2600000001", "packageStatus": "2"] }
    if item.name.hasSuffix("handover") { expected = ["packageNo": "AB2600000001", "packageStatus": "2"] }
    #expect(confirm.given(in: data, for: item.row) == expected)
    #expect(confirm.given(in: .null, for: item.row) == [:])
  }

  @Test("A vehicle in another package says nothing about ours")
  func otherPackage() throws {
    for item in Self.cases where item.row["packageNo"] != nil {
      let member = item.name.hasPrefix("airbag") ? "airbagPackageNo" : "fluorocarbonPackageNo"
      let data = item.answer(item.state.took[0], number: 4, changing: [member: "FR9999999999"])
      #expect(try item.verdict(data) == .absent, "\(item.name)")
    }
  }

  @Test(
    "Reports of parts on one day are told apart by the sender's own number",
    arguments: ["parts-recovery-report", "parts-package-report", "material-package-report"])
  func ownNumber(name: String) throws {
    var item = try #require(Self.cases.first { $0.name == name })
    let state = item.state.took[0]
    let other = item.answer(state, changing: ["clientRequestNo": "X-1"])
    #expect(try item.verdict(other) == .absent)
    item.row["clientRequestNo"] = "X-1"
    #expect(try item.verdict(other) == .present)
    #expect(try item.verdict(item.answer(state)) == .absent)
  }
}
