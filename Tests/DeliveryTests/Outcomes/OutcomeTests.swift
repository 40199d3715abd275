import Testing
import Validation

@testable import Delivery

@Suite("What an exchange means")
struct OutcomeTests {
  /// A line of the table in domain/4 §4.3: what was seen, and what it means for a report and for an inquiry.
  struct Line: Sendable, CustomTestStringConvertible {
    var text: String
    var seen: Observation
    var report: String
    var inquiry: String

    init(_ text: String, _ seen: Observation, report: String, inquiry: String) {
      self.text = text
      self.seen = seen
      self.report = report
      self.inquiry = inquiry
    }

    var testDescription: String { "\(text): \(seen)" }
  }

  @Test(
    "Every line of domain/4 §4.3",
    arguments: [
      Line(
        "name resolution, TCP connect, TLS handshake failed", .certainlyNotProcessed(reason: "refused"),
        report: "notTaken", inquiry: "notTaken"),
      Line("failed while writing", .noAnswer(reason: "reset"), report: "unknown", inquiry: "notTaken"),
      Line(
        "failed while writing – unless zero body bytes left the process", .certainlyNotProcessed(reason: "reset"),
        report: "notTaken", inquiry: "notTaken"),
      Line(
        "timeout or reset after the request was written", .noAnswer(reason: "timeout"), report: "unknown",
        inquiry: "notTaken"),
      Line(
        "HTTP 200 with a readable envelope", answered(200, envelope("0000")), report: "accepted", inquiry: "accepted"),
      Line(
        "HTTP 200 with a readable envelope", answered(200, envelope("E1002")), report: "refused", inquiry: "refused"),
      Line(
        "HTTP 200, body truncated", answered(200, String(envelope("0000").dropLast(5))), report: "unknown",
        inquiry: "notTaken"),
      Line("HTTP 200, not JSON", answered(200, "resultCode=0000"), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 200, nothing", answered(200, ""), report: "unknown", inquiry: "notTaken"),
      Line(
        "HTTP 200, wrong charset",
        .answered(
          status: 200, body: Array(#"{"resultCode":"0000","resultMessage":""#.utf8) + [0x90, 0xB3] + Array("\"}".utf8),
          retryAfter: nil), report: "unknown", inquiry: "notTaken"),
      Line(
        "HTTP 200, no resultCode", answered(200, #"{"data":{"movementReportNo":"1"}}"#), report: "unknown",
        inquiry: "notTaken"),
      Line("HTTP 200, no resultCode", answered(200, #"{"resultCode":""}"#), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 200, no resultCode", answered(200, #"{"resultCode":null}"#), report: "unknown", inquiry: "notTaken"),
      Line(
        "HTTP 200 with a proxy or maintenance HTML page", answered(200, "<html>ただいまメンテナンス中</html>"),
        report: "unknown", inquiry: "notTaken"),
      Line("HTTP 4xx with envelope", answered(400, envelope("E1001")), report: "refused", inquiry: "refused"),
      Line("HTTP 4xx with envelope", answered(404, envelope("E2001")), report: "refused", inquiry: "refused"),
      Line(
        "HTTP 4xx with envelope", answered(409, envelope("E4002")), report: "alreadyReported",
        inquiry: "alreadyReported"),
      Line("HTTP 4xx with envelope", answered(409, envelope("E4001")), report: "deferred", inquiry: "deferred"),
      Line("HTTP 4xx with envelope", answered(423, envelope("E5006")), report: "stop", inquiry: "stop"),
      Line("HTTP 400 without envelope", answered(400), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 404 without envelope", answered(404), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 405 without envelope", answered(405), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 413 without envelope", answered(413), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 415 without envelope", answered(415), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 401", answered(401), report: "tokenExpired", inquiry: "tokenExpired"),
      Line("HTTP 401", answered(401, envelope("E5002")), report: "tokenExpired", inquiry: "tokenExpired"),
      Line("HTTP 401", answered(401, envelope("E9999")), report: "tokenExpired", inquiry: "tokenExpired"),
      Line("HTTP 403 without envelope", answered(403), report: "unexpected", inquiry: "unexpected"),
      Line("HTTP 408", answered(408), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 408", answered(408, envelope("E9999")), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 408", answered(408, envelope("E1002")), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 429", answered(429), report: "throttled", inquiry: "throttled"),
      Line("HTTP 429", answered(429, envelope("E7001")), report: "throttled", inquiry: "throttled"),
      Line("HTTP 429", answered(429, envelope("E9999")), report: "throttled", inquiry: "throttled"),
      Line("HTTP 500", answered(500), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 502", answered(502, "<h1>Bad Gateway</h1>"), report: "unknown", inquiry: "notTaken"),
      Line("HTTP 504", answered(504), report: "unknown", inquiry: "notTaken"),
      Line("E9001", answered(500, envelope("E9001")), report: "unknown", inquiry: "notTaken"),
      Line("E9001", answered(200, envelope("E9001")), report: "unknown", inquiry: "notTaken"),
      Line(
        "HTTP 500, 502, 504, whatever the body says", answered(500, envelope("0000")), report: "unknown",
        inquiry: "notTaken"),
      Line(
        "HTTP 500, 502, 504, whatever the body says", answered(502, envelope("E6003")), report: "unknown",
        inquiry: "notTaken"),
      Line(
        "HTTP 500, 502, 504, whatever the body says", answered(504, envelope("E1002")), report: "unknown",
        inquiry: "notTaken"),
      Line("HTTP 503 with envelope E6001", answered(503, envelope("E6001")), report: "closed", inquiry: "closed"),
      Line("HTTP 503 with envelope E6002", answered(503, envelope("E6002")), report: "closed", inquiry: "closed"),
      Line("HTTP 503 with envelope E6003", answered(503, envelope("E6003")), report: "notTaken", inquiry: "notTaken"),
      Line("HTTP 503 without envelope", answered(503), report: "unknown", inquiry: "notTaken"),
      Line("redirect (3xx)", answered(302), report: "stop", inquiry: "stop"),
      Line("redirect (3xx)", answered(307, envelope("0000")), report: "stop", inquiry: "stop"),
    ])
  func line(line: Line) {
    #expect(name(Outcome(of: line.seen, asking: .report, in: Shipped.service)) == line.report)
    #expect(name(Outcome(of: line.seen, asking: .inquiry, in: Shipped.service)) == line.inquiry)
    #expect(name(Outcome(of: line.seen, asking: .authentication, in: Shipped.service)) == line.inquiry)
  }

  /// The last column of the table in domain/4 §4.2, in our terms.
  private static let meanings: [ServiceSchema.ErrorClass: (report: String, inquiry: String)] = [
    .success: ("accepted", "accepted"), .permanent: ("refused", "refused"), .untilPaid: ("refused", "refused"),
    .untilPermitted: ("refused", "refused"),
    .confirm: ("alreadyReported", "alreadyReported"), .deferred: ("deferred", "deferred"),
    .atOpening: ("closed", "closed"), .renewToken: ("tokenExpired", "tokenExpired"), .inDoubt: ("unknown", "notTaken"),
    .stop: ("stop", "stop"),
  ]

  @Test(
    "Every code of the service means what its class says, with its own status",
    arguments: Shipped.service.codes.keys.sorted())
  func code(code: String) throws {
    let status = try #require(Shipped.service.codes[code]?.status)
    let errorClass = try #require(Shipped.service.errorClass(of: code))
    let retried = status == 429 ? "throttled" : "notTaken"
    let expected = Self.meanings[errorClass] ?? (retried, retried)
    let seen = Self.answered(status, Self.envelope(code))
    #expect(name(Outcome(of: seen, asking: .report, in: Shipped.service)) == expected.report)
    #expect(name(Outcome(of: seen, asking: .inquiry, in: Shipped.service)) == expected.inquiry)
  }

  @Test("The classes are those of domain/4 §4.2")
  func classes() {
    let classes = Shipped.service.classes
    #expect(classes[.success] == ["0000", "W0001"])
    #expect(classes[.untilPaid] == ["E3001", "E3002"])
    #expect(classes[.untilPermitted] == ["E5003", "E5004", "E5005", "E5007"])
    #expect(classes[.confirm] == ["E4002", "E4003"])
    #expect(classes[.deferred] == ["E4001", "E4005", "E4006", "E4015", "E4016"])
    #expect(classes[.stop] == ["E5001", "E5006"])
    #expect(classes[.renewToken] == ["E5002"])
    #expect(classes[.atOpening] == ["E6001", "E6002"])
    #expect(classes[.retry] == ["E6003", "E7001"])
    #expect(classes[.inDoubt] == ["E9001"])
    #expect(classes.values.joined().count == Shipped.service.codes.count)
  }

  @Test(
    "A code that nobody knows proves nothing but a client's fault",
    arguments: [
      (200, "unknown"), (201, "unknown"), (400, "refused"), (409, "refused"), (422, "refused"), (501, "unknown"),
      (503, "unknown"),
    ])
  func unknownCode(status: Int, expected: String) {
    let outcome = Outcome(of: Self.answered(status, Self.envelope("E4999")), asking: .report, in: Shipped.service)
    #expect(name(outcome) == expected)
  }

  @Test("Success with a status that contradicts it is no success", arguments: [400, 404, 409, 503])
  func contradiction(status: Int) {
    let outcome = Outcome(of: Self.answered(status, Self.envelope("0000")), asking: .report, in: Shipped.service)
    #expect(name(outcome) == "unknown")
  }

  @Test("What the service asked for and what it said travel with the outcome")
  func contents() throws {
    let throttled = Outcome(
      of: .answered(status: 429, body: [], retryAfter: "120"), asking: .report, in: Shipped.service)
    #expect(throttled == .throttled(retryAfter: "120"))
    let locked = Outcome(of: Self.answered(423, Self.envelope("E5006")), asking: .report, in: Shipped.service)
    #expect(locked.answer?.code == "E5006")
    #expect(locked == .stop(reason: "E5006 語", answer: ServiceAnswer(code: "E5006", message: "語")))
    let doubt = Outcome(of: Self.answered(500, Self.envelope("E9001")), asking: .report, in: Shipped.service)
    #expect(doubt == .unknown(reason: "HTTP 500 E9001 語"))
    #expect(doubt.answer == nil)
    for code in ["0000", "E1001", "E4002", "E4001", "E6001", "E5002"] {
      let status = try #require(Shipped.service.codes[code]?.status)
      let outcome = Outcome(of: Self.answered(status, Self.envelope(code)), asking: .report, in: Shipped.service)
      #expect(outcome.answer?.code == code)
    }
  }

  private static func envelope(_ code: String) -> String { #"{"resultCode":"\#(code)","resultMessage":"語"}"# }

  private static func answered(_ status: Int, _ body: String = "") -> Observation {
    .answered(status: status, body: Array(body.utf8), retryAfter: nil)
  }

  private func name(_ outcome: Outcome) -> String {
    switch outcome {
    case .accepted: "accepted"
    case .refused: "refused"
    case .alreadyReported: "alreadyReported"
    case .deferred: "deferred"
    case .closed: "closed"
    case .notTaken: "notTaken"
    case .throttled: "throttled"
    case .tokenExpired: "tokenExpired"
    case .unknown: "unknown"
    case .unexpected: "unexpected"
    case .stop: "stop"
    }
  }
}
