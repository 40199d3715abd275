import Dispatch
import Foundation
import Ledger

/// Takes the rows of one drop into the ledger on a thread of its own, while the caller checks the next ones.
///
/// One portion of rows is being written and one waits, so that memory stays the same, and small, however long the file is.
/// Portions become durable together, for as long as the next one comes at once: whoever reads slowly must not keep others
/// from the ledger.
final class StagingBatches: @unchecked Sendable {
  /// With so many rows a transaction is done.
  private static let rowsOfTransaction = 8_000
  /// How long a transaction stays open, in seconds, for a portion that is not there yet.
  private static let patience = 0.02

  private let ledger: any LedgerDriver
  private let drop: DropRecord
  private let queue = DispatchQueue(label: "staging")

  /// Held by whoever looks at, or changes, what stands between here and the next empty line.
  private let desk = NSCondition()
  private var waiting: [StagedRow]?
  private var isWriting = false
  /// Whether the caller waits for the end of all that was handed over.
  private var isEnding = false
  private var failure: (any Error)?

  /// What stands in the ledger; the caller's as long as rows are compared, afterwards of whoever writes.
  private var prefix = StagedPrefix()
  /// Whether all that came so far stands in the ledger already; of the caller.
  private var isBehind: Bool

  /// - Parameter drop: may have rows that a dead process left: they are compared instead of written.
  init(ledger: any LedgerDriver, drop: DropRecord) {
    self.ledger = ledger
    self.drop = drop
    isBehind = drop.prefix.count > 0
  }

  /// Hands over a portion, once the one before is being written; throws what writing threw meanwhile, once, and
  /// ``StagedOtherwise``.
  func write(_ portion: [StagedRow]) throws {
    let rows = isBehind ? Array(try compared(portion)) : portion
    if rows.isEmpty { return }
    try desk.withLock {
      while waiting != nil, failure == nil { desk.wait() }
      try throwFailure()
      waiting = rows
      desk.broadcast()
      if isWriting { return }
      isWriting = true
      queue.async { [self] in writeTransactions() }
    }
  }

  /// The rows that do not stand in the ledger yet.
  private func compared(_ portion: [StagedRow]) throws(StagedOtherwise) -> ArraySlice<StagedRow> {
    let known = portion.prefix(drop.prefix.count - prefix.count)
    for row in known { prefix.add(row) }
    guard prefix.count == drop.prefix.count else { return [] }
    guard prefix == drop.prefix else { throw StagedOtherwise() }
    isBehind = false
    return portion[known.endIndex...]
  }

  /// Waits until all is written; throws what writing threw, once, and ``StagedOtherwise`` where the ledger has more rows.
  func finish() throws {
    if isBehind { throw StagedOtherwise() }
    try desk.withLock {
      isEnding = true
      desk.broadcast()
      while isWriting { desk.wait() }
      isEnding = false
      try throwFailure()
    }
  }

  private func throwFailure() throws {
    defer { failure = nil }
    if let failure { throw failure }
  }

  /// One durable transaction after the other, until nothing waits any more.
  private func writeTransactions() {
    var goesOn = true
    while goesOn {
      var count = 0
      let result = Result { try ledger.stage(in: drop.id, behind: &prefix) { next(after: &count) } }
      desk.withLock {
        if case .failure(let error) = result {
          failure = error
          waiting = nil
        }
        goesOn = waiting != nil
        isWriting = goesOn
        desk.broadcast()
      }
    }
  }

  /// The portion that waits, or comes in a moment; `nil` where the transaction should end.
  private func next(after count: inout Int) -> [StagedRow]? {
    let portion: [StagedRow]? = desk.withLock {
      if count >= Self.rowsOfTransaction { return nil }
      let limit = Date(timeIntervalSinceNow: Self.patience)
      while waiting == nil, count > 0, !isEnding, desk.wait(until: limit) {}
      defer {
        waiting = nil
        desk.broadcast()
      }
      return waiting
    }
    count += portion?.count ?? 0
    return portion
  }
}

/// What a dead process left of a drop is not what would be written now: all of it has to be written anew.
struct StagedOtherwise: Error {}
