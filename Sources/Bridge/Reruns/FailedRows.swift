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

  /// The drop that a person means by its number, its path or its file's name. Throws ``Fault`` `dropUnclear`.
  func drop(named text: String) throws -> DropRecord {
    if let id = DropID(text), let drop = try ledger.drop(id), drop.state == .staged { return drop }
    if let drop = try ledger.drop(ofFile: text) { return drop }
    throw Fault(.dropUnclear, ["value": text, "actual.ja": "該当なし", "actual.en": "none fits"])
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
