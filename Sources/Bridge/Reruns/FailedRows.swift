import Delivery
import Findings
import Foundation
import Ledger
import Validation

/// Failed rows that go out again as they are, without a file: their trouble was the other side's (PRODUCT, "Running
/// failed rows again").
struct FailedRows {
  let ledger: any LedgerDriver
  let catalogue: Catalogue

  /// How many numbers are named of a file that was dropped often.
  private static let named = 5

  /// The drop that a person means by its number, its path or its file's name. Throws ``Fault`` `dropUnclear`.
  func drop(named text: String) throws -> DropRecord {
    if let id = DropID(text), let drop = try ledger.drop(id), drop.state == .staged { return drop }
    let path = URL(fileURLWithPath: text).standardizedFileURL.path
    let all = try ledger.drops(limit: .max).filter { $0.state == .staged }
    var found = all.filter { $0.drop.path == path }
    if found.isEmpty { found = all.filter { ($0.drop.path as NSString).lastPathComponent == text } }
    if let drop = found.first, found.count == 1 { return drop }
    var facts = ["value": text]
    if found.isEmpty {
      facts["actual.ja"] = "該当なし"
      facts["actual.en"] = "none fits"
    } else {
      facts["actual"] = found.prefix(Self.named).map(\.id.description).joined(separator: ", ")
    }
    throw Fault(.dropUnclear, facts)
  }

  /// Makes new submissions of what may go out again; doing it again changes nothing. Throws ``Fault``.
  func renew(in drop: DropRecord) throws -> Retried {
    let function = try catalogue.staged(drop.drop.identity.function)
    let trouble = TroubleOfOthers(service: catalogue.service)
    return try ledger.retryRejected(in: drop.id) { trouble.isCause(of: $0, in: function) }
  }

  /// What to say where nothing can go out: where the rows are that need a person. Throws ``Fault`` of the ledger.
  func nothing(in drop: DropRecord) throws -> Fault {
    let tally = try ledger.tally(of: drop.id)
    func name(_ path: String) -> String { (path as NSString).lastPathComponent }
    return Fault(
      .nothingToRerun,
      [
        "value": drop.id.description, "path": name(drop.drop.path), "actual": "\(tally.invalid + tally.rejected)",
        "expected": name(OutputNames(input: drop.outputBase).path(.error)),
      ])
  }
}
