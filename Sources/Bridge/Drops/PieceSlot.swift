import Findings
import Tabular
import Validation

/// One piece of a file on the desk of one thread: its bytes, and what was made of them.
///
/// Only one thread has it at a time: the one that fills it, the one that judges it, the one that takes the results.
final class PieceSlot: @unchecked Sendable {
  private(set) var bytes: UnsafeBufferPointer<UInt8>
  private(set) var isLast = false
  /// Where the piece begins in the file.
  private(set) var offset = 0
  private(set) var passed: [GatedReader.PassedRow] = []
  private(set) var judged: [RowJudge.Judged] = []
  private(set) var endsInQuote = false
  /// Where the reader was taken to stand before the piece, and where it stood behind it; `nil` within a record.
  private(set) var begin = RecordReader.Position()
  private(set) var end: RecordReader.Position?

  private let memory = PieceSource.memory()
  private let work: PieceWork
  private var reader: GatedReader

  init(_ work: PieceWork) {
    self.work = work
    reader = GatedReader(gate: work.gate, dialect: work.dialect, firstRow: work.firstRow)
    bytes = UnsafeBufferPointer(start: memory, count: 0)
  }

  deinit { memory.deallocate() }

  /// Takes the next piece, which is taken to begin with a record there; returns where the one behind it would begin, were
  /// every line a record.
  func fill(from source: PieceSource, at position: RecordReader.Position, _ offset: Int) throws -> RecordReader.Position
  {
    begin = position
    try take(from: source, offset)
    let lines = CellIndex.lineCount(of: bytes)
    return RecordReader.Position(
      records: position.records + lines, lines: position.lines + lines, bytes: position.bytes + bytes.count)
  }

  private func take(from source: PieceSource, _ offset: Int) throws {
    let piece = try source.fill(memory)
    bytes = UnsafeBufferPointer(start: memory, count: piece.count)
    isLast = piece.isLast
    self.offset = offset
  }

  /// Judges the piece as one that begins with a record.
  func judge() {
    reader.begin(at: begin)
    goOn()
  }

  /// Judges it again where the piece before ended otherwise than was taken to be known; returns whether it had to.
  func settle(behind previous: PieceSlot?) -> Bool {
    guard let previous, previous.end != begin else { return false }
    follow(previous)
    return true
  }

  /// Judges the piece behind another one, whose end is known.
  func follow(_ previous: PieceSlot?) {
    guard let previous, previous.end != begin else { return judge() }
    if let end = previous.end {
      begin = end
      judge()
    } else {
      // Within a record: the reader that began it goes on.
      swap(&reader, &previous.reader)
      goOn()
    }
  }

  /// Takes the next piece and judges it as what follows this one.
  func goOn(from source: PieceSource) throws {
    try take(from: source, offset + bytes.count)
    goOn()
  }

  private func goOn() {
    let reading = reader.read(bytes, isLast: isLast)
    passed = reading.passed
    judged = []
    for record in reading.batches.joined() where record.location.record >= work.firstRow {
      judged.append(work.judge.judged(work.selection.forgiven(record)))
    }
    endsInQuote = isLast && reading.endsInQuote
    end = reader.isAtRest ? reader.position : nil
  }
}

/// What all slots of a file have in common.
struct PieceWork: Sendable {
  let gate: RowGate
  let dialect: Dialect
  let firstRow: Int
  let selection: RowSelection
  let judge: RowJudge
}
