package import Delivery
package import Findings
package import Ledger
package import Validation

/// Sends what the ledger holds, one vehicle per request, until nothing is left that may go now.
///
/// Every request is known to the ledger before it leaves and every answer before the next one is claimed; a kill at any
/// line leaves at most one submission in flight, which the next start asks about.
package struct Dispatcher: Sendable {
  private let catalogue: Catalogue
  private let ledger: any LedgerDriver
  private let hours: ServiceHours
  private let disposition: Disposition
  private let doubts: Doubts
  private let gates: Gates
  private let preparations: Preparations
  private let clock: Clock
  private let stop: StopSignal
  private let progress: @Sendable (Progress) -> Void
  private var session: ServiceSession
  private var trouble: Trouble

  package init(
    catalogue: Catalogue, ledger: any LedgerDriver, hours: ServiceHours, session: ServiceSession,
    settings: DoubtSettings, clock: Clock, stop: StopSignal, progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.catalogue = catalogue
    self.ledger = ledger
    self.hours = hours
    self.session = session
    trouble = Trouble(host: session.host)
    self.clock = clock
    self.stop = stop
    self.progress = progress
    disposition = Disposition(
      service: catalogue.service, retry: RetryPolicy(), hours: hours, settleSeconds: settings.settle)
    doubts = Doubts(
      catalogue: catalogue, ledger: ledger, disposition: disposition, settings: settings, clock: clock)
    gates = Gates(catalogue: catalogue, disposition: disposition)
    preparations = Preparations(catalogue: catalogue, ledger: ledger, clock: clock)
  }

  /// What a watching terminal may want to know.
  package enum Progress: Sendable {
    case settled(Settlement)
    case asking
    case waiting(until: Moment)
  }

  /// Works until nothing can be sent now or soon, or until it must stop.
  ///
  /// Returns the fault that stopped it early, if one did; throws ``Fault`` when the ledger fails, because nothing may be
  /// sent that can't be written down.
  ///
  /// - Parameters:
  ///   - end: leaves then, between two submissions, though there be more to send.
  ///   - patience: how long to wait, in milliseconds, for something that becomes due while nothing else happens; `nil`
  ///     does not wait at all.
  package mutating func dispatch(
    until end: Moment? = nil, patienceMilliseconds patience: Int64?
  ) async throws -> Fault? {
    var results: [AttemptResult] = []
    var quietSince = clock.now()
    try preparations.expireNames()
    while !stop.isRequested && trouble.fault == nil {
      let now = clock.now()
      if let end, now >= end { break }
      let isPatient = patience.map { now.milliseconds - quietSince.milliseconds <= $0 } ?? true
      if isPatient, let doubt = try ledger.doubtful(askableAt: now, limit: 1).first, mayAsk(doubt, at: now) {
        try record(&results)
        progress(.asking)
        let (sent, isSettled) = try await doubts.settle(doubt, through: &session)
        if let sent { trouble.note(sent, isReport: false) }
        if isSettled { quietSince = clock.now() }
        continue
      }
      try preparations.resolveNames()
      let open = catalogue.service.hours.keys.filter { hours.maySend($0, at: now) }
      let wanted = Claim(now: now, openWindows: open, requestID: ServiceSession.newRequestID())
      if let candidate = try ledger.nextClaimable(wanted) {
        let function = try catalogue.staged(candidate.submission.function)
        if try await isHeldUp(candidate, function, &results) { continue }
        var claim = wanted
        claim.now = clock.now()
        claim.only = candidate.id
        let claimed = try ledger.record(results, thenClaim: claim)
        results = []
        if let claimed { results = [try await attempt(claimed, function)] }
        quietSince = clock.now()
      } else if !results.isEmpty {
        // What was just answered may free its vehicle's next step.
        try record(&results)
      } else {
        guard let patience, let due = try ledger.nextDue(after: now, drops: nil), !open.isEmpty,
          due <= quietSince.adding(milliseconds: patience)
        else { break }
        progress(.waiting(until: due))
        await stop.sleep(milliseconds: max(50, due.milliseconds - now.milliseconds))
      }
      if trouble.needsPause { await stop.sleep(milliseconds: Trouble.pauseMilliseconds) }
    }
    try record(&results)
    return trouble.fault
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
    if let sent { trouble.note(sent, isReport: false) }
    progress(.settled(settlement))
    try ledger.settle(candidate.id, settlement, evidence: nil, at: clock.now())
    return true
  }

  private mutating func attempt(_ claimed: ClaimedSubmission, _ function: FunctionSchema) async throws -> AttemptResult
  {
    let sent = await session.ask(function, claimed.submission.values, requestID: claimed.requestID)
    let now = clock.now()
    let settlement =
      sent.wasStopped
      ? .retryable(
        notBefore: now, because: Finding(.runStopped, facts: ["reason": "stop requested"]), spendsAttempt: false)
      : disposition.settlement(
        of: sent.outcome, for: function, attempts: claimed.attempts,
        sends: try doubts.sends(of: claimed, answered: sent.outcome), at: now, random: Double.random(in: 0..<1))
    trouble.note(sent, isReport: claimed.submission.isReport)
    progress(.settled(settlement))
    return AttemptResult(
      submission: claimed.id, requestID: claimed.requestID, finishedAt: now, settlement: settlement,
      status: sent.status, code: sent.code, lines: lines(in: sent, of: function))
  }

  private func lines(in sent: ServiceSession.Sent, of function: FunctionSchema) -> [[String]] {
    guard case .accepted(let answer) = sent.outcome else { return [] }
    return disposition.lines(in: answer, of: function)
  }

  /// Goes on carefully after the far end was given a rest.
  package mutating func forgetTrouble() {
    trouble.rest()
  }

  private func record(_ results: inout [AttemptResult]) throws {
    guard !results.isEmpty else { return }
    _ = try ledger.record(results, thenClaim: nil)
    results = []
  }

  private func mayAsk(_ doubt: ClaimedSubmission, at now: Moment) -> Bool {
    guard let function = catalogue.function(named: doubt.submission.function),
      let inquiry = function.bridge.confirm.flatMap({ catalogue.function(named: $0.ask) })
    else { return true }
    return hours.maySend(inquiry.bridge.hours, at: now)
  }
}
