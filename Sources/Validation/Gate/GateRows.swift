/// Some rows of a piece that have as many cells as they should, and what was found out about them.
struct GateRows {
  /// How many rows are looked at together: their values stay in the nearest caches.
  static let most = 256

  let piece: UnsafePointer<UInt8>
  let ends: UnsafePointer<UInt32>
  let count: Int
  /// For each row: where it begins and ends in the piece, and its first cell among the ends.
  let starts: UnsafeMutablePointer<UInt32>
  let stops: UnsafeMutablePointer<UInt32>
  let cells: UnsafeMutablePointer<UInt32>
  /// Whether the row passed so far.
  let passes: UnsafeMutablePointer<Bool>

  /// Takes the pass of each row that the body calls wrong; it is asked about those only that have it.
  @inline(__always)
  func refuse(_ isWrong: (Int) -> Bool) {
    for row in 0..<count where passes[row] && isWrong(row) { passes[row] = false }
  }

  /// Hands out the cell of each row in one column; what the body says becomes part of the verdict.
  ///
  /// One column of many rows at a time, because then the kind of a cell is no question that is asked for each, and the
  /// processor works at several rows at once.
  @inline(__always)
  func judge(
    column: Int, of columns: Int, isRequired: Bool, keeping values: UnsafeMutablePointer<GateText>?,
    _ body: (GateText, inout GateText) -> Bool
  ) {
    for row in 0..<count {
      let first = Int(cells[row])
      let begin = column == 0 ? Int(starts[row]) : Int(ends[first &+ column &- 1]) &+ 1
      let end = column == columns &- 1 ? Int(stops[row]) : Int(ends[first &+ column])
      var value = GateText(start: piece + begin, count: end &- begin)
      if begin == end {
        if isRequired { passes[row] = false }
      } else if !body(value, &value) {
        passes[row] = false
        value.count = 0
      }
      if let values { values[row] = value }
    }
  }
}

extension UnsafeMutablePointer<GateText> {
  /// The values of one field, where the values of all fields are: ``GateRows/most`` of each.
  @inline(__always)
  func column(_ field: Int) -> Self { self + field &* GateRows.most }
}
