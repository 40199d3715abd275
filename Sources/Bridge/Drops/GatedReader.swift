import Findings
import Tabular
import Validation

/// Reads pieces of a delimited file: rows that the gate lets pass are only noted, all others become records.
struct GatedReader: ~Copyable {
  /// A row without findings of its own, and where it stands.
  struct PassedRow {
    /// The fingerprint of its key; 0 where it has none.
    var key: UInt64
    var record: UInt32
    var line: UInt32
    /// Where it begins in the piece, and its bytes with the line end.
    var start: UInt32
    var count: UInt32
  }

  /// What a piece holds, both lists in the order of the file.
  struct Reading {
    var passed: [PassedRow] = []
    var batches: [RecordBatch] = []
  }

  private let gate: RowGate
  private let dialect: Dialect
  private let firstRow: Int
  private var reader: RecordReader
  private var desk: GateDesk
  private var index = CellIndex()
  /// Lines that the gate did not let pass, each a record by itself, until the reader is given all of them at once.
  private var held: [UInt8] = []
  private var heldLines = 0
  private var gaps: [RecordReader.Gap] = []
  /// The rows that passed since the last line that was held.
  private var gap = RecordReader.Position()
  /// How many lines are given to the reader at once while it is asked again and again, as a power of two.
  private var patience = 0

  init(gate: RowGate, dialect: Dialect, firstRow: Int) {
    self.gate = gate
    self.dialect = dialect
    self.firstRow = firstRow
    reader = RecordReader(dialect: dialect)
    reader.expectedCells = gate.columnCount
    desk = GateDesk(for: gate)
  }

  /// Whether the next piece begins with a record, and which one.
  var isAtRest: Bool { reader.isAtRest }
  var position: RecordReader.Position { reader.position }

  /// Begins anew with a record that stands there.
  mutating func begin(at position: RecordReader.Position) {
    let expectedCells = reader.expectedCells
    reader = RecordReader(dialect: dialect)
    reader.expectedCells = expectedCells
    reader.pass(over: position)
    patience = 0
  }

  mutating func read(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Reading {
    var reading = Reading()
    index.read(piece, delimiter: gate.delimiter)
    gate.judge(piece, index, &desk)
    reading.passed.reserveCapacity(index.lineCount)
    var line = 0
    var start = 0
    while line < index.lineCount {
      if reader.isAtRest, reader.position.records + 1 >= firstRow {
        passLines(of: piece, &line, &start, &reading)
        flush(&reading)
        if line == index.lineCount { break }
      }
      let count = min(index.lineCount - line, 1 << min(patience, 20))
      let end = Int(index.ends[Int(index.lines[line + count - 1]) - 1]) + 1
      give(UnsafeBufferPointer(rebasing: piece[start..<end]), &reading)
      if reader.position.records + 1 >= firstRow { patience += 1 }
      line += count
      start = end
    }
    if start < piece.count { give(UnsafeBufferPointer(rebasing: piece[start...]), &reading) }
    if isLast { reading.add(reader.finish()) }
    return reading
  }

  /// Goes on until a line asks for a reader that sees quotes.
  private mutating func passLines(
    of piece: UnsafeBufferPointer<UInt8>, _ line: inout Int, _ start: inout Int, _ reading: inout Reading
  ) {
    var position = reader.position
    while line < index.lineCount {
      let end = Int(index.ends[Int(index.lines[line]) &- 1]) &+ 1
      position.records &+= 1
      position.lines &+= 1
      if desk.passes[line] {
        let key = desk.keys[line]
        reading.passed.append(
          PassedRow(
            key: key, record: UInt32(truncatingIfNeeded: position.records),
            line: UInt32(truncatingIfNeeded: position.lines), start: UInt32(truncatingIfNeeded: start),
            count: UInt32(truncatingIfNeeded: end &- start)))
        gap.records &+= 1
        gap.lines &+= 1
        gap.bytes &+= end &- start
        patience = 0
      } else {
        let bytes = UnsafeBufferPointer(rebasing: piece[start..<end])
        if Self.needsReader(bytes) { return }
        hold(bytes)
      }
      start = end
      line &+= 1
    }
  }

  private mutating func hold(_ line: UnsafeBufferPointer<UInt8>) {
    if gap.records > 0 {
      gaps.append(RecordReader.Gap(before: heldLines, gap))
      gap = RecordReader.Position()
    }
    held.append(contentsOf: line)
    heldLines += 1
  }

  /// Gives the held lines to the reader and moves it to where the next line begins.
  private mutating func flush(_ reading: inout Reading) {
    if heldLines > 0 {
      reading.add(held.withUnsafeBytes { reader.read($0, gaps: gaps) })
      held.removeAll(keepingCapacity: true)
      gaps.removeAll(keepingCapacity: true)
      heldLines = 0
    }
    if gap.records > 0 { reader.pass(over: gap) }
    gap = RecordReader.Position()
  }

  private mutating func give(_ bytes: UnsafeBufferPointer<UInt8>, _ reading: inout Reading) {
    reading.add(reader.read(UnsafeRawBufferPointer(bytes)))
  }

  /// Whether a line holds a quote, or a CR that ends a line within it.
  private static func needsReader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var quotes: UInt8 = 0
    var returns = 0
    for byte in line {
      quotes |= byte == 0x22 ? 1 : 0
      returns &+= byte == 0x0D ? 1 : 0
    }
    let isPair = line.count > 1 && line[line.count - 2] == 0x0D
    return quotes != 0 || returns > (isPair ? 1 : 0)
  }
}

extension GatedReader.Reading {
  fileprivate mutating func add(_ batch: RecordBatch) {
    if !batch.isEmpty { batches.append(batch) }
  }

  /// Whether the file ends inside a quoted cell; asked of the last piece.
  var endsInQuote: Bool {
    batches.last?.contains { $0.findings.contains { $0.code == .unclosedQuote } } ?? false
  }
}
