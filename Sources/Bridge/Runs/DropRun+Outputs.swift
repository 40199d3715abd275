import Findings
import Foundation
import Ledger

extension DropRun {
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

  /// Writes the outputs of a drop beside a path as the ledger has them now, and tells of it; `false` where they could not
  /// be written.
  func write(_ drop: DropRecord, beside path: String) throws -> Bool {
    let file = try written(FileReport(path: path, drop: drop))
    if file.fault == nil { tell(.written(file)) }
    return file.fault == nil
  }

  /// Writes the outputs of one file's drop as the ledger has them now.
  func written(_ report: FileReport) throws -> FileReport {
    guard let drop = report.drop, report.fault == nil else { return report }
    // A night before opening changes nothing after a file was taken in: its outputs are as they would be.
    if let basis = report.basis, try projection.basis(of: drop) == basis { return report }
    var file = report
    do {
      file.tally = try ledger.tally(of: drop.id)
      let advanced = { [alive, tell, file] rows in
        alive()
        tell(.writing(path: file.path, rows: rows, of: file.tally.input))
      }
      advanced(0)
      file.function = drop.drop.identity.function
      // A drop seen under another name answers beside the file that is there now.
      let written = try projection.write(drop.standing(at: file.path), tally: file.tally, advanced: advanced)
      file.resultPath = written.result
      file.errorPath = written.error
      file.basis = written.basis
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
