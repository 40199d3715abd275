import Delivery
import Findings
import Foundation
import Validation

/// Asks what must be known before an irreversible report may leave: is the fee deposited?
struct Gates: Sendable {
  let catalogue: Catalogue
  let disposition: Disposition

  /// Returns `nil` when the report may go, or what to do with it instead.
  func obstacle(
    before function: FunctionSchema, _ row: [String: String], attempts: Int, through session: inout ServiceSession,
    clock: Clock
  ) async -> (settlement: Settlement, sent: ServiceSession.Sent)? {
    for gate in function.bridge.gates {
      guard let inquiry = catalogue.function(named: gate.ask) else { continue }
      let sent = await session.ask(inquiry, InquiryValues(row: row).filled(gate.with))
      guard case .accepted(let answer) = sent.outcome else {
        return (unanswered(sent, inquiry, attempts, clock), sent)
      }
      switch gate.verdict(on: answer, for: row, by: inquiry) {
      case .passed: continue
      case .refused(let refusal):
        return (.rejected([Finding(refusal.code, facts: ["value": refusal.title])]), sent)
      case .unclear:
        let later = clock.now().adding(seconds: 60)
        let finding = Finding(.gateUnanswered, facts: ["function": inquiry.title])
        return (.retryable(notBefore: later, because: finding, spendsAttempt: false), sent)
      }
    }
    return nil
  }

  /// What was there before the report leaves, for one whose effect only a comparison can show; or what to do instead.
  ///
  /// It is kept before the claim: a report that leaves without it could never be confirmed.
  func before(
    _ before: ConfirmSchema.Before, _ row: [String: String], attempts: Int, through session: inout ServiceSession,
    clock: Clock
  ) async -> Before {
    guard let inquiry = catalogue.function(named: before.ask) else { return .kept([]) }
    let sent = await session.ask(inquiry, InquiryValues(row: row).filled(before.with))
    guard case .accepted(let answer) = sent.outcome else {
      return .unanswered(unanswered(sent, inquiry, attempts, clock), sent)
    }
    let members = answer.data[path: before.list]?.elements ?? []
    return .kept(members.compactMap { $0[path: before.member]?.text })
  }

  enum Before {
    case kept([String])
    case unanswered(Settlement, ServiceSession.Sent)
  }

  private func unanswered(
    _ sent: ServiceSession.Sent, _ inquiry: FunctionSchema, _ attempts: Int, _ clock: Clock
  ) -> Settlement {
    disposition.settlement(
      of: sent.outcome, for: inquiry, attempts: attempts + 1, sends: 1, at: clock.now(),
      random: Double.random(in: 0..<1))
  }
}
