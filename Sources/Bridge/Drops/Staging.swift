import Delivery
import Findings
import Foundation
package import Ledger
import Tabular
import Validation

/// Takes a drop into the ledger: after it, the file is only needed by the people who wrote it.
package struct Staging {
  package let reader: DropReader
  package let ledger: any LedgerDriver
  package let clock: Clock
  /// Called between portions with how many rows were handed over, and where in the file the last of them begins.
  package var advanced: (_ rows: Int, _ byteOffset: Int) -> Void = { _, _ in }

  package init(reader: DropReader, ledger: any LedgerDriver, clock: Clock) {
    self.reader = reader
    self.ledger = ledger
    self.clock = clock
  }

  package enum Result: Sendable {
    case staged(DropRecord, RowCount)
    /// The same bytes for the same function were taken in before; the ledger answers for them.
    case known(DropRecord)
  }

  /// Corrected rows that are taken in before the next are held against them.
  private static let rowsBetweenLooks = 2_000

  /// Checks and stages every row of a readable drop; all of it or, when anything goes wrong, nothing.
  ///
  /// Throws ``Fault``, and ``UnreadableDrop`` for a file that turned out to be broken. A crash, or a stop, leaves the drop
  /// in `staging`, where nothing of it can be sent. The next run reads the file from its beginning, because what stands
  /// twice in it is told only by whoever has read all of it, and writes what is not written yet; where another day or
  /// another schema judges otherwise what is, it writes everything anew.
  package func stage(_ opened: OpenedDrop) throws -> Result {
    guard let function = opened.function, let header = opened.header, let dialect = opened.dialect
    else { preconditionFailure("an unreadable drop has nothing to stage") }
    guard let sha256 = opened.examination.sha256 else { preconditionFailure("what is sent is examined whole") }
    let identity = DropIdentity(sha256: sha256, function: function.name)
    if let known = try ledger.drop(identifiedBy: identity), known.state == .staged { return .known(known) }
    var drop = try ledger.beginStaging(
      NewDrop(
        identity: identity, path: opened.examination.path, byteCount: opened.examination.byteCount,
        header: header.labels,
        dialect: String(
          decoding: try JSONEncoder().encode(StagedLayout(opened, dialect: dialect)), as: UTF8.self),
        seenAt: clock.now()))
    do {
      do {
        return try add(opened, function, header, to: drop)
      } catch is StagedOtherwise {
        try ledger.restartStaging(drop.id)
        drop.prefix = StagedPrefix()
        return try add(opened, function, header, to: drop)
      }
    } catch  where !(error is StoppedReading) {
      try? ledger.abandonStaging(drop.id)
      throw error
    }
  }

  private func add(
    _ opened: OpenedDrop, _ function: FunctionSchema, _ header: HeaderMatch, to drop: DropRecord
  ) throws -> Result {
    var rerun = RerunRows(ledger: ledger, catalogue: reader.catalogue, function: function, labels: header.labels)
    // Corrected rows are judged by what the ledger has of their lines, and their own would be there already.
    if rerun != nil, drop.prefix.count > 0 { throw StagedOtherwise() }
    let batches = StagingBatches(ledger: ledger, drop: drop)
    var handedOver = 0
    do {
      var pending: [StagedRow] = []
      let count = try reader.checkRows(of: opened, for: .sending) { rows in
        pending += (try rerun?.examine(rows) ?? rows).map(StagedRow.init)
        handedOver += rows.count
        if let last = rows.last { advanced(handedOver, last.record.location.byteOffset) }
        if rerun != nil, pending.count < Self.rowsBetweenLooks { return }
        try batches.write(pending)
        pending.removeAll()
        // Corrected rows are held against what the ledger has of their lines: all that came before them.
        if rerun != nil { try batches.finish() }
      }
      try batches.write(pending)
      try batches.finish()
      try ledger.finishStaging(drop.id)
      return .staged(try ledger.drop(drop.id) ?? drop, count)
    } catch {
      try? batches.finish()
      throw error
    }
  }
}

extension LedgerDriver {
  /// Puts the file first that a dead process was taking in last: another drop before it would cost it what stands already.
  func goingOn<File>(with files: [File], path: (File) -> String) throws -> [File] {
    guard let last = try drops(limit: 1).first, last.state == .staging else { return files }
    return files.filter { path($0) == last.drop.path } + files.filter { path($0) != last.drop.path }
  }
}

extension StagedRow {
  fileprivate init(_ checked: CheckedRecord) {
    self.init(
      location: checked.record.location, cells: checked.record.slices, findings: checked.findings,
      submission: checked.submission, obstacle: checked.obstacle, origin: checked.origin)
  }
}
