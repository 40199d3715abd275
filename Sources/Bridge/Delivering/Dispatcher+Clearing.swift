import Delivery
import Findings
import Ledger
import Validation

/// What has to be known of reports before they are claimed.
extension Dispatcher {
  /// Those of the candidates that may leave together; the others are put off or wait for their turn.
  mutating func cleared(
    _ candidates: ArraySlice<ClaimedSubmission>, _ results: inout [AttemptResult]
  ) async throws -> [Ready] {
    let asked = ahead
    ahead = [:]
    var ready: [Ready] = []
    for candidate in candidates {
      if stop.isRequested || trouble.fault != nil { break }
      let function = try catalogue.staged(candidate.submission.function)
      // What it is compared with must be what stands there right before it leaves.
      let goesAlone = function.bridge.confirm?.before != nil
      if goesAlone && !ready.isEmpty { break }
      let values = asked[candidate.id] ?? candidate.submission.values
      if asked[candidate.id] == nil {
        if try await isHeldUp(candidate, values, function, &results) { continue }
      }
      ready.append(Ready(id: candidate.id, function: function, values: values))
      if goesAlone { break }
    }
    return ready
  }

  struct Ready {
    var id: SubmissionID
    var function: FunctionSchema
    /// The canonical values by field name; the content of a submission never changes.
    var values: [String: String]
  }

  /// Asks about what comes after a group while the group is being claimed, until it is.
  mutating func askAhead(_ next: ArraySlice<ClaimedSubmission>, while claiming: Bookkeeping) async throws {
    var nothing: [AttemptResult] = []
    for candidate in next {
      if claiming.isDone || stop.isRequested || trouble.fault != nil || !session.mayGoNow { break }
      let function = try catalogue.staged(candidate.submission.function)
      let values = candidate.submission.values
      let isAskedLast = function.bridge.confirm?.before != nil || function.vehicleNumber(in: values) != nil
      if isAskedLast || function.bridge.gates.isEmpty { break }
      if try await !isHeldUp(candidate, values, function, &nothing) { ahead[candidate.id] = values }
    }
  }

  /// Asks what must be known of a report that is not claimed yet, so that a refusal or a crash costs no doubt.
  private mutating func isHeldUp(
    _ candidate: ClaimedSubmission, _ values: [String: String], _ function: FunctionSchema,
    _ results: inout [AttemptResult]
  ) async throws -> Bool {
    guard candidate.submission.isReport else { return false }
    // An answer that is not recorded yet is about another vehicle: this one's would still be under way. It may say whose
    // a number is, though.
    if function.vehicleNumber(in: values) != nil { try await record(&results) }
    let contradictions = try preparations.contradictions(candidate, values, function)
    if !contradictions.isEmpty {
      try await record(&results)
      return try putOff(candidate, .rejected(contradictions), nil)
    }
    if function.bridge.gates.isEmpty && function.bridge.confirm?.before == nil { return false }
    try await recordAside(&results)
    let obstacle = await gates.obstacle(
      before: function, values, attempts: candidate.attempts, through: &session, clock: clock)
    if let obstacle { return try putOff(candidate, obstacle.settlement, obstacle.sent) }
    guard let before = function.bridge.confirm?.before else { return false }
    switch await gates.before(before, values, attempts: candidate.attempts, through: &session, clock: clock) {
    case .kept(let kept):
      try ledger.keep(kept, before: candidate.id)
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

extension FunctionSchema {
  /// The number that a report states as its vehicle's, if it states one.
  fileprivate func vehicleNumber(in values: [String: String]) -> String? {
    bridge.vehicleNumber.flatMap { values[$0] }
  }
}
