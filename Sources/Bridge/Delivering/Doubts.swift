import Delivery
import Findings
import Ledger
import Validation

/// Settles reports in doubt by asking, never by sending again (domain/4 §4.4).
struct Doubts: Sendable {
  let catalogue: Catalogue
  let ledger: any LedgerDriver
  let disposition: Disposition
  let settings: DoubtSettings
  let clock: Clock

  /// Two clear absences allow one more send; a report that is in doubt again waits for a person.
  private static let absencesNeeded = 2
  private static let doubtsAllowed = 1

  /// How often the report was sent, for judging what the service answered.
  ///
  /// “Already reported” may mean an earlier submission of the same key, which was refused in the end.
  func sends(of claimed: ClaimedSubmission, answered outcome: Outcome) throws -> Int {
    guard case .alreadyReported = outcome else { return claimed.sends }
    return claimed.sends + (try ledger.earlierSends(like: claimed.id))
  }

  /// Asks once about one report and records what the answer means; says whether that settled it.
  ///
  /// A person may settle the report while it is being asked about; then the evidence is kept beside the decision.
  func settle(
    _ doubt: ClaimedSubmission, through session: inout ServiceSession
  ) async throws -> (sent: ServiceSession.Sent?, isSettled: Bool) {
    let function = try catalogue.staged(doubt.submission.function)
    guard let confirm = function.bridge.confirm else {
      return (
        nil, try leaveOpen(doubt, "no inquiry shows this function", ja: "この報告を示す照会がありません", until: DoubtSchedule.never)
      )
    }
    let inquiry = try catalogue.staged(confirm.ask)
    let row = doubt.submission.values
    let asked = try InquiryValues(row: row).filled(confirm.with) {
      try ledger.member(ofThread: $0, of: doubt.id)?.jsonValues
    }
    guard let asked else {
      return (nil, try leaveOpen(doubt, "the ledger knows no vehicle to ask about", ja: "照会できる車台が台帳にありません"))
    }
    let kept = confirm.before == nil ? [] : try ledger.kept(before: doubt.id)
    let sent = await session.ask(inquiry, asked)
    if sent.wasStopped { return (nil, false) }
    let others = try ledger.accepted(like: doubt.id).map(\.jsonValues)
    let given = sent.outcome.answer.map { confirm.given(in: $0.data, for: row, kept: kept) } ?? [:]
    var verdict = confirm.verdict(on: sent.outcome, for: row, kept: kept, others: others)
    var detail = Self.detail(of: sent, inquiry)
    if let second = try await secondVerdict(after: verdict, sent, confirm, row, through: &session) {
      verdict = second.verdict
      detail += ", " + second.detail
    }
    let now = clock.now()
    let settlement = settlement(of: doubt, verdict, sent, given, function, detail, at: now)
    let isMine = try ledger.settle(
      doubt.id, settlement, evidence: Evidence(verdict: verdict, detail: detail), ifStill: .unknown, at: now)
    return (sent, !isMine || settlement.state != .unknown)
  }

  /// Asks what the schema wants asked as well before the first answer is believed; `nil` where it is believed as it is.
  private func secondVerdict(
    after verdict: Verdict, _ sent: ServiceSession.Sent, _ confirm: ConfirmSchema, _ row: [String: String],
    through session: inout ServiceSession
  ) async throws -> (verdict: Verdict, detail: String)? {
    if verdict == .absent, case .refused = sent.outcome, let control = confirm.control {
      let inquiry = try catalogue.staged(control.ask)
      let answered = await session.ask(inquiry, InquiryValues(row: row).filled(control.with))
      let detail = Self.detail(of: answered, inquiry)
      if case .accepted = answered.outcome { return (.absent, detail) }
      return (.unclear, detail)
    }
    if verdict == .present, let agrees = confirm.agrees {
      let inquiry = try catalogue.staged(agrees.ask)
      let answered = await session.ask(inquiry, InquiryValues(row: row).filled(agrees.with))
      return (confirm.agreement(on: answered.outcome, for: row), Self.detail(of: answered, inquiry))
    }
    return nil
  }

  private static func detail(of sent: ServiceSession.Sent, _ inquiry: FunctionSchema) -> String {
    "\(inquiry.name): \(sent.code ?? sent.status.map { "HTTP \($0)" } ?? "no answer")"
  }

  private func settlement(
    of doubt: ClaimedSubmission, _ verdict: Verdict, _ sent: ServiceSession.Sent, _ given: [String: String],
    _ function: FunctionSchema, _ detail: String, at now: Moment
  ) -> Settlement {
    let isClear = verdict == .absent && doubt.absences + 1 >= Self.absencesNeeded
    let isFirst = doubt.doubts <= Self.doubtsAllowed
    // It was not the answer that was lost: the service refused the last send, because it has such a report.
    let refusal = doubt.lastCode.flatMap { catalogue.service.errorClass(of: $0) == .confirm ? $0 : nil }
    switch verdict {
    case .present:
      let confirmed = sent.outcome.answer.map { disposition.receipt(confirming: function, by: $0, given: given) }
      return .accepted(confirmed ?? Receipt(findings: [Finding(.confirmedByInquiry)]))
    case .different:
      return .rejected([Finding(.reportedDifferently, facts: ["actual": detail])], blocksVehicle: false)
    case .absent where isClear && refusal != nil:
      let answer = ServiceAnswer(code: refusal ?? "", message: "")
      return .rejected(disposition.refusals(in: answer, of: function), blocksVehicle: false)
    case .absent where isClear && isFirst:
      return .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: false)
    case .absent, .unclear:
      let reason = Finding(.noUsableAnswer, facts: ["reason": detail])
      return stillInDoubt(
        doubt, reason, last: detail,
        awaitsSecondAbsence: verdict == .absent && !isClear && (isFirst || refusal != nil), at: now)
    }
  }

  /// Keeps a report in doubt that nothing can be asked about; a person has to settle it.
  private func leaveOpen(
    _ doubt: ClaimedSubmission, _ reason: String, ja: String, until fixed: Moment? = nil
  ) throws -> Bool {
    let now = clock.now()
    let finding = Finding(.unconfirmable, facts: ["reason.ja": ja, "reason.en": reason, "id": doubt.rowID.description])
    let settlement = stillInDoubt(doubt, finding, last: reason, awaitsSecondAbsence: false, at: now)
    let left = fixed.map { Settlement.unknown(askNotBefore: $0, because: finding) }
    try ledger.settle(
      doubt.id, left ?? settlement, evidence: Evidence(verdict: .unclear, detail: reason), ifStill: .unknown, at: now)
    return false
  }

  /// In doubt until the next inquiry, or until a person decides once asking is over.
  private func stillInDoubt(
    _ doubt: ClaimedSubmission, _ finding: Finding, last: String, awaitsSecondAbsence: Bool, at now: Moment
  ) -> Settlement {
    let sentAt = doubt.lastSentAt ?? now
    let next = DoubtSchedule(apartSeconds: settings.apart).next(
      afterInquiries: doubt.inquiries + 1, sentAt: sentAt, now: now, awaitsSecondAbsence: awaitsSecondAbsence)
    if let next { return .unknown(askNotBefore: next, because: finding) }
    let facts = [
      "when": sentAt.clockTime, "count": String(doubt.inquiries + 1), "reason": last, "id": doubt.rowID.description,
    ]
    let given = finding.code == .unconfirmable ? finding : Finding(.leftToPerson, facts: facts)
    return .unknown(askNotBefore: DoubtSchedule.never, because: given)
  }
}
