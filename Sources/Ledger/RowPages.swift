internal import Dispatch
internal import Findings
internal import Synchronization

extension LedgerDriver {
  /// One row; `nil` where there is none of that number.
  package func record(of id: RowID) throws -> RowRecord? {
    try rows(of: id.drop, after: id.number - 1, limit: 1).first { $0.location.record == id.number }
  }

  /// Hands out the rows of a drop in file order until the body returns `false`.
  ///
  /// One page of them is in memory, and the next one is read on another core while the body has this one.
  package func forEachRow(of drop: DropID, _ body: (RowRecord) throws -> Bool) throws {
    let pages = RowPages(of: drop, in: self)
    // A page that nobody wants any more is waited for: nothing reads the ledger behind its owner's back.
    defer { _ = try? pages.next() }
    pages.readNext()
    while true {
      let page = try pages.next()
      if page.isEmpty { return }
      pages.readNext()
      for row in page {
        guard try body(row) else { return }
      }
    }
  }
}

/// Reads the rows of a drop page by page ahead of whoever uses them.
private final class RowPages: Sendable {
  private static let size = 2_000

  private let drop: DropID
  private let ledger: any LedgerDriver
  private let queue = DispatchQueue(label: "rows")
  private let work = DispatchGroup()
  private let page = Mutex<Result<[RowRecord], any Error>>(.success([]))
  private let last = Mutex(0)

  init(of drop: DropID, in ledger: any LedgerDriver) {
    self.drop = drop
    self.ledger = ledger
  }

  func readNext() {
    queue.async(group: work) { [self] in
      let read = Result { try ledger.rows(of: drop, after: last.withLock { $0 }, limit: Self.size) }
      if let final = (try? read.get())?.last { last.withLock { $0 = final.location.record } }
      page.withLock { $0 = read }
    }
  }

  /// The page that was read last; empty at the end.
  func next() throws -> [RowRecord] {
    work.wait()
    return try page.withLock { page in
      defer { page = .success([]) }
      return try page.get()
    }
  }
}
