import Delivery
import Findings
import Foundation
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
      let evidence = Evidence(verdict: .unclear, detail: "no inquiry can confirm this function")
      let now = clock.now()
      try ledger.settle(doubt.id, stillInDoubt(evidence.detail, at: now), evidence: evidence, at: now)
      return (nil, false)
    }
    let inquiry = try catalogue.staged(confirm.ask)
    let row = doubt.submission.values
    let asked = confirm.with.compactMapValues { row[$0] }
    let sent = await session.send(inquiry, asked)
    let verdict = confirm.verdict(on: sent.outcome, for: row)
    let detail = "\(inquiry.name): \(sent.code ?? sent.status.map { "HTTP \($0)" } ?? "no answer")"
    let now = clock.now()
    let settlement = settlement(of: doubt, verdict, sent, function, detail, at: now)
    try ledger.settle(doubt.id, settlement, evidence: Evidence(verdict: verdict, detail: detail), at: now)
    return (sent, settlement.state != .unknown)
  }

  private func settlement(
    of doubt: ClaimedSubmission, _ verdict: Verdict, _ sent: ServiceSession.Sent, _ function: FunctionSchema,
    _ detail: String, at now: Moment
  ) -> Settlement {
    switch verdict {
    case .present:
      var receipt = sent.outcome.answer.map { disposition.receipt(in: $0, of: function) } ?? Receipt()
      receipt.findings = [Finding(.confirmedByInquiry)]
      return .accepted(receipt)
    case .different:
      return .rejected([Finding(.reportedDifferently, facts: ["actual": detail])], blocksVehicle: false)
    case .absent where doubt.absences + 1 >= Self.absencesNeeded && doubt.sends < Self.sendsAllowed:
      return .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: false)
    case .absent, .unclear: return stillInDoubt(detail, at: now)
    }
  }

  private func stillInDoubt(_ reason: String, at now: Moment) -> Settlement {
    .unknown(
      askNotBefore: now.adding(seconds: settings.apart), because: Finding(.noUsableAnswer, facts: ["reason": reason]))
  }
}

extension NewSubmission {
  /// The row's canonical values by field name.
  var values: [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(fields.utf8))) ?? [:]
  }
}
