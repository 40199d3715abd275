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
  /// 1 where the row passed so far.
  let passes: UnsafeMutablePointer<UInt8>

  /// Takes the pass of each row that the body calls wrong; it is asked about those only that have it.
  @inline(__always)
  func refuse(_ isWrong: (Int) -> Bool) {
    for row in 0..<count where passes[row] != 0 && isWrong(row) { passes[row] = 0 }
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
      var value = cell(of: row, column: column, of: columns)
      if value.count == 0 {
        if isRequired { passes[row] = 0 }
      } else if !body(value, &value) {
        passes[row] = 0
        value.count = 0
      }
      if let values { values[row] = value }
    }
  }

  /// The same for codes of one byte, without a question that depends on a cell; the code is kept, or 0 for an empty cell.
  ///
  /// - Parameter verdicts: as ``CodeTable`` has them.
  func judge(
    column: Int, of columns: Int, by verdicts: UnsafePointer<UInt8>, keeping codes: UnsafeMutablePointer<UInt8>?
  ) {
    if column == 0 || column == columns &- 1 {
      for row in 0..<count { judge(row, cell(of: row, column: column, of: columns), by: verdicts, keeping: codes) }
    } else {
      let ends = ends + column
      for row in 0..<count {
        let place = Int(cells[row])
        let begin = Int(ends[place &- 1]) &+ 1
        let cell = GateText(start: piece + begin, count: Int(ends[place]) &- begin)
        judge(row, cell, by: verdicts, keeping: codes)
      }
    }
  }

  @inline(__always)
  private func judge(
    _ row: Int, _ cell: GateText, by verdicts: UnsafePointer<UInt8>, keeping codes: UnsafeMutablePointer<UInt8>?
  ) {
    // Of an empty cell this is what ends it.
    let byte = cell[0]
    passes[row] &= verdicts[cell.count == 1 ? Int(byte) : CodeTable.place(ofOther: cell.count)]
    if let codes { codes[row] = cell.count == 1 ? byte : 0 }
  }

  /// The same by a machine, four rows at a time; a kept value is the cell as it stands in the file.
  ///
  /// - Parameter most: the bytes of the longest cell that the machine is enough for; the body is asked about longer ones.
  @inline(__always)
  func judge(
    column: Int, of columns: Int, by machine: CellMachine, most: Int, keeping values: UnsafeMutablePointer<GateText>?,
    _ body: (GateText) -> Bool
  ) {
    var row = 0
    while row < count {
      let rows = (row, min(row &+ 1, count &- 1), min(row &+ 2, count &- 1), min(row &+ 3, count &- 1))
      let cells = (
        cell(of: rows.0, column: column, of: columns), cell(of: rows.1, column: column, of: columns),
        cell(of: rows.2, column: column, of: columns), cell(of: rows.3, column: column, of: columns)
      )
      let starts = (
        cells.0.start.unsafelyUnwrapped, cells.1.start.unsafelyUnwrapped, cells.2.start.unsafelyUnwrapped,
        cells.3.start.unsafelyUnwrapped
      )
      // Beside a longer one, a cell is read beyond its end: no further than may be read behind a piece.
      let longest = cells.0.count | cells.1.count | cells.2.count | cells.3.count
      let accepted =
        longest < CellMachine.longestBesideOthers
        ? machine.accepts(starts)
        : (
          machine.accepts(starts.0), machine.accepts(starts.1), machine.accepts(starts.2), machine.accepts(starts.3)
        )
      func settle(_ row: Int, _ cell: GateText, _ isAccepted: Bool) {
        let isRight = isAccepted && (cell.count <= most || body(cell))
        if !isRight { passes[row] = 0 }
        if let values { values[row] = GateText(start: cell.start, count: isRight ? cell.count : 0) }
      }
      settle(rows.0, cells.0, accepted.0)
      settle(rows.1, cells.1, accepted.1)
      settle(rows.2, cells.2, accepted.2)
      settle(rows.3, cells.3, accepted.3)
      row &+= 4
    }
  }

  @inline(__always)
  private func cell(of row: Int, column: Int, of columns: Int) -> GateText {
    let first = Int(cells[row])
    let begin = column == 0 ? Int(starts[row]) : Int(ends[first &+ column &- 1]) &+ 1
    let end = column == columns &- 1 ? Int(stops[row]) : Int(ends[first &+ column])
    return GateText(start: piece + begin, count: end &- begin)
  }
}

/// What becomes of each byte as a cell, 1 for a code; behind them, of an empty cell and of one with more bytes.
enum CodeTable {
  static func table(of codes: [UInt8], isRequired: Bool) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: 258)
    for code in codes { table[Int(code)] = 1 }
    table[256] = isRequired ? 0 : 1
    return table
  }

  @inline(__always)
  static func place(ofOther count: Int) -> Int { count == 0 ? 256 : 257 }
}
