import Findings
import Foundation
import Ledger

/// Knows our own outputs from those that a person has changed since (PRODUCT, "An output that a person has changed …").
struct OutputKeeper {
  let ledger: any LedgerDriver

  /// The first name whose file is absent or exactly as we left it, and that file's fingerprint; a person's edit is never
  /// overwritten.
  func freePath(
    _ kind: OutputNames.Kind, _ format: OutputNames.Format, _ names: OutputNames, _ warnings: inout [Finding]
  ) throws -> (path: String, present: String?) {
    for number in 1... {
      let path = names.path(kind, format, number: number)
      guard let fingerprint = try fingerprint(of: path) else { return (path, nil) }
      if try isOurs(path, fingerprint) { return (path, fingerprint) }
      let next = names.path(kind, format, number: number + 1)
      warnings.append(Finding(.outputEdited, facts: ["path": path, "actual": (next as NSString).lastPathComponent]))
    }
    preconditionFailure("the numbers do not end")
  }

  /// Lets the file appear, and remembers it.
  ///
  /// Known before it appears, so that a crash in between does not make our own file look like a person's.
  func commit(_ file: inout WholeFile, replacing present: String?, of drop: DropID) throws {
    let fingerprint = file.fingerprint
    let known = [present, fingerprint].compactMap { $0 }
    try ledger.recordOutput(at: file.path, fingerprint: known.joined(separator: " "), of: drop)
    try file.commit()
    try ledger.recordOutput(at: file.path, fingerprint: fingerprint, of: drop)
  }

  func removeOutdated(_ path: String) throws {
    guard let fingerprint = try fingerprint(of: path), try isOurs(path, fingerprint) else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether the file is as we wrote it: the ledger has its fingerprint, beside that of a file that was about to replace it.
  private func isOurs(_ path: String, _ fingerprint: String) throws -> Bool {
    try ledger.output(at: path)?.split(separator: " ").contains(Substring(fingerprint)) ?? false
  }

  private func fingerprint(of path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try InputFile(path: path).digestingChunks { _ in true }
    } catch let fault as Fault where fault.code == .fileUnreadable {
      throw Fault(.outputHeld, ["path": path])
    }
  }
}
