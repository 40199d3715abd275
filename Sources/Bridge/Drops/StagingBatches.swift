import Dispatch
import Ledger
import Synchronization

/// Writes the batches of one drop into the ledger, one after the other, while the caller checks the rows of the next.
///
/// One batch is being written and one collected, so that memory stays the same however long the file is.
final class StagingBatches: Sendable {
  private let ledger: any LedgerDriver
  private let drop: DropID
  private let queue = DispatchQueue(label: "staging")
  private let work = DispatchGroup()
  private let failure = Mutex<(any Error)?>(nil)

  init(ledger: any LedgerDriver, drop: DropID) {
    self.ledger = ledger
    self.drop = drop
  }

  /// Waits for the batch before, throws what it threw, and begins to write this one.
  func write(_ rows: [StagedRow]) throws {
    try finish()
    queue.async(group: work) { [self] in
      do {
        try ledger.stage(rows, in: drop)
      } catch {
        failure.withLock { $0 = error }
      }
    }
  }

  /// Waits until nothing is being written any more; throws what the last batch threw, once.
  func finish() throws {
    work.wait()
    if let error = failure.withLock({ $0.take() }) { throw error }
  }
}
