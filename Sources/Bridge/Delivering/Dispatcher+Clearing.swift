import Delivery
import Findings
import Ledger
import Validation

/// What has to be known of reports before they are claimed.
extension Dispatcher {
  /// Those of the candidates that may leave together; the others are put off or wait for their turn.
  mutating func cleared(
    _ candidates: [ClaimedSubmission], _ results: inout [AttemptResult]
  ) async throws -> [Ready] {
    var ready: [Ready] = []
    for candidate in candidates {
      if stop.isRequested || trouble.fault != nil { break }
      let function = try catalogue.staged(candidate.submission.function)
      // What it is compared with must be what stands there right before it leaves.
      let goesAlone = function.bridge.confirm?.before != nil
      if goesAlone && !ready.isEmpty { break }
      if try await isHeldUp(candidate, function, &results) { continue }
      ready.append(Ready(id: candidate.id, function: function))
      if goesAlone { break }
    }
    return ready
  }

  struct Ready {
    var id: SubmissionID
    var function: FunctionSchema
  }

  /// Asks what must be known of a report that is not claimed yet, so that a refusal or a crash costs no doubt.
  private mutating func isHeldUp(
    _ candidate: ClaimedSubmission, _ function: FunctionSchema, _ results: inout [AttemptResult]
  ) async throws -> Bool {
    guard candidate.submission.isReport else { return false }
    // An answer that is not recorded yet is about another vehicle: this one's would still be under way.
    let contradictions = try preparations.contradictions(candidate, function)
    if !contradictions.isEmpty {
      try record(&results)
      return try putOff(candidate, .rejected(contradictions), nil)
    }
    if function.bridge.gates.isEmpty && function.bridge.confirm?.before == nil { return false }
    try record(&results)
    let row = candidate.submission.values
    let obstacle = await gates.obstacle(
      before: function, row, attempts: candidate.attempts, through: &session, clock: clock)
    if let obstacle { return try putOff(candidate, obstacle.settlement, obstacle.sent) }
    guard let before = function.bridge.confirm?.before else { return false }
    switch await gates.before(before, row, attempts: candidate.attempts, through: &session, clock: clock) {
    case .kept(let values):
      try ledger.keep(values, before: candidate.id)
      return false
    case .unanswered(let settlement, let sent): return try putOff(candidate, settlement, sent)
    }
  }

  private mutating func putOff(
    _ candidate: ClaimedSubmission, _ settlement: Settlement, _ sent: ServiceSession.Sent?
  ) throws -> Bool {
    // Nothing was learned where the run is to stop; the row stays as it is.
    if let sent, sent.wasStopped { return true }
    if let sent { trouble.note(sent, isReport: false) }
    progress(.settled(settlement))
    try ledger.settle(candidate.id, settlement, evidence: nil, at: clock.now())
    return true
  }
}
