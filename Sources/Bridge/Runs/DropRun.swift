import Curl
import Delivery
package import Findings
import Foundation
package import Ledger
package import Validation

/// The nightly job: claim → read → check → stage → deliver → write.
package struct DropRun: Sendable {
  let installation: Installation
  let ledger: any LedgerDriver
  let stop: StopSignal
  let reader: DropReader
  let projection: Projection
  let alive: @Sendable () -> Void
  let tell: @Sendable (RunEvent) -> Void

  /// - Parameter alive: called whenever the work has come a step further.
  package init(
    installation: Installation, ledger: any LedgerDriver, stop: StopSignal, alive: @escaping @Sendable () -> Void = {},
    tell: @escaping @Sendable (RunEvent) -> Void
  ) throws(Fault) {
    self.installation = installation
    self.ledger = ledger
    self.stop = stop
    self.alive = alive
    self.tell = tell
    reader = try installation.reader
    projection = Projection(
      ledger: ledger, catalogue: installation.catalogue, language: installation.language,
      hours: try installation.hours(), clock: installation.clock)
  }

  /// Takes in the files, sends what may go now, and writes what became of every row.
  ///
  /// Throws ``Fault`` only where going on would be wrong for every file: a ledger that can't be used. What is wrong with
  /// one file stands in its own report and stops no other.
  package func run(
    _ paths: [String], as function: FunctionSchema? = nil, again: Bool = false
  ) async throws -> RunReport {
    _ = try ledger.recoverInterrupted(at: installation.clock.now())
    async let prepared = preparedSession()
    var report = RunReport()
    for path in try ledger.goingOn(with: paths, path: \.self) {
      let files = stop.isRequested ? [] : try takeIn(path, as: function, again: again)
      report.files += files
      if files.isEmpty, report.cutShort == nil { report.cutShort = Finding(.readingStopped, facts: ["path": path]) }
    }
    if !stop.isRequested { try ledger.removeUnfinished() }
    try await deliver(&report, through: prepared)
    return report
  }

  /// A conversation that is begun while files are taken in, where an earlier run has left something that may go now.
  ///
  /// Loading libcurl, connecting and asking for a token are a third of what a short run needs before its first report. What
  /// can't be had here is asked for again by whoever needs it, who says what is wrong.
  private func preparedSession() async -> ServiceSession? {
    let now = installation.clock.now()
    guard let hours = try? installation.hours() else { return nil }
    let open = hours.open(among: installation.catalogue.service.hours.keys, at: now)
    let claim = Claim(now: now, openWindows: open, requestID: "")
    guard (try? ledger.claimable(claim, limit: 1).isEmpty) == false, !stop.isRequested, HTTPLibrary.failure == nil,
      var session = try? installation.session(stop: stop)
    else { return nil }
    await session.prepare()
    return session
  }

  /// Sends what may go now, and writes what became of the report's drops and of those that an earlier run left open.
  ///
  /// - Parameter session: a conversation that was begun already, whose calls are counted though nothing more be sent.
  func deliver(_ report: inout RunReport, through session: ServiceSession? = nil) async throws {
    let drops = try ledger.openDrops()
    if session != nil || !drops.isEmpty && !stop.isRequested {
      var dispatcher = try dispatcher(through: session)
      if let forecast = try forecast() { tell(.forecast(forecast)) }
      report.fault = try await dispatcher.dispatch(
        patienceMilliseconds: Int64(installation.configuration.doubt.patience) * 1000)
    }
    // Drops that an earlier run left open are this run's business too.
    let taken = Set(report.files.compactMap(\.drop?.id))
    let present = Set(report.files.map(\.path))
    report.files += drops.filter { !taken.contains($0.id) }.map { drop in
      FileReport(path: present.contains(drop.drop.path) ? drop.pathAside : drop.drop.path, drop: drop)
    }
    report.files = try report.files.map(written)
    report.notices = try installation.declaredMaxima(ledger).findings(at: installation.clock.now())
    if let cutShort = report.cutShort { report.notices.append(cutShort) }
  }

  /// Processes named files and folders, each folder under its lock, so that no two runs write beside the same inputs.
  ///
  /// A folder that can't be locked – another run holds it, it is read-only – costs its files only.
  ///
  /// - Parameter again: whether a person hands in corrected error files by name, which are otherwise left alone.
  package func run(
    named paths: [String], as function: FunctionSchema? = nil, again: Bool = false
  ) async throws -> RunReport {
    var files: [String] = []
    var failed: [FileReport] = []
    // One file has one name here, however it was written: outputs are remembered by path.
    for path in paths.map({ URL(fileURLWithPath: $0).standardizedFileURL.path }) {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        files += try dropFolder(at: path).files()
      } else {
        files.append(path)
      }
    }
    var locks: [FolderLock] = []
    for (folder, mine) in Dictionary(grouping: files, by: lockedFolder).sorted(by: { $0.key < $1.key }) {
      do {
        locks.append(try FolderLock(folder: folder, program: "elvbridge run"))
        for place in Set(mine.map { ($0 as NSString).deletingLastPathComponent }) {
          StaleTemporaries.remove(from: place)
        }
      } catch {
        failed += mine.map { FileReport(path: $0, fault: error) }
        files.removeAll(where: mine.contains)
      }
    }
    var report = try await run(files, as: function, again: again)
    withExtendedLifetime(locks) {}
    report.files += failed
    return report
  }

  /// A folder of drops, with the triggers that the configuration and the profiles name.
  func dropFolder(at path: String) -> DropFolder {
    DropFolder(
      path: path,
      triggers: Triggers(ofAll: installation.configuration.watch.trigger, profiles: reader.profiles.profiles))
  }

  /// The whole drop folder for a file in it, as a watch locks it; the file's own folder elsewhere.
  func lockedFolder(of file: String) -> String {
    let drop = installation.configuration.folder
    return file.hasPrefix(drop + "/") ? drop : (file as NSString).deletingLastPathComponent
  }

  /// - Parameter session: a conversation that was begun already; without one, a new one.
  package func dispatcher(through session: ServiceSession? = nil) throws -> Dispatcher {
    Dispatcher(
      catalogue: installation.catalogue, ledger: ledger, hours: try installation.hours(),
      session: try session ?? installation.session(stop: stop), settings: installation.configuration.doubt,
      largestGroup: installation.configuration.pace.group,
      clock: installation.clock, stop: stop,
      progress: { [alive, tell] progress in
        alive()
        tell(.progress(progress))
      })
  }

}

extension Fault {
  /// Whether the ledger itself failed: then nothing may go on.
  var isLedgers: Bool {
    [.ledgerUnavailable, .ledgerBusy, .ledgerVersion].contains(code)
      || (code == .diskFull && facts["path"]?.hasSuffix(".sqlite") == true)
  }
}
