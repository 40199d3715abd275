import Foundation
import Ledger
import Validation

/// Knows from the ledger which function a corrected file is for: that of the row which its first row names.
struct RerunOrigin: Sendable {
  let ledger: any LedgerDriver
  let catalogue: Catalogue

  /// `nil` where the folder tells, or the file names no row that the ledger knows. Throws ``Fault``.
  func function(path: String, labels: [String], cells: [String]) throws -> FunctionSchema? {
    guard !isFunctionFolder(path), let id = RerunColumns(labels: labels)?.id(in: cells) else { return nil }
    return try ledger.standing(of: id).flatMap { catalogue.function(named: $0.function) }
  }

  /// The drop of the row that the first row names; `nil` for a file that is no output of ours. Throws ``Fault``.
  func drop(labels: [String], cells: [String]) throws -> DropRecord? {
    guard let id = RerunColumns(labels: labels)?.id(in: cells) else { return nil }
    return try ledger.drop(id.drop)
  }

  private func isFunctionFolder(_ path: String) -> Bool {
    let folder = ((path as NSString).deletingLastPathComponent as NSString).lastPathComponent
      .precomposedStringWithCanonicalMapping
    return catalogue.functions.contains { $0.name == folder || $0.bridge.aliases.contains(folder) }
  }
}
