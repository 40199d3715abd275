/// Writes records in a dialect; the caller takes the bytes out whenever it likes.
///
/// A cell is quoted only where it has to be: when it holds the delimiter, a quote or a line break, or starts or ends
/// with a space. What ``RecordReader`` reads from the result are the same cells.
package struct RecordWriter: Sendable {
  /// A character that the encoding lacks; 〓 stands in its place.
  package struct Unencodable: Sendable, Hashable {
    /// The cell that holds it, starting at 0.
    package var cell: Int
    package var character: Unicode.Scalar
  }

  /// What the last record lost, in its order, each character of a cell once.
  package private(set) var unencodable: [Unencodable] = []

  private let dialect: Dialect
  private let encoder: TextEncoder
  private var bytes: [UInt8] = []
  private let quote = UInt8(ascii: "\"")

  package init(dialect: Dialect) {
    self.dialect = dialect
    encoder = TextEncoder(dialect.encoding)
    if dialect.byteOrderMark { bytes = dialect.encoding.byteOrderMark }
  }

  /// Appends one record of cells in UTF-8.
  package mutating func append(cells: some Sequence<ArraySlice<UInt8>>) {
    append(cells: Array(cells))
  }

  package mutating func append(cells: [ArraySlice<UInt8>]) {
    unencodable.removeAll(keepingCapacity: true)
    var count = 0
    var isEmpty = true
    for cell in cells {
      if count > 0 { encoder.append(ascii: dialect.delimiter, to: &bytes) }
      append(cell, number: count)
      isEmpty = isEmpty && cell.isEmpty
      count += 1
    }
    if count == 1, isEmpty {
      // One empty cell is not an empty line.
      encoder.append(ascii: quote, to: &bytes)
      encoder.append(ascii: quote, to: &bytes)
    }
    for character in dialect.lineEnd.characters { encoder.append(ascii: character, to: &bytes) }
  }

  package mutating func append(cells: [String]) {
    append(cells: cells.map { ArraySlice($0.utf8) })
  }

  /// Appends a record as it was read.
  package mutating func append(_ record: Record) {
    append(cells: record.slices)
  }

  /// The bytes of the records since the last call.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func append(_ cell: ArraySlice<UInt8>, number: Int) {
    let lost: [Unicode.Scalar]
    if needsQuotes(cell) {
      encoder.append(ascii: quote, to: &bytes)
      lost = encoder.append(doublingQuotes(of: cell), to: &bytes)
      encoder.append(ascii: quote, to: &bytes)
    } else {
      lost = encoder.append(cell, to: &bytes)
    }
    for character in lost {
      let new = Unencodable(cell: number, character: character)
      if !unencodable.contains(new) { unencodable.append(new) }
    }
  }

  private func needsQuotes(_ cell: ArraySlice<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    let delimiter = dialect.delimiter
    if cell.first == space || cell.last == space { return true }
    return cell.withUnsafeBufferPointer { bytes in
      for byte in bytes
      where byte == delimiter || byte == quote || byte == LineBreak.lineFeed || byte == LineBreak.carriageReturn {
        return true
      }
      return false
    }
  }

  private func doublingQuotes(of cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var doubled: ArraySlice<UInt8> = []
    doubled.reserveCapacity(cell.count + 2)
    for byte in cell {
      if byte == quote { doubled.append(quote) }
      doubled.append(byte)
    }
    return doubled
  }
}
