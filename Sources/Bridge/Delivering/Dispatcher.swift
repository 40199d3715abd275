import Curl
package import Delivery
package import Findings
package import Ledger
package import Validation

/// Sends what the ledger holds, one vehicle per request, until nothing is left that may go now.
///
/// Every request is known to the ledger before it leaves. The answers of one small group and the intents of the next are
/// one durable transaction (``GroupSize``); a kill at any line leaves at most one group in flight, which the next start
/// asks about. While the disk works, inquiries about what comes next are asked (``Bookkeeping``).
package struct Dispatcher: Sendable {
  let catalogue: Catalogue
  let ledger: any LedgerDriver
  private let hours: ServiceHours
  private let disposition: Disposition
  private let doubts: Doubts
  let gates: Gates
  let preparations: Preparations
  let clock: Clock
  let stop: StopSignal
  let progress: @Sendable (Progress) -> Void
  var session: ServiceSession
  var trouble: Trouble
  private var groupSize: GroupSize
  /// Answers that are being written down.
  private var bookkeeping: Bookkeeping?
  /// What was asked about ahead of its turn and may leave, with its values; forgotten when anything else happens first.
  var ahead: [SubmissionID: [String: String]] = [:]

  package init(
    catalogue: Catalogue, ledger: any LedgerDriver, hours: ServiceHours, session: ServiceSession,
    settings: DoubtSettings, largestGroup: Int, clock: Clock, stop: StopSignal,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.catalogue = catalogue
    self.ledger = ledger
    self.hours = hours
    self.session = session
    trouble = Trouble(host: session.host)
    groupSize = GroupSize(largest: largestGroup)
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
    // One thread that waits for the answers and does all between them: a request costs no wake-up of another.
    try await session.worker.onThread { try await work(until: end, patienceMilliseconds: patience) }
  }

  private mutating func work(until end: Moment?, patienceMilliseconds patience: Int64?) async throws -> Fault? {
    do {
      var results: [AttemptResult] = []
      try await work(until: end, patienceMilliseconds: patience, &results)
      // What was asked without sending anything is counted too, but is not worth a flush of its own before.
      try await record(&results, andCalls: true)
      return trouble.fault
    } catch {
      // Nothing of this goes on behind the caller's back.
      try? await settleBooks()
      throw error
    }
  }

  private mutating func work(
    until end: Moment?, patienceMilliseconds patience: Int64?, _ results: inout [AttemptResult]
  ) async throws {
    var quietSince = clock.now()
    try preparations.expireNames()
    while !stop.isRequested && trouble.fault == nil {
      let now = clock.now()
      if let end, now >= end { break }
      if trouble.needsPause { await stop.sleep(milliseconds: Trouble.pauseMilliseconds) }
      let isPatient = patience.map { now.milliseconds - quietSince.milliseconds <= $0 } ?? true
      if isPatient, let doubt = try ledger.doubtful(askableAt: now, limit: 1).first, mayAsk(doubt, at: now) {
        try await record(&results)
        ahead = [:]
        progress(.asking)
        let (sent, isSettled) = try await doubts.settle(doubt, through: &session)
        if let sent { trouble.note(sent, isReport: false) }
        if isSettled { quietSince = clock.now() }
        continue
      }
      try preparations.resolveNames()
      let open = hours.open(among: catalogue.service.hours.keys, at: now)
      let outlook = session.outlook()
      let size = groupSize.size(atRate: outlook.rate)
      // Without a pace to keep, those after them are asked about while they are being claimed.
      let found = try ledger.claimable(
        Claim(now: now, openWindows: open, requestID: ""), limit: outlook.isUnpaced ? size * 2 : size)
      let candidates = found.prefix(size)
      if !candidates.isEmpty {
        if try await hasWaited(for: outlook.earliestSlot, until: end, recording: &results) {
          ahead = [:]
          continue
        }
        let ready = try await cleared(candidates, &results)
        // What was asked before them took the slot that was waited for.
        if !ready.isEmpty {
          _ = try await hasWaited(for: session.outlook().earliestSlot, until: nil, recording: &results)
        }
        try await send(ready, windows: open, next: found.dropFirst(size), &results)
        quietSince = clock.now()
      } else if !results.isEmpty || bookkeeping != nil {
        // What was just answered may free its vehicle's next step.
        try await record(&results)
      } else {
        guard let patience, let due = try ledger.nextDue(after: now, drops: nil), !open.isEmpty,
          due <= quietSince.adding(milliseconds: patience)
        else { break }
        progress(.waiting(until: due))
        await stop.sleep(milliseconds: max(50, due.milliseconds - now.milliseconds))
      }
    }
  }

  /// Waits for the pace before anything is claimed, so that a kill while waiting costs no doubt; says whether it had to.
  private mutating func hasWaited(
    for slot: Moment, until end: Moment?, recording results: inout [AttemptResult]
  ) async throws -> Bool {
    let wait = slot.milliseconds - clock.now().milliseconds
    guard wait > 0 else { return false }
    // An answer need not wait for the next intent longer than a flush takes.
    try await record(&results)
    if wait > Self.toldMilliseconds { progress(.waiting(until: slot)) }
    let left = end.map { $0.milliseconds - clock.now().milliseconds } ?? wait
    await stop.sleep(milliseconds: min(wait, max(1, left)))
    return true
  }

  private static let toldMilliseconds: Int64 = 2_000

  /// Claims what is ready, all in one durable transaction with the last answers, and sends it one after the other.
  ///
  /// What can't leave any more – a stop, closing time, trouble on the way – is given back as if it had never been claimed.
  ///
  /// - Parameter next: what comes after them, which may be asked about while they are being claimed.
  private mutating func send(
    _ ready: [Ready], windows: [String], next: ArraySlice<ClaimedSubmission>, _ results: inout [AttemptResult]
  ) async throws {
    if ready.isEmpty || stop.isRequested { return }
    try await settleBooks()
    let now = clock.now()
    let claims = ready.map { submission in
      var claim = Claim(now: now, openWindows: windows, requestID: ServiceSession.newRequestID())
      claim.only = submission.id
      return claim
    }
    let claiming = Bookkeeping { [ledger, results, calls = session.calls.taken()] in
      try ledger.record(results, counting: calls, thenClaim: claims)
    }
    results = []
    bookkeeping = claiming
    var goesOn = true
    var failure: (any Error)?
    if !next.isEmpty {
      do { try await askAhead(next, while: claiming) } catch { failure = error }
      // What is claimed is not kept waiting for a service that has just asked for less.
      goesOn = session.mayGoNow
    }
    bookkeeping = nil
    let claimed = try await claiming.claimed()
    let readyByID = Dictionary(ready.map { ($0.id, $0) }) { first, _ in first }
    for submission in claimed {
      guard let ready = readyByID[submission.id] else { preconditionFailure("only what is ready is claimed") }
      let isOpen = hours.maySend(ready.function.bridge.hours, at: clock.now())
      if goesOn && isOpen && !stop.isRequested && failure == nil {
        do { try ledger.noteLeaving(submission.requestID) } catch { failure = error }
      }
      guard goesOn && isOpen && !stop.isRequested && failure == nil else {
        results.append(givenBack(submission))
        continue
      }
      let (result, isClear) = try await attempt(submission, ready)
      results.append(result)
      // After an answer that is none, nothing more leaves before it is written down.
      goesOn = isClear
    }
    if let failure {
      try await record(&results)
      throw failure
    }
    if !goesOn { try await record(&results) }
  }

  private func givenBack(_ claimed: ClaimedSubmission) -> AttemptResult {
    let now = clock.now()
    var result = AttemptResult(
      submission: claimed.id, requestID: claimed.requestID, finishedAt: now,
      settlement: .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: false), status: nil, code: nil)
    result.wasSent = false
    return result
  }

  /// Sends one submission; `isClear` says whether the service spoke about the row itself.
  private mutating func attempt(
    _ claimed: ClaimedSubmission, _ ready: Ready
  ) async throws -> (result: AttemptResult, isClear: Bool) {
    let started = clock.now()
    let function = ready.function
    let sent = await session.ask(function, ready.values, requestID: claimed.requestID)
    if sent.wasStopped { return (givenBack(claimed), false) }
    let now = clock.now()
    groupSize.note(milliseconds: now.milliseconds - started.milliseconds)
    var firstSent: Moment?
    if case .deferred = sent.outcome { firstSent = try ledger.firstSent(claimed.id) }
    let settlement = disposition.settlement(
      of: sent.outcome, for: function, attempts: claimed.attempts,
      sends: try doubts.sends(of: claimed, answered: sent.outcome), firstSent: firstSent, at: now,
      random: Double.random(in: 0..<1))
    trouble.note(sent, isReport: claimed.submission.isReport)
    progress(.settled(settlement))
    var result = AttemptResult(
      submission: claimed.id, requestID: claimed.requestID, finishedAt: now, settlement: settlement,
      status: sent.status, code: sent.code, lines: lines(in: sent, of: function))
    result.wasSent = sent.hasLeft || settlement.state != .retryable
    return (result, sent.outcome.isAboutTheRow)
  }

  private func lines(in sent: ServiceSession.Sent, of function: FunctionSchema) -> [[String]] {
    guard case .accepted(let answer) = sent.outcome else { return [] }
    return disposition.lines(in: answer, of: function)
  }

  /// Gives the far end a rest after a fault, longer each time; says until when, after which one request is tried.
  package mutating func rest() -> Moment { trouble.rest(from: clock.now()) }

  /// Gets what fee inquiries of the evening need before the service stops giving it; does nothing at any other time.
  package mutating func prepareForEvening() async { await session.prepareForEvening() }

  /// Writes answers down, and returns when they are durable.
  ///
  /// - Parameter andCalls: whether what was called is written down though there be no result.
  mutating func record(_ results: inout [AttemptResult], andCalls: Bool = false) async throws {
    try await settleBooks()
    if results.isEmpty && (!andCalls || session.calls.isEmpty) { return }
    _ = try ledger.record(results, counting: session.calls.taken(), thenClaim: [])
    results = []
  }

  /// Begins to write answers down, for callers who go on with nothing but inquiries until it is done.
  mutating func recordAside(_ results: inout [AttemptResult]) async throws {
    if results.isEmpty { return }
    try await settleBooks()
    bookkeeping = Bookkeeping { [ledger, results, calls = session.calls.taken()] in
      try ledger.record(results, counting: calls, thenClaim: [])
    }
    results = []
  }

  /// Waits for what is being written down.
  private mutating func settleBooks() async throws {
    guard let pending = bookkeeping else { return }
    bookkeeping = nil
    _ = try await pending.claimed()
  }

  private func mayAsk(_ doubt: ClaimedSubmission, at now: Moment) -> Bool {
    guard let function = catalogue.function(named: doubt.submission.function),
      let inquiry = function.bridge.confirm.flatMap({ catalogue.function(named: $0.ask) })
    else { return true }
    return hours.maySend(inquiry.bridge.hours, at: now)
  }
}
