import Tabular

/// How many records and cells a delimited text has, quotes respected; nothing is decoded, digested or checked.
package struct CellCount: Sendable, Hashable {
  package fileprivate(set) var records = 0
  package fileprivate(set) var cells = 0

  /// The layout is told from the first piece, without which a count could not begin before the file was read.
  ///
  /// `nil` for what is no delimited text by its content, or can't be counted without being decoded. Throws ``Fault``.
  package init?(of path: String) throws {
    let source = try PieceSource(path: path)
    let memory = PieceSource.memory()
    defer { memory.deallocate() }
    var piece = try source.fill(memory)
    var detector = DialectDetector()
    detector.observe(UnsafeRawBufferPointer(start: memory, count: piece.count))
    guard case .dialect(let dialect) = detector.conclude(), var counter = RecordCounter(dialect) else { return nil }
    while true {
      counter.count(UnsafeBufferPointer(start: memory, count: piece.count), isLast: piece.isLast)
      if piece.isLast { break }
      piece = try source.fill(memory)
    }
    records = counter.records
    cells = counter.cells
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
}
