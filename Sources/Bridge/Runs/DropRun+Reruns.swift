import Findings
import Foundation
import Ledger

extension DropRun {
  /// Sends failed rows of a drop again as they are, where their trouble was the other side's; nothing is read from its
  /// file, which may be gone.
  ///
  /// A run that was killed is gone on with by the same words. Throws ``Fault`` `dropUnclear`; `nothingToRerun` where no row
  /// is for sending; `folderHeld`.
  ///
  /// - Parameter text: the drop's number, path or file name.
  package func run(failedRowsOf text: String) async throws -> RunReport {
    _ = try ledger.recoverInterrupted(at: installation.clock.now())
    try ledger.removeUnfinished()
    let failed = FailedRows(ledger: ledger, catalogue: installation.catalogue)
    let drop = try failed.drop(named: text)
    let folder = lockedFolder(of: drop.drop.path)
    let isThere = FileManager.default.fileExists(atPath: folder)
    let lock = isThere ? try FolderLock(folder: folder, program: "elvbridge rerun") : nil
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
}
