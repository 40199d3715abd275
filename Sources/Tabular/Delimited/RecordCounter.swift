/// Counts the records and cells of a delimited file, quotes respected, without making any of them.
///
/// Lines without quotes are counted sixty-four bytes at a time; the others are given to a ``RecordReader``, which knows
/// what quotes mean.
package struct RecordCounter {
  package private(set) var records = 0
  package private(set) var cells = 0

  private let delimiter: UInt8
  private var reader: RecordReader

  /// Whether no record that began reaches into what comes next.
  package var isAtRest: Bool { reader.isAtRest }

  /// `nil` where the dialect's bytes don't tell its cells (``Dialect/hasPlainDelimiters``).
  package init?(_ dialect: Dialect) {
    guard dialect.hasPlainDelimiters else { return nil }
    delimiter = dialect.delimiter
    reader = RecordReader(dialect: dialect)
  }

  /// Counts what ends within a piece, which ends with a line end where it can and has ``CellIndex/padding`` behind it.
  package mutating func count(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    var start = 0
    var patience = 0
    while start < piece.count {
      if reader.isAtRest {
        let plain = countPlain(piece, from: start)
        if plain > start { patience = 0 }
        start = plain
        if start == piece.count { break }
      }
      let end = Self.end(of: 1 << min(patience, 20), in: piece, from: start)
      add(reader.read(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(piece)[start..<end])))
      patience += 1
      start = end
    }
    if isLast { add(reader.finish()) }
  }

  private mutating func add(_ batch: RecordBatch) {
    records += batch.count
    for record in batch { cells += record.count }
  }

  /// Counts whole lines up to one with a quote or a lone CR, and returns where that begins.
  private mutating func countPlain(_ piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let base = piece.baseAddress!
    var offset = start
    var line = start
    var counted = (records: 0, cells: 0)
    var open = 0
    // The bits that the block before hands on: whether it ended with LF, with CR, and with a CR after an LF.
    var lastBreak: UInt64 = 1
    var lastEmpty: UInt64 = 0
    while offset < piece.count {
      let block = ByteBlock(base + offset)
      let left = piece.count &- offset
      let mask = left < ByteBlock.width ? (1 &<< UInt64(left)) &- 1 : UInt64.max
      let breaks = block.places(of: LineBreak.lineFeed) & mask
      let returns = block.places(of: LineBreak.carriageReturn) & mask
      let quotes = block.places(of: UInt8(ascii: "\"")) & mask
      let behindBreak = breaks &<< 1 | lastBreak
      // A CR that no LF follows, as far as this block and the first byte of the next one tell.
      let follows = left > ByteBlock.width && base[offset &+ ByteBlock.width] == LineBreak.lineFeed
      let paired = breaks &>> 1 | (follows ? 1 &<< 63 : 0)
      if quotes | (returns & ~paired) != 0 { break }
      let emptyReturns = returns & behindBreak
      let empty = breaks & (behindBreak | (emptyReturns &<< 1 | lastEmpty))
      let delimiters = block.places(of: delimiter) & mask
      if breaks != 0 {
        let behind = 63 &- breaks.leadingZeroBitCount
        let before = delimiters & ((2 &<< UInt64(behind)) &- 1)
        counted.records &+= breaks.nonzeroBitCount
        counted.cells &+= open &+ before.nonzeroBitCount &+ breaks.nonzeroBitCount &- empty.nonzeroBitCount
        open = (delimiters & ~before).nonzeroBitCount
        line = offset &+ behind &+ 1
      } else {
        open &+= delimiters.nonzeroBitCount
      }
      lastBreak = breaks &>> 63
      lastEmpty = emptyReturns &>> 63
      offset &+= ByteBlock.width
    }
    records += counted.records
    cells += counted.cells
    return line
  }

  /// Behind so many lines, or the end of the piece.
  private static func end(of lines: Int, in piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var left = lines
    for place in start..<piece.count where piece[place] == LineBreak.lineFeed {
      left -= 1
      if left == 0 { return place + 1 }
    }
    return piece.count
  }
}
