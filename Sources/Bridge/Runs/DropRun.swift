import Delivery
package import Findings
import Foundation
package import Ledger
package import Validation

/// The nightly job: claim → read → check → stage → deliver → write.
package struct DropRun: Sendable {
  private let installation: Installation
  private let ledger: any LedgerDriver
  private let stop: StopSignal
  private let reader: DropReader
  private let projection: Projection
  private let alive: @Sendable () -> Void
  private let tell: @Sendable (RunEvent) -> Void

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
    var report = RunReport()
    for path in paths where !stop.isRequested { report.files += try takeIn(path, as: function, again: again) }
    try await deliver(&report)
    return report
  }

  /// Sends what may go now, and writes what became of the report's drops and of those that an earlier run left open.
  private func deliver(_ report: inout RunReport) async throws {
    let drops = try ledger.openDrops()
    if !drops.isEmpty && !stop.isRequested {
      var dispatcher = try dispatcher()
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
  }

  /// Sends failed rows of a drop again as they are, where their trouble was the other side's; nothing is read from its
  /// file, which may be gone.
  ///
  /// A run that was killed is gone on with by the same words. Throws ``Fault`` `dropUnclear`; `nothingToRerun` where no row
  /// is for sending; `folderHeld`.
  ///
  /// - Parameter text: the drop's number, path or file name.
  package func run(failedRowsOf text: String) async throws -> RunReport {
    _ = try ledger.recoverInterrupted(at: installation.clock.now())
    let failed = FailedRows(ledger: ledger, catalogue: installation.catalogue)
    let drop = try failed.drop(named: text)
    let folder = lockedFolder(of: drop.drop.path)
    let lock = FileManager.default.fileExists(atPath: folder) ? try FolderLock(folder: folder, program: "elvbridge rerun") : nil
    let changed = try failed.renew(in: drop).drops
    guard try !changed.isEmpty || ledger.openDrops().contains(where: { $0.id == drop.id }) else {
      // A run that was killed may have had nothing left to do but this.
      _ = try write(drop, beside: drop.drop.path)
      throw try failed.nothing(in: drop)
    }
    var report = RunReport()
    let others = try changed.subtracting([drop.id]).sorted { $0.rawValue < $1.rawValue }.compactMap(ledger.drop)
    report.files = ([drop] + others).map { FileReport(path: $0.drop.path, drop: $0) }
    try await deliver(&report)
    withExtendedLifetime(lock) {}
    return report
  }

  /// When what waits will have been sent; `nil` when nothing does. Throws ``Fault``.
  func forecast() throws -> Forecast? {
    let catalogue = installation.catalogue
    var backlog: [String: Forecast.Backlog] = [:]
    for (name, count) in try ledger.backlog() {
      guard let function = catalogue.function(named: name) else { continue }
      let before = function.bridge.gates.count + (function.bridge.confirm?.before == nil ? 0 : 1)
      let window = function.bridge.hours
      backlog[window, default: Forecast.Backlog(window: window, submissions: 0, requests: 0)].submissions += count
      backlog[window]?.requests += count * (1 + before)
    }
    return Forecast(
      of: Array(backlog.values), rate: try installation.rate(), hours: try installation.hours(),
      from: installation.clock.now())
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
  private func lockedFolder(of file: String) -> String {
    let drop = installation.configuration.folder
    return file.hasPrefix(drop + "/") ? drop : (file as NSString).deletingLastPathComponent
  }

  /// Brings the outputs of drops up to date outside a run, each folder under its lock; one that can't be locked costs its
  /// own only.
  func written(_ drops: [DropRecord]) throws -> [FileReport] {
    var reports: [FileReport] = []
    for (folder, mine) in Dictionary(grouping: drops, by: { lockedFolder(of: $0.drop.path) }).sorted(by: {
      $0.key < $1.key
    }) {
      do {
        let lock = try FolderLock(folder: folder, program: "elvbridge resolve")
        reports += try mine.map { try written(FileReport(path: $0.drop.path, drop: $0)) }
        withExtendedLifetime(lock) {}
      } catch let fault as Fault where !fault.isLedgers {
        reports += mine.map { FileReport(path: $0.drop.path, drop: $0, fault: fault) }
      }
    }
    return reports
  }

  /// A link in the drop folder that leads out of it could make anything on this machine a drop.
  ///
  /// Throws ``Fault`` `outsideFolder`.
  private func requireInside(_ path: String) throws(Fault) {
    let folder = installation.configuration.folder
    guard path.hasPrefix(folder + "/") else { return }
    func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    if !resolved(path).hasPrefix(resolved(folder) + "/") { throw Fault(.outsideFolder, ["path": path]) }
  }

  /// Writes the outputs of a drop beside a path as the ledger has them now, and tells of it; `false` where they could not
  /// be written.
  func write(_ drop: DropRecord, beside path: String) throws -> Bool {
    let file = try written(FileReport(path: path, drop: drop))
    if file.fault == nil { tell(.written(file)) }
    return file.fault == nil
  }

  /// Checks and stages one file and writes its first error file, so that bad rows are known at once.
  ///
  /// A file that feeds several functions has a report for each; one whose reading was stopped has none.
  ///
  /// - Parameter isPatient: whether a file that looks unfinished is left alone instead of being taken as it is.
  package func takeIn(
    _ path: String, as function: FunctionSchema? = nil, again: Bool = false, isPatient: Bool = false
  ) throws -> [FileReport] {
    var reader = reader
    reader.today = installation.clock.now().japanDate
    reader.origin = RerunOrigin(ledger: ledger, catalogue: installation.catalogue)
    reader.isPatient = isPatient
    reader.pulse = { [stop, alive] in
      if stop.isRequested { throw StoppedReading() }
      alive()
    }
    do {
      if try !again && isOwnOutput(path) { throw Fault(.ownOutput, ["path": path]) }
      try requireInside(path)
      let drops = try reader.openAll(path, as: function)
      if Set(drops.map(\.examination.sha256)).count > 1 { throw Fault(.fileChanged, ["path": path]) }
      if drops.allSatisfy(\.isReadable) { RefusalFile.removeOutdated(besideInput: path) }
      return try drops.map { try takeIn($0, reader) }
    } catch let fault as Fault where !fault.isLedgers {
      let file = FileReport(path: path, fault: fault)
      tell(.failed(file))
      return [file]
    } catch is StoppedReading {
      return []
    }
  }

  private func takeIn(_ drop: OpenedDrop, _ reader: DropReader) throws -> FileReport {
    var file = FileReport(path: drop.examination.path)
    var opened = drop
    do {
      opened.findings += opened.function.flatMap(installation.obstacle).map { [$0] } ?? []
      file.function = opened.function?.name
      file.findings = opened.findings
      if try reader.isPatient && Unfinished.isLastLineOpen(of: opened) { throw UnfinishedDrop() }
      guard opened.isReadable else { throw UnreadableDrop(findings: []) }
      try WholeFile.checkRoom(beside: file.path)
      switch try Staging(reader: reader, ledger: ledger, clock: installation.clock).stage(opened) {
      case .staged(let drop, let count):
        file.drop = drop
        file.findings += count.findings
      case .known(let drop):
        file.drop = drop
        file.isKnown = true
      }
      if let drop = file.drop { try RerunReleases(ledger: ledger).apply(to: drop, at: installation.clock.now()) }
      file = try written(file)
      if file.fault == nil { tell(.staged(file)) }
    } catch let broken as UnreadableDrop {
      file.findings += broken.findings
      return try refused(file, opened.examination, isPatient: reader.isPatient)
    } catch is UnfinishedDrop {
      return unfinished(file)
    } catch let fault as Fault where !fault.isLedgers {
      return failed(file, fault)
    }
    return file
  }

  /// Says beside a file that can't be taken in what is wrong with it: with what is there now, not with half of a write.
  private func refused(
    _ report: FileReport, _ examination: Examination, isPatient: Bool
  ) throws -> FileReport {
    if isPatient && Unfinished.mayExplain(report.findings) { return unfinished(report) }
    var file = report
    do {
      try examination.confirm()
      file.errorPath = try RefusalFile(findings: file.findings, language: installation.language)
        .write(besideInput: file.path)
    } catch let fault as Fault where !fault.isLedgers {
      return failed(file, fault)
    }
    tell(.refused(file))
    return file
  }

  private func unfinished(_ report: FileReport) -> FileReport {
    var file = report
    file.isUnfinished = true
    tell(.unfinished(file))
    return file
  }

  private func failed(_ report: FileReport, _ fault: Fault) -> FileReport {
    var file = report
    file.fault = fault
    tell(.failed(file))
    return file
  }

  /// Whether the file is one of our outputs, and not an error file that a person put where corrected ones belong.
  private func isOwnOutput(_ path: String) throws -> Bool {
    guard OutputNames.isOutput((path as NSString).lastPathComponent) else { return false }
    return try !RerunFolder.takes(path) || ledger.output(at: path) != nil
  }

  package func dispatcher() throws -> Dispatcher {
    Dispatcher(
      catalogue: installation.catalogue, ledger: ledger, hours: try installation.hours(),
      session: try installation.session(stop: stop), settings: installation.configuration.doubt,
      largestGroup: installation.configuration.pace.group,
      clock: installation.clock, stop: stop,
      progress: { [alive, tell] progress in
        alive()
        tell(.progress(progress))
      })
  }

  /// Writes the outputs of one file's drop as the ledger has them now.
  private func written(_ report: FileReport) throws -> FileReport {
    guard let drop = report.drop, report.fault == nil else { return report }
    alive()
    var file = report
    do {
      file.tally = try ledger.tally(of: drop.id)
      file.function = drop.drop.identity.function
      // A drop seen under another name answers beside the file that is there now.
      let written = try projection.write(drop.standing(at: file.path), tally: file.tally)
      file.resultPath = written.result
      file.errorPath = written.error
      file.findings += written.warnings.filter { !file.findings.contains($0) }
    } catch let fault as Fault where !fault.isLedgers {
      file.fault = fault
      tell(.failed(file))
    }
    return file
  }
}

extension DropRecord {
  /// Where its outputs are named after when another file has taken its name: `A.D12.csv` for `A.csv`.
  var pathAside: String {
    let path = drop.path as NSString
    let ending = path.pathExtension.isEmpty ? "" : "." + path.pathExtension
    return "\(path.deletingPathExtension).D\(id.rawValue)\(ending)"
  }

  /// The same drop, with its outputs beside another copy of the file.
  func standing(at path: String) -> DropRecord {
    var moved = self
    moved.drop.path = path
    return moved
  }
}

extension Fault {
  /// Whether the ledger itself failed: then nothing may go on.
  var isLedgers: Bool {
    [.ledgerUnavailable, .ledgerBusy, .ledgerVersion].contains(code)
      || (code == .diskFull && facts["path"]?.hasSuffix(".sqlite") == true)
  }
}
