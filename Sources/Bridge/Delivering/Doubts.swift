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

  /// Two clear absences allow one more send; a report that was already given its second chance waits for a person.
  private static let absencesNeeded = 2
  private static let sendsAllowed = 2

  /// Asks once about one report and records what the answer means; says whether that settled it.
  func settle(
    _ doubt: ClaimedSubmission, through session: inout ServiceSession
  ) async throws -> (sent: ServiceSession.Sent?, isSettled: Bool) {
    let function = try catalogue.staged(doubt.submission.function)
    guard let confirm = function.bridge.confirm else {
      return (nil, try leaveOpen(doubt, "no inquiry can confirm this function"))
    }
    let inquiry = try catalogue.staged(confirm.ask)
    let row = doubt.submission.values
    let asked = try InquiryValues(row: row).filled(confirm.with) {
      try ledger.member(ofThread: $0, of: doubt.id)?.jsonValues
    }
    guard let asked else {
      return (nil, try leaveOpen(doubt, "no report is known that could be asked about in its place"))
    }
    let kept = confirm.before == nil ? [] : try ledger.kept(before: doubt.id)
    let sent = await session.ask(inquiry, asked)
    let others = try ledger.accepted(like: doubt.id).map(\.jsonValues)
    let verdict = confirm.verdict(on: sent.outcome, for: row, kept: kept, others: others)
    let detail = "\(inquiry.name): \(sent.code ?? sent.status.map { "HTTP \($0)" } ?? "no answer")"
    let now = clock.now()
    let given = sent.outcome.answer.map { confirm.given(in: $0.data, for: row, kept: kept) } ?? [:]
    let settlement = settlement(of: doubt, verdict, sent, given, function, detail, at: now)
    try ledger.settle(doubt.id, settlement, evidence: Evidence(verdict: verdict, detail: detail), at: now)
    return (sent, settlement.state != .unknown)
  }

  private func settlement(
    of doubt: ClaimedSubmission, _ verdict: Verdict, _ sent: ServiceSession.Sent, _ given: [String: String],
    _ function: FunctionSchema, _ detail: String, at now: Moment
  ) -> Settlement {
    switch verdict {
    case .present:
      let confirmed = sent.outcome.answer.map { disposition.receipt(confirming: function, by: $0, given: given) }
      return .accepted(confirmed ?? Receipt(findings: [Finding(.confirmedByInquiry)]))
    case .different:
      return .rejected([Finding(.reportedDifferently, facts: ["actual": detail])], blocksVehicle: false)
    case .absent where doubt.absences + 1 >= Self.absencesNeeded && doubt.sends < Self.sendsAllowed:
      return .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: false)
    case .absent, .unclear: return stillInDoubt(detail, at: now)
    }
  }

  /// Keeps a report in doubt that nothing can be asked about; a person has to settle it.
  private func leaveOpen(_ doubt: ClaimedSubmission, _ reason: String) throws -> Bool {
    let now = clock.now()
    let evidence = Evidence(verdict: .unclear, detail: reason)
    try ledger.settle(doubt.id, stillInDoubt(reason, at: now), evidence: evidence, at: now)
    return false
  }

  private func stillInDoubt(_ reason: String, at now: Moment) -> Settlement {
    .unknown(
      askNotBefore: now.adding(seconds: settings.apart), because: Finding(.noUsableAnswer, facts: ["reason": reason]))
  }
}
