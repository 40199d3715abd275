import Delivery
import Findings
import Foundation
import Ledger
package import Validation

/// Taking in: one file checked, staged, and answered with its first error file.
extension DropRun {
  /// A link in the drop folder that leads out of it could make anything on this machine a drop.
  ///
  /// Throws ``Fault`` `outsideFolder`.
  private func requireInside(_ path: String) throws(Fault) {
    let folder = installation.configuration.folder
    guard path.hasPrefix(folder + "/") else { return }
    func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    if !resolved(path).hasPrefix(resolved(folder) + "/") { throw Fault(.outsideFolder, ["path": path]) }
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
      var staging = Staging(reader: reader, ledger: ledger, clock: installation.clock)
      staging.advanced = { [tell, opened] rows, offset in
        tell(.reading(path: opened.examination.path, rows: rows, share: opened.share(before: offset)))
      }
      switch try staging.stage(opened) {
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
}
