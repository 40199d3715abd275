import Synchronization
import Tabular

/// How many records and cells a delimited text has, quotes respected; nothing is decoded, digested or checked.
package struct CellCount: Sendable, Hashable {
  package fileprivate(set) var records = 0
  package fileprivate(set) var cells = 0

  /// The layout is told from the first piece, without which a count could not begin before the file was read.
  ///
  /// Threads take the pieces in turn, each as if no record reached into it. Where one does, in quotes, everything is
  /// counted again by one. `nil` for what is no delimited text by its content, or can't be counted without being decoded.
  /// Throws ``Fault``.
  package init?(of path: String, threads: Int = 1) throws {
    guard let dialect = try Self.dialect(of: path), let counter = RecordCounter(dialect) else { return nil }
    self = try Self.counted(path, counter, threads: threads)
  }

  private static func dialect(of path: String) throws -> Dialect? {
    let memory = PieceSource.memory()
    defer { memory.deallocate() }
    let piece = try PieceSource(path: path).fill(memory)
    var detector = DialectDetector()
    detector.observe(UnsafeRawBufferPointer(start: memory, count: piece.count))
    guard case .dialect(let dialect) = detector.conclude() else { return nil }
    return dialect
  }

  private static func counted(_ path: String, _ unused: RecordCounter, threads: Int) throws -> CellCount {
    let source = try PieceSource(path: path)
    let progress = Mutex(Progress())
    inParallel(threads) { _ in
      let memory = PieceSource.memory()
      defer { memory.deallocate() }
      var counter = unused
      while let piece = progress.withLock({ $0.next(from: source, memory) }) {
        counter.count(UnsafeBufferPointer(start: memory, count: piece.count), isLast: piece.isLast)
        // A counter that is not at rest takes the next piece for the rest of its record, and with others it may not be.
        if threads > 1, !piece.isLast, !counter.isAtRest { progress.withLock { $0.isUnclear = true } }
      }
      progress.withLock { $0.count.add(counter) }
    }
    let ended = progress.withLock { $0 }
    if let failure = ended.failure { throw failure }
    return ended.isUnclear ? try counted(path, unused, threads: 1) : ended.count
  }

  /// What the threads share.
  private struct Progress {
    var count = CellCount()
    var isOver = false
    var isUnclear = false
    var failure: (any Error)?

    /// The next piece of the file; `nil` when there is nothing left to do.
    mutating func next(from source: PieceSource, _ memory: UnsafeMutablePointer<UInt8>) -> (count: Int, isLast: Bool)? {
      guard !isOver, !isUnclear else { return nil }
      do {
        let piece = try source.fill(memory)
        isOver = piece.isLast
        return piece
      } catch {
        failure = error
        isOver = true
        return nil
      }
    }
  }
}

extension DropReader {
  /// The same for everything that ``readCells(of:_:)`` reads.
  package func countCells(of path: String) throws -> CellCount {
    var count = CellCount()
    try readCells(of: path) { count.add($1.count) }
    return count
  }
}

extension CellCount {
  fileprivate init() {}

  fileprivate mutating func add(_ cells: Int) {
    records += 1
    self.cells += cells
  }

  fileprivate mutating func add(_ counter: RecordCounter) {
    records += counter.records
    cells += counter.cells
  }
}
