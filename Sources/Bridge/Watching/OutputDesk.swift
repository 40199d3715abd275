import Delivery
import Findings
import Ledger

/// Decides when the outputs of which drop are written, and beside which file.
///
/// They are projections of the ledger, so that writing them late loses nothing: a drop whose counts have not changed is not
/// written again, one that is being sent is written now and then, one that an open program keeps from being written is
/// tried again.
struct OutputDesk {
  private var interval: Int64 = 0
  private var isChanged = true
  /// The drops that were open since they were last looked at; one of them may be settled by now.
  private var unlooked: [DropID: DropRecord] = [:]
  private var looksAt = Moment(milliseconds: 0)
  /// The drops that were taken from the file that is at a path now; the same bytes may lie at several.
  private var dropsAt: [String: Set<DropID>] = [:]
  private var places: [DropID: Set<String>] = [:]
  private var seenAt: [DropID: Moment] = [:]
  private var written: [DropID: (tally: Tally, at: Moment)] = [:]
  private var overdue: [DropID: (drop: DropRecord, due: Moment, pause: Int64)] = [:]

  /// - Parameter intervalSeconds: how often the outputs of a drop that is being sent are written.
  init(intervalSeconds: Double) {
    adopt(intervalSeconds: intervalSeconds)
  }

  mutating func adopt(intervalSeconds: Double) {
    interval = Int64(intervalSeconds * 1000)
  }

  /// Remembers what was taken from a file, and whether its outputs could be written.
  mutating func note(_ reports: [FileReport], at path: String, _ now: Moment) {
    let drops = reports.compactMap(\.drop)
    if drops.isEmpty { return }
    for old in dropsAt[path] ?? [] { places[old]?.remove(path) }
    dropsAt[path] = Set(drops.map(\.id))
    for report in reports {
      guard let drop = report.drop else { continue }
      places[drop.id, default: []].insert(path)
      seenAt[drop.id] = drop.drop.seenAt
      note(drop, report.tally, isWritten: report.fault == nil, now)
    }
  }

  /// Writes what has changed or is overdue.
  ///
  /// - Parameters:
  ///   - isPausing: whether nothing is sent for now, so that nothing is left for later.
  ///   - all: writes every drop, because the service has closed and their rows say so now.
  mutating func write(
    _ drops: [DropRecord], isPausing: Bool, all: Bool = false, by run: DropRun, from ledger: any LedgerDriver,
    stop: StopSignal, at now: () -> Moment
  ) throws {
    var wanted: [DropID: DropRecord] = [:]
    for (id, late) in overdue where now() >= late.due { wanted[id] = late.drop }
    for drop in drops { unlooked[drop.id] = drop }
    if all || isLookDue(at: now(), isPausing) {
      for drop in unlooked.values where overdue[drop.id] == nil {
        let tally = try ledger.tally(of: drop.id)
        if let last = written[drop.id], !all {
          if last.tally == tally { continue }
          let isSettled = tally.held + tally.inDoubt == 0
          if !isPausing && !isSettled && now().milliseconds - last.at.milliseconds < interval { continue }
        }
        wanted[drop.id] = drop
      }
      unlooked = [:]
      isChanged = false
      looksAt = now().adding(milliseconds: interval)
    }
    for drop in wanted.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
      // Rows that only wait for something else now are no reason to make a stop wait.
      if all && stop.isRequested { break }
      let tally = try ledger.tally(of: drop.id)
      var isWritten = true
      for path in paths(of: drop) { if try !run.write(drop, beside: path) { isWritten = false } }
      note(drop, tally, isWritten: isWritten, now())
    }
  }

  /// The files all of whose drops were taken in by then, with their drops.
  func files(takenBy moment: Moment) -> [(path: String, drops: Set<DropID>)] {
    let old = dropsAt.filter { $0.value.allSatisfy { id in seenAt[id].map { $0 <= moment } ?? false } }
    return old.map { ($0.key, $0.value) }.sorted { $0.path < $1.path }
  }

  /// Forgets a file that is not there any more.
  mutating func forget(_ path: String) {
    for drop in dropsAt.removeValue(forKey: path) ?? [] { places[drop]?.remove(path) }
  }

  /// Something happened that may have changed the counts of a drop.
  mutating func expectChanges() { isChanged = true }

  /// Counting thousands of drops takes its time: it is done when something changed and nothing else is to be done, or now
  /// and then.
  private func isLookDue(at now: Moment, _ isPausing: Bool) -> Bool {
    now >= looksAt || (isChanged && (isPausing || unlooked.count <= Self.few))
  }

  private static let few = 200

  /// Where people look for the outputs of a drop: beside every file that has its bytes; under a name of its own where
  /// another file has taken its name.
  private func paths(of drop: DropRecord) -> [String] {
    if let places = places[drop.id], !places.isEmpty {
      let present = places.filter { FileAppearance(path: $0) != nil }
      return (present.isEmpty ? places : present).sorted()
    }
    return [dropsAt[drop.drop.path] == nil ? drop.drop.path : drop.pathAside]
  }

  /// The first pause before outputs that could not be written are tried again, and the longest.
  private static let retryMilliseconds: ClosedRange<Int64> = 2_000...60_000

  private mutating func note(_ drop: DropRecord, _ tally: Tally, isWritten: Bool, _ now: Moment) {
    if isWritten {
      overdue[drop.id] = nil
      written[drop.id] = (tally, now)
    } else {
      let range = Self.retryMilliseconds
      let pause = overdue[drop.id].map { min(2 * $0.pause, range.upperBound) } ?? range.lowerBound
      overdue[drop.id] = (drop, now.adding(milliseconds: pause), pause)
    }
  }
}
