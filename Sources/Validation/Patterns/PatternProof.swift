// What can be known of a pattern before any text is seen.
extension Pattern {
  /// Texts that begin and end with one of some bytes and have others between them.
  struct Shape {
    var ends: [UInt8]
    var inner: [UInt8]
    var counts: ClosedRange<Int>
  }

  /// Whether every text of the shape matches; `false` where that is too much to prove.
  func matchesAll(_ shape: Shape) -> Bool {
    holds(for: shape) { $0 }
  }

  /// Whether no text of the shape matches; `false` where that is too much to prove.
  func matchesNone(_ shape: Shape) -> Bool {
    holds(for: shape) { !$0 }
  }

  /// Whether this pattern matches every text that the other one does.
  func matchesAll(_ other: Pattern) -> Bool {
    struct Pair: Hashable { var other, own: UInt32 }
    var seen: Set<Pair> = []
    var open = [Pair(other: other.table.start, own: table.start)]
    // Bytes that neither tells apart need to be asked about only once.
    let columns = Set(zip(other.table.columns, table.columns).map { Int($0) << 8 | Int($1) })
    while let pair = open.popLast() {
      guard seen.insert(pair).inserted else { continue }
      guard other.table.cells[Int(pair.other)] == 0 || table.cells[Int(pair.own)] == 1 else { return false }
      for column in columns {
        let next = other.table.cells[Int(pair.other) + column >> 8]
        guard next != 0 else { continue }
        let own = pair.own == 0 ? 0 : table.cells[Int(pair.own) + column & 0xFF]
        open.append(Pair(other: next, own: own))
      }
    }
    return true
  }

  private static let longestProof = 64

  /// Walks all texts of the shape at once: what counts of those that are equally long is the rows that they lead to.
  private func holds(for shape: Shape, _ isExpected: (Bool) -> Bool) -> Bool {
    guard shape.counts.upperBound <= Self.longestProof, shape.counts.lowerBound > 0 else { return false }
    var rows: Set<UInt32> = [table.start]
    for count in 1...shape.counts.upperBound {
      let lastRows = next(after: rows, shape.ends)
      if shape.counts.contains(count), !lastRows.allSatisfy({ isExpected($0 != 0 && table.cells[Int($0)] == 1) }) {
        return false
      }
      rows = next(after: rows, count == 1 ? shape.ends : shape.inner)
    }
    return true
  }

  private func next(after rows: Set<UInt32>, _ bytes: [UInt8]) -> Set<UInt32> {
    var reached: Set<UInt32> = []
    for row in rows {
      for column in Set(bytes.map { table.columns[Int($0)] }) {
        reached.insert(row == 0 ? 0 : table.cells[Int(row) + Int(column)])
      }
    }
    return reached
  }
}
