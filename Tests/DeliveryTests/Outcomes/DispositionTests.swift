import Findings
import Testing
import Validation

@testable import Delivery

@Suite("From outcomes to states")
struct DispositionTests {
  private static let now = Moment("2026-11-21T10:00:00+09:00")!
  private static let report = Shipped.function("collection-report")
  private static let inquiry = Shipped.function("fee-inquiry")
  private static let disposition = Disposition(
    service: Shipped.service, retry: RetryPolicy(), hours: .regular, settleSeconds: 30)

  private static func settle(
    _ outcome: Outcome, of function: FunctionSchema = report, attempts: Int = 1, sends: Int = 1,
    firstSent: Moment? = nil, at now: Moment = now, random: Double = 0.5
  ) -> Settlement {
    disposition.settlement(
      of: outcome, for: function, attempts: attempts, sends: sends, firstSent: firstSent, at: now, random: random)
  }

  @Test("An acceptance keeps number, time and the columns that the schema shows")
  func accepted() throws {
    let answer = try ServiceAnswer.of(
      "0000",
      data: """
        {"movementReportNo": "040012345678", "acceptedAt": "2026-11-21T10:00:01+09:00", "lifecycleStatus": "S10",
         "nextDeadlineDate": "2026-12-21", "certificate": {"carName": "トヨタ", "depositTotal": 12980}, "other": 1}
        """)
    let receipt = Receipt(
      number: "040012345678", acceptedAt: "2026-11-21T10:00:01+09:00",
      columns: [
        "nextDeadlineDate": "2026-12-21", "lifecycleStatus": "S10", "certificate/carName": "トヨタ",
        "certificate/depositTotal": "12980",
      ])
    #expect(Self.settle(.accepted(answer)) == .accepted(receipt))
    #expect(Self.settle(.accepted(answer)).state == .accepted)
  }

  @Test("An acceptance without data is an acceptance; a remark of the service is kept with it")
  func remark() throws {
    #expect(Self.settle(.accepted(try .of("0000"))) == .accepted(Receipt()))
    guard case .accepted(let receipt) = Self.settle(.accepted(try .of("W0001"))) else {
      Issue.record("not accepted"); return
    }
    #expect(receipt.findings.map(\.code) == [.serviceRemark])
    #expect(receipt.findings[0].sentence(in: .japanese).contains("W0001 m"))
    #expect(receipt.findings[0].sentence(in: .english).contains("It was accepted; nothing to do."))
  }

  @Test("A refusal blames each field that the service names, by its heading, and blocks the vehicle's later steps")
  func refused() throws {
    let answer = try ServiceAnswer.of(
      "E1002",
      errors: [
        .init(field: "chassisNo", code: "E1002", message: "桁数"), .init(field: "ghost", code: "E1001", message: ""),
        .init(field: nil, code: "X", message: "?"),
      ])
    guard case .rejected(let findings, blocksVehicle: true) = Self.settle(.refused(answer)) else {
      Issue.record("not rejected"); return
    }
    #expect(findings.map(\.field) == ["chassisNo", "ghost", nil])
    #expect(findings.map(\.label) == ["車台番号", nil, nil])
    #expect(findings.map { $0.facts["message"] } == ["桁数", "必須項目が設定されていません", "?"])
    guard case .rejected(let whole, _) = Self.settle(.refused(try .of("E3001"))) else {
      Issue.record("not rejected"); return
    }
    #expect(whole.count == 1 && whole[0].code == .serviceRefused)
    #expect(whole[0].sentence(in: .japanese).contains("リサイクル料金を預託してから"))
  }

  @Test("“Already reported” is somebody else's the first time and may be ours after that")
  func already() throws {
    let answer = try ServiceAnswer.of("E4002")
    guard case .rejected(_, blocksVehicle: false) = Self.settle(.alreadyReported(answer)) else {
      Issue.record("first"); return
    }
    guard case .unknown(let ask, let finding) = Self.settle(.alreadyReported(answer), sends: 2) else {
      Issue.record("second"); return
    }
    #expect(ask == Self.now && finding.facts["code"] == "E4002")
    #expect(Self.settle(.alreadyReported(answer), of: Self.inquiry, sends: 2).state == .rejected)
  }

  @Test("Too early: every half hour for five days, then the service's last word")
  func deferred() throws {
    let answer = try ServiceAnswer.of("E4001")
    guard case .retryable(let next, let finding, spendsAttempt: true) = Self.settle(.deferred(answer)) else {
      Issue.record("\(answer)"); return
    }
    #expect(next == Self.now.adding(seconds: 1800))
    #expect(finding.code == .tooEarly && finding.facts["message"] == "E4001 m")
    for (days, state) in [(0, SubmissionState.retryable), (4, .retryable), (5, .rejected), (9, .rejected)] {
      let first = Self.now.adding(seconds: -86_400 * days)
      #expect(Self.settle(.deferred(answer), attempts: 240, firstSent: first).state == state, "\(days)")
    }
  }

  @Test("Closed: held until the function's own next opening, as no attempt")
  func closed() throws {
    let evening = Moment("2026-11-21T21:30:00+09:00")!
    guard
      case .retryable(let next, let finding, spendsAttempt: false) = Self.settle(.closed(try .of("E6001")), at: evening)
    else { Issue.record("not held"); return }
    #expect(next.description == "2026-11-22T07:00:00+09:00")
    #expect(finding.code == .outOfHours && finding.facts["when"] == next.clockTime)
    // It says closed while our hours say open: the next opening, not now.
    #expect(Self.settle(.closed(try .of("E6002"))).notBefore?.description == "2026-11-22T07:00:00+09:00")
    var stopped = Self.disposition
    stopped.hours = ServiceHours(windows: [:])
    let never = stopped.settlement(
      of: .closed(try .of("E6002")), for: Self.report, attempts: 1, sends: 1, at: Self.now, random: 0)
    #expect(never.notBefore == Self.now.adding(seconds: 86_400))
  }

  @Test(
    "Certainly not processed: soon at first, then every half hour, and never given up",
    arguments: [(1, 1000), (2, 2000), (4, 8000), (5, 1_800_000), (500, 1_800_000)])
  func notTaken(attempts: Int, milliseconds: Int64) {
    let settlement = Self.settle(.notTaken(reason: "refused"), attempts: attempts)
    #expect(settlement.notBefore == Self.now.adding(milliseconds: milliseconds))
    #expect(settlement.finding?.code == .notReached && settlement.finding?.facts["reason"] == "refused")
  }

  @Test(
    "A throttle is obeyed, also after the quick attempts",
    arguments: [("90", 1, 90), ("7200", 3, 7200), ("7200", 5, 7200), ("60", 9, 1800), ("x", 5, 1800)])
  func throttled(retryAfter: String, attempts: Int, seconds: Int) {
    let settlement = Self.settle(.throttled(retryAfter: retryAfter), attempts: attempts)
    #expect(settlement.notBefore == Self.now.adding(seconds: seconds))
    #expect(settlement.finding?.code == .throttled)
  }

  @Test("Doubt is asked about after the settling time, never sent again")
  func doubt() {
    guard case .unknown(let ask, let finding) = Self.settle(.unknown(reason: "timeout")) else {
      Issue.record("no doubt"); return
    }
    #expect(ask == Self.now.adding(seconds: 30))
    #expect(finding.code == .noUsableAnswer && finding.facts["reason"] == "timeout")
  }

  @Test("What stops a run leaves the row to be sent another time")
  func others() throws {
    #expect(Self.settle(.tokenExpired(nil)).finding?.facts["reason"] == "HTTP 401")
    #expect(Self.settle(.tokenExpired(try .of("E5002"))).finding?.facts["reason"] == "m")
    #expect(Self.settle(.unexpected(status: 404)).finding?.facts["status"] == "404")
    #expect(Self.settle(.stop(reason: "E5006", answer: nil)).finding?.code == .runStopped)
    for outcome in [Outcome.tokenExpired(nil), .unexpected(status: 404), .stop(reason: "", answer: nil)] {
      #expect(Self.settle(outcome).state == .retryable)
    }
  }

  @Test("Every state that an outcome leads to may follow a submission under way", arguments: [1, 2, 5, 240])
  func lawful(attempts: Int) throws {
    let answer = try ServiceAnswer.of("X")
    let outcomes: [Outcome] = [
      .accepted(answer), .refused(answer), .alreadyReported(answer), .deferred(answer), .closed(answer),
      .notTaken(reason: ""), .throttled(retryAfter: nil), .tokenExpired(nil), .unknown(reason: ""),
      .unexpected(status: 404), .stop(reason: "", answer: nil),
    ]
    for outcome in outcomes {
      let settlement = Self.settle(outcome, attempts: attempts, sends: attempts)
      #expect(SubmissionState.inFlight.successors.contains(settlement.state))
      if let finding = settlement.finding {
        for language in Language.allCases { #expect(!finding.sentence(in: language).contains("{")) }
      }
    }
  }
}

extension Settlement {
  fileprivate var notBefore: Moment? {
    if case .retryable(let notBefore, _, _) = self { notBefore } else { nil }
  }

  fileprivate var finding: Finding? {
    switch self {
    case .retryable(_, let finding, _), .unknown(_, let finding): finding
    case .accepted, .rejected: nil
    }
  }
}
