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
      let asked = gate.with.compactMapValues { row[$0] }
      let sent = await session.send(inquiry, asked)
      guard case .accepted(let answer) = sent.outcome else {
        let settlement = disposition.settlement(
          of: sent.outcome, for: inquiry, attempts: attempts + 1, sends: 1, at: clock.now(),
          random: Double.random(in: 0..<1))
        return (settlement, sent)
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
}
