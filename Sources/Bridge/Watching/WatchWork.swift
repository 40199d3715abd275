import Delivery
import Findings
import Ledger
import Synchronization
import Validation

/// What a watch does in turns: look, take in, send, write. No turn takes so long that the others wait for it.
struct WatchWork {
  private let ledger: any LedgerDriver
  private let stop: StopSignal
  private let manager: ServiceManager?
  private let told: ToldOnce
  private let settled = SettledCount()
  private let events = FolderEvents()
  private var installation: Installation
  private var run: DropRun
  private var dispatcher: Dispatcher
  private var desk: ArrivalDesk
  private var outputs: OutputDesk
  /// Whether a dead process may have left a drop half staged that no file here has gone on with.
  private var mayHoldUnfinished = true
  private var queue: [ArrivalDesk.Arrival] = []
  private var looksAt: Moment
  private var archivesAt: Moment
  private var lastLooks: Int64 = 0
  /// When sending goes on after a fault; `nil` for never, until the configuration is read again.
  private var sendsAt: Moment?
  private var openWindows: Set<String> = []
  /// Whether more was taken in since it was said how long the sending takes.
  private var isForecastDue = true
  private var decided: DecidedDrops
  private var summary = WatchTurn()
  private var summaryAt: Moment

  init(
    installation: Installation, ledger: any LedgerDriver, stop: StopSignal, manager: ServiceManager?, told: ToldOnce
  ) throws {
    self.installation = installation
    self.ledger = ledger
    self.stop = stop
    self.manager = manager
    self.told = told
    let settings = installation.configuration.watch
    desk = ArrivalDesk(stableSeconds: settings.stableFor, unfinishedSeconds: settings.unfinishedFor)
    outputs = OutputDesk(intervalSeconds: settings.rescanEvery)
    decided = try DecidedDrops(ledger: ledger)
    (run, dispatcher) = try Self.made(installation, ledger, stop, manager, told, settled)
    let now = installation.clock.now()
    (looksAt, sendsAt, summaryAt, archivesAt) = (now, now, now, now)
    for folder in try run.dropFolder(at: installation.configuration.folder).contents().folders {
      StaleTemporaries.remove(from: folder)
    }
  }

  private static func made(
    _ installation: Installation, _ ledger: any LedgerDriver, _ stop: StopSignal, _ manager: ServiceManager?,
    _ told: ToldOnce, _ settled: SettledCount
  ) throws -> (DropRun, Dispatcher) {
    let run = try DropRun(installation: installation, ledger: ledger, stop: stop, alive: { manager?.beat() }) { event in
      settled.note(event)
      var event = event
      if case .unfinished(let file) = event {
        event = .unfinished(file.waiting(seconds: installation.configuration.watch.unfinishedFor))
      }
      told(event)
    }
    return (run, try run.dispatcher())
  }

  /// Goes on with other settings; throws ``Fault`` where they can't be used, and goes on with the old ones then.
  mutating func adopt(_ new: Installation) throws {
    (run, dispatcher) = try Self.made(new, ledger, stop, manager, told, settled)
    let settings = new.configuration.watch
    desk.adopt(stableSeconds: settings.stableFor, unfinishedSeconds: settings.unfinishedFor)
    outputs.adopt(intervalSeconds: settings.rescanEvery)
    installation = new
    looksAt = now
    sendsAt = now
  }

  private var now: Moment { installation.clock.now() }

  /// How long taking in goes on before something is sent, and the other way round, while there is work of both kinds.
  private static let sliceMilliseconds: Int64 = 5_000
  /// How long nothing is done when there is nothing to do.
  private static let idleMilliseconds: Int64 = 500
  private static let summaryMilliseconds: Int64 = 30_000

  /// Throws ``Fault`` when the ledger fails.
  mutating func turn() async throws {
    look()
    try takeIn()
    try await send()
    try putAway()
    try summarise()
    if queue.isEmpty { await stop.sleep(milliseconds: max(Self.idleMilliseconds, 5 * lastLooks)) }
  }

  /// Leaves true outputs behind.
  mutating func finish() throws {
    outputs.expectChanges()
    try write(try ledger.openDrops(), isPausing: true)
  }

  /// Looks at the folder where something may have happened: the kernel said so, something is expected, or it is time.
  private mutating func look() {
    let news = events.news()
    let start = now
    guard queue.isEmpty, news.isAny || desk.isWaiting || start >= looksAt else {
      if !news.finished.isEmpty { desk.expect(news.finished) }
      return
    }
    desk.expect(news.finished)
    do {
      let contents = try run.dropFolder(at: installation.configuration.folder).contents()
      for folder in contents.folders { events.watch(folder) }
      for fault in contents.faults { told(.failed(FileReport(path: fault.facts["path"] ?? "", fault: fault))) }
      queue = desk.arrivals(among: contents.files, vouched: contents.vouched, at: now)
    } catch {
      // A share that went away for a while; what is in the ledger goes on.
      told(.failed(FileReport(path: installation.configuration.folder, fault: error)))
    }
    looksAt = now.adding(milliseconds: Int64(installation.configuration.watch.rescanEvery * 1000))
  }

  private mutating func takeIn() throws {
    let end = now.adding(milliseconds: Self.sliceMilliseconds)
    if mayHoldUnfinished { queue = try ledger.goingOn(with: queue, path: \.path) }
    while !queue.isEmpty, !stop.isRequested, now < end {
      let arrival = queue.removeFirst()
      manager?.beat()
      let reports = try run.takeIn(arrival.path, isPatient: !arrival.isLastLook)
      outputs.note(reports, at: arrival.path, now)
      desk.note(Self.outcome(reports), of: arrival.path, at: now)
      summary.takenIn += 1
      isForecastDue = true
    }
    if mayHoldUnfinished, queue.isEmpty, !desk.isWaiting, !stop.isRequested {
      try ledger.removeUnfinished()
      mayHoldUnfinished = false
    }
  }

  private static func outcome(_ reports: [FileReport]) -> ArrivalDesk.Outcome {
    if reports.contains(where: \.isUnfinished) { return .unfinished }
    // Where only the outputs could not be written, the file is in the ledger all the same.
    let faults = reports.filter { $0.drop == nil }.compactMap(\.fault)
    if faults.contains(where: { $0.code == .fileChanged }) { return .changed }
    if !faults.isEmpty { return .failed }
    return reports.contains(where: \.isFaulty) ? .refused : .taken
  }

  private mutating func send() async throws {
    await dispatcher.prepareForEvening()
    let start = now
    let open = try ledger.openDrops()
    // With thousands of drops, asking for them is work too; an idle watch spends little of its time with it.
    lastLooks = min(2_000, now.milliseconds - start.milliseconds)
    summary.openDrops = open.count
    if let due = sendsAt, now >= due, !open.isEmpty, !stop.isRequested {
      let end = now.adding(milliseconds: Self.sliceMilliseconds)
      let before = settled.total
      if isForecastDue, queue.isEmpty, let forecast = try run.forecast() { told(.forecast(forecast)) }
      isForecastDue = isForecastDue && !queue.isEmpty
      if let fault = try await dispatcher.dispatch(until: end, patienceMilliseconds: nil) {
        told(.stopped(fault))
        manager?.status("sending stopped: \(fault.code.rawValue) \(fault.sentence(in: installation.language))")
        let rested = dispatcher.rest()
        // A user whom the service refuses is not tried again by itself: further attempts could lock the account.
        sendsAt = fault.code == .credentialsRefused ? nil : rested
      }
      if settled.total != before { outputs.expectChanges() }
      try write(open, isPausing: now < end || stop.isRequested)
    } else {
      try write(open, isPausing: true)
    }
  }

  private mutating func write(_ drops: [DropRecord], isPausing: Bool) throws {
    // What a person decided beside us stands in outputs of drops that may be open no longer.
    for drop in try decided.changed() { _ = try run.write(drop, beside: drop.drop.path) }
    let hours = try installation.hours()
    let open = Set(hours.open(among: installation.catalogue.service.hours.keys, at: now))
    let hasClosed = !openWindows.isSubset(of: open)
    openWindows = open
    let clock = installation.clock
    try outputs.write(
      drops, isPausing: isPausing, all: hasClosed && !stop.isRequested, by: run, from: ledger,
      stop: stop, at: { clock.now() })
  }

  /// Moves what is finished and old enough to the archive, where there is one.
  private mutating func putAway() throws {
    guard let days = installation.configuration.watch.archiveAfter, queue.isEmpty, now >= archivesAt else { return }
    archivesAt = now.adding(milliseconds: Int64(installation.configuration.watch.rescanEvery * 1000))
    let archive = Archive(folder: run.dropFolder(at: installation.configuration.folder))
    for (path, ids) in outputs.files(takenBy: now.adding(seconds: -86_400 * days)) where !stop.isRequested {
      guard FileAppearance(path: path) != nil else {
        outputs.forget(path)
        continue
      }
      guard try ids.allSatisfy({ Archive.isFinished(try ledger.tally(of: $0)) }) else { continue }
      do {
        if try archive.put(path, of: try ids.compactMap(ledger.drop)) { outputs.forget(path) }
      } catch let fault as Fault where !fault.isLedgers {
        told(.failed(FileReport(path: path, fault: fault)))
      }
    }
  }

  /// Says now and then how things stand, while anything moves.
  private mutating func summarise() throws {
    guard now.milliseconds - summaryAt.milliseconds >= Self.summaryMilliseconds else { return }
    summaryAt = now
    for notice in try installation.declaredMaxima(ledger).findings(at: now) { told(.notice(notice)) }
    summary.settled = settled.take()
    summary.waitingFiles = queue.count
    let hasMoved = summary.takenIn + summary.settled + summary.waitingFiles > 0
    if hasMoved {
      told(.turn(summary))
      if sendsAt != nil {
        manager?.status("watching: \(summary.waitingFiles) files waiting, \(summary.openDrops) drops open")
      }
    }
    summary = WatchTurn()
  }
}

/// How many submissions were settled since somebody last asked.
private final class SettledCount: Sendable {
  private let count = Mutex((settled: 0, total: 0))

  func note(_ event: RunEvent) {
    guard case .progress(let progress) = event else { return }
    count.withLock { count in
      count.total += 1
      if case .settled = progress { count.settled += 1 }
    }
  }

  /// How often the dispatcher has told of anything.
  var total: Int { count.withLock(\.total) }

  func take() -> Int {
    count.withLock { count in
      defer { count.settled = 0 }
      return count.settled
    }
  }
}

extension FileReport {
  /// The same report with what its sentence needs.
  fileprivate func waiting(seconds: Double) -> FileReport {
    var file = self
    file.findings = [Finding(.fileUnfinished, facts: ["path": path, "seconds": "\(Int(seconds.rounded(.up)))"])]
    return file
  }
}
