import Delivery
import Findings
import Foundation
import Ledger

/// Lets go what a failed row holds back where its correction is another step: a mistyped chassis number held a car that
/// nobody meant.
///
/// A correction of the same step needs no such word: the failed row holds until the step is done.
struct RerunReleases {
  let ledger: any LedgerDriver

  /// Releases what the valid rows of a staged drop correct; doing it again changes nothing. Throws ``Fault``.
  func apply(to drop: DropRecord, at now: Moment) throws {
    guard let columns = RerunColumns(labels: drop.drop.header) else { return }
    try ledger.forEachRow(of: drop.id) { row in
      if let id = columns.id(in: row.cells) { try release(id, correctedBy: row, at: now) }
      return true
    }
  }

  private func release(_ id: RowID, correctedBy row: RowRecord, at now: Moment) throws {
    if case .invalid = row.fate { return }
    guard let origin = try ledger.standing(of: id), let hold = origin.hold,
      let made = try ledger.standing(of: row.rowID)?.submission,
      made.isReport, hold.vehicle.isEmpty || hold != made.step
    else { return }
    _ = try ledger.release(
      origin.holder.drop, row: origin.holder.number, who: "rerun", why: row.ledgerID, at: now)
  }
}
