import Testing
import Validation

@testable import Delivery

@Suite("Evidence about a report in doubt")
struct EvidenceTests {
  /// A row of a report in doubt.
  private static let rows: [String: [String: String]] = [
    "collection-report": ["officeCode": "130000100002", "chassisNo": "A1", "collectionDate": "2026-11-20"],
    "collection-delivery-to-recoverer": delivery("130000100002", to: "130000200003"),
    "collection-delivery-to-dismantler": delivery("130000100002", to: "130000300004"),
    "downstream-collection-report": [
      "officeCode": "130000200003", "chassisNo": "A1", "movementReportNo": "040012345678", "process": "2",
      "collectionDate": "2026-11-20",
    ],
    "recovery-delivery-to-dismantler": delivery("130000200003", to: "130000300004"),
  ]

  private static func delivery(_ office: String, to other: String) -> [String: String] {
    [
      "officeCode": office, "chassisNo": "A1", "movementReportNo": "040012345678", "deliveryDate": "2026-11-20",
      "deliverToOfficeCode": other,
    ]
  }

  private static let reports = rows.keys.sorted()

  /// One element of function 4's `history`.
  private static func entry(
    _ name: String, office: String? = nil, date: String = "2026-11-20", counterpart: String? = nil
  ) -> String {
    let row = rows[name]!
    let other = (counterpart ?? row["deliverToOfficeCode"]).map { "\"\($0)\"" } ?? "null"
    return """
      {"functionNo": \(Shipped.function(name).bridge.number), "officeCode": "\(office ?? row["officeCode"]!)",
       "counterpartOfficeCode": \(other), "eventDate": "\(date)", "acceptedAt": "2026-11-21T10:00:00+09:00",
       "clientRequestNo": null}
      """
  }

  /// An earlier or later step of the same vehicle, by another function.
  private static let otherStep = """
    {"functionNo": 13, "officeCode": "130000200003", "counterpartOfficeCode": null, "eventDate": "2026-11-20",
     "acceptedAt": "2026-11-20T10:00:00+09:00", "clientRequestNo": "X"}
    """

  private static func verdict(_ name: String, history: [String]) throws -> Verdict {
    let data = """
      {"movementReportNo": "040012345678", "chassisNo": "A1", "lifecycleStatus": "S10", "pendingOfficeCode": null,
       "history": [\(history.joined(separator: ","))]}
      """
    return try verdict(name, .accepted(.of("0000", data: data)))
  }

  private static func verdict(_ name: String, _ outcome: Outcome) throws -> Verdict {
    try #require(Shipped.function(name).bridge.confirm).verdict(on: outcome, for: rows[name]!)
  }

  @Test("Other facts that lack what tells ours from theirs decide nothing")
  func incomparable() throws {
    let name = "collection-delivery-to-recoverer"
    let whole = Self.entry(name, date: "2026-11-19")
    #expect(try Self.verdict(name, history: [whole]) == .different)
    for part in [#""eventDate": "2026-11-19", "#, #""counterpartOfficeCode": "130000200003","#] {
      try #require(whole.contains(part))
      #expect(try Self.verdict(name, history: [whole.replacing(part, with: "")]) == .unclear)
    }
  }

  @Test("A list without days is believed once the vehicle's history agrees; only a report of that kind contradicts it")
  func agreement() throws {
    let confirm = try #require(Shipped.function("dismantling-delivery-to-certified-user").bridge.confirm)
    let row = Self.delivery("130000300004", to: "139999800009")
    func verdict(_ history: String) throws -> Verdict {
      confirm.agreement(on: .accepted(try .of("0000", data: "{\"history\": [\(history)]}")), for: row)
    }
    func entry(_ number: Int, _ date: String) -> String {
      """
      {"functionNo": \(number), "officeCode": "130000300004", "counterpartOfficeCode": "139999800009", "eventDate": "\(date)"}
      """
    }
    #expect(try verdict(entry(19, "2026-11-20")) == .present)
    #expect(try verdict(entry(19, "2026-11-19")) == .different)
    #expect(try verdict(entry(17, "2026-11-20")) == .unclear)
    #expect(try verdict("") == .unclear)
    #expect(confirm.agreement(on: .notTaken(reason: "reset"), for: row) == .unclear)
  }

  @Test("Our report with our facts is there: it took effect", arguments: reports)
  func present(name: String) throws {
    #expect(try Self.verdict(name, history: [Self.entry(name)]) == .present)
    #expect(try Self.verdict(name, history: [Self.otherStep, Self.entry(name), Self.otherStep]) == .present)
    let text = Self.entry(name).replacing(/"functionNo": (\d+)/) { "\"functionNo\": \"\($0.1)\"" }
    #expect(try Self.verdict(name, history: [text]) == .present)
    #expect(try Self.verdict(name, history: [Self.entry(name, date: "2026-11-01"), Self.entry(name)]) == .present)
  }

  @Test(
    "The same report with other facts is somebody else's",
    arguments: reports.filter { $0 != "downstream-collection-report" })
  func different(name: String) throws {
    // A vehicle that may come back has the step in its history from the visit before.
    let onOtherDay: Verdict = Shipped.function(name).bridge.key?.sequence == nil ? .different : .absent
    #expect(try Self.verdict(name, history: [Self.entry(name, date: "2026-11-19")]) == onOtherDay)
    if Self.rows[name]!["deliverToOfficeCode"] != nil {
      #expect(try Self.verdict(name, history: [Self.entry(name, counterpart: "999999999904")]) == .different)
    }
    #expect(try Self.verdict(name, history: [Self.entry(name, office: "999999999902")]) == .different)
  }

  @Test("What happens again when a vehicle comes back is not shown by other facts: they may be its first visit's")
  func again() throws {
    let name = "downstream-collection-report"
    #expect(try Self.verdict(name, history: [Self.entry(name, date: "2026-11-19")]) == .absent)
    #expect(try Self.verdict(name, history: [Self.entry(name, office: "999999999902")]) == .absent)
  }

  @Test("A clear answer without the report shows its absence", arguments: reports)
  func absent(name: String) throws {
    #expect(try Self.verdict(name, history: []) == .absent)
    #expect(try Self.verdict(name, history: [Self.otherStep]) == .absent)
  }

  @Test(
    "An answer that lacks what would show the report shows nothing",
    arguments: [
      "null", "{}", "[]", #"{"history": null}"#, #"{"history": "none"}"#, #"{"history": {}}"#,
      #"{"history": [{}]}"#, #"{"history": [{"function": 8}]}"#, #"{"history": [{"functionNo": null}]}"#,
      #"{"history": ["8"]}"#,
    ])
  func unclear(data: String) throws {
    for name in Self.reports { #expect(try Self.verdict(name, .accepted(.of("0000", data: data))) == .unclear) }
  }

  @Test("“No such vehicle” proves absence; “not yours” does, but for what would make a second package")
  func codes() throws {
    for (code, package) in [("E2001", Verdict.absent), ("E5003", .unclear)] {
      #expect(try Self.verdict("collection-report", .refused(.of(code))) == .absent)
      #expect(try Self.verdict("collection-delivery-to-recoverer", .refused(.of(code))) == .absent)
      let maker = try #require(Shipped.function("fluorocarbon-package-add").bridge.confirm)
      #expect(try maker.verdict(on: .refused(.of(code)), for: [:]) == package)
    }
    #expect(try Self.verdict("collection-report", .refused(.of("E1002"))) == .unclear)
  }

  @Test("An inquiry that failed decides nothing", arguments: reports)
  func failed(name: String) throws {
    let outcomes: [Outcome] = [
      .notTaken(reason: ""), .throttled(retryAfter: nil), .tokenExpired(nil), .unknown(reason: ""),
      .unexpected(status: 404), .stop(reason: "", answer: nil), .closed(try .of("E6001")), .deferred(try .of("E4001")),
    ]
    for outcome in outcomes { #expect(try Self.verdict(name, outcome) == .unclear) }
  }

  @Test("Members of the answer itself can be asked for, too")
  func wholeAnswer() throws {
    var confirm = try #require(Shipped.function("collection-report").bridge.confirm)
    confirm.took = [".": ["fluorocarbonStatus": ["LINKED"], "holderOfficeCode": ["$officeCode"]]]
    confirm.differs = [:]
    let row = Self.rows["collection-report"]!
    func verdict(_ data: String) throws -> Verdict {
      confirm.verdict(on: .accepted(try .of("0000", data: data)), for: row)
    }
    #expect(try verdict(#"{"fluorocarbonStatus": "LINKED", "holderOfficeCode": "130000100002"}"#) == .present)
    #expect(try verdict(#"{"fluorocarbonStatus": "REQUIRED", "holderOfficeCode": "130000100002"}"#) == .absent)
    #expect(try verdict(#"{"fluorocarbonStatus": null}"#) == .unclear)
  }
}
