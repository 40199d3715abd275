import Findings
import Ledger
import Tabular

/// Makes the lines of text outputs: cells that no spreadsheet runs, in the dialect of the input.
struct OutputLine {
  private let dialect: Dialect
  private let layout: RowLayout
  private var writer: RecordWriter
  /// The cells of one line, one after the other: a buffer for all of them instead of one for each.
  private var text: [UInt8] = []
  private var ends: [Int] = []

  init(dialect: Dialect, layout: RowLayout) {
    self.dialect = dialect
    self.layout = layout
    writer = RecordWriter(dialect: dialect)
  }

  /// The line of the headings, after what the file begins with.
  mutating func header() -> [UInt8] { line(of: layout.header) }

  /// One line of output; what the dialect's encoding can't carry stands as 〓 and is noted on the row.
  mutating func line(of row: OutputRow, and member: [String]) -> [UInt8] {
    let bytes = line(of: layout.cells(of: row, and: member))
    if writer.unencodable.isEmpty { return bytes }
    // Damage has a finding of its own already.
    let lost = Set(writer.unencodable.map(\.character)).subtracting(["\u{FFFD}", "\u{2400}"]).sorted()
    if lost.isEmpty { return bytes }
    // Named by number: the character itself is just what this file can't show.
    let characters = lost.map { character in
      let number = "U+" + String(character.value, radix: 16, uppercase: true)
      return Substitution.suggestion(for: character).map { "\(number)→\($0)" } ?? number
    }.joined(separator: " ")
    var noted = row.record
    noted.findings.append(
      Finding(.unencodableCharacter, facts: ["encoding": dialect.encoding.title, "value": characters]))
    return line(of: layout.cells(of: OutputRow(noted, in: layout.words), and: member))
  }

  private mutating func line(of cells: [String]) -> [UInt8] {
    text.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for cell in cells {
      append(cell)
      ends.append(text.count)
    }
    var start = 0
    writer.append(
      cells: ends.map { end in
        defer { start = end }
        return text[start..<end]
      })
    return writer.takeBytes()
  }

  private mutating func append(_ cell: String) {
    let isPlain = cell.utf8.withContiguousStorageIfAvailable { bytes in
      guard SpreadsheetGuard.isHarmless(bytes) else { return false }
      text.append(contentsOf: bytes)
      return true
    }
    if isPlain != true { text.append(contentsOf: SpreadsheetGuard.harmless(cell).utf8) }
  }
}
