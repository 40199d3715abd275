import Findings

/// Tells the data records of a fixed-width file from its headers and trailers, and counts both.
struct FixedWidthRows: Sendable {
  private(set) var fileFindings: [Finding] = []
  private(set) var skipped = 0

  private let layout: FixedWidthLayout
  private let headerMarks: [[UInt8]]
  private let trailerMarks: [[UInt8]]
  private let cells: FixedWidthCells
  private var builder = RecordBatchBuilder()
  private var nextRecord = 1
  private var nextByteOffset = 0
  /// The data records since the last trailer that counts them.
  private var uncounted = 0
  private var countsSeen = 0

  init(layout: FixedWidthLayout) {
    self.layout = layout
    let encoder = TextEncoder(layout.encoding)
    let encoded = { (marks: [String]) in
      marks.filter { !$0.isEmpty }.map { mark in
        var bytes: [UInt8] = []
        _ = encoder.append(Array(mark.utf8)[...], to: &bytes)
        return bytes
      }
    }
    headerMarks = encoded(layout.headerMarks)
    trailerMarks = encoded(layout.trailerMarks)
    cells = FixedWidthCells(layout: layout)
  }

  /// Says where the first record starts, behind a byte order mark.
  mutating func startByteOffset(_ offset: Int) {
    nextByteOffset = offset
  }

  /// Takes the next physical record.
  mutating func take(_ raw: LineCutter.RawLine) {
    var raw = raw
    let location = Location(record: nextRecord, line: nextRecord, byteOffset: nextByteOffset)
    nextByteOffset += raw.contentCount + (raw.lineEnd?.characters.count ?? 0) * layout.encoding.unitWidth
    if endsFile(&raw) { return }
    nextRecord += 1
    if headerMarks.contains(where: { raw.content.starts(with: $0) }) {
      skipped += 1
    } else if trailerMarks.contains(where: { raw.content.starts(with: $0) }) {
      skipped += 1
      compareCount(in: raw.content, at: location)
    } else if !layout.hasLineEnds, raw.contentCount < layout.expectedBytes {
      fileFindings.append(cells.lengthFinding(actual: raw.contentCount, at: location))
    } else {
      if !raw.content.allSatisfy({ $0 == 0x20 }) { uncounted += 1 }
      cells.append(raw, at: location, to: &builder)
    }
  }

  mutating func takeBatch() -> RecordBatch { builder.takeBatch() }

  /// Ends the file. When no trailer counts the records although one should, the file may be cut off.
  mutating func finish() {
    guard layout.trailerCount != nil, countsSeen == 0 else { return }
    fileFindings.append(
      Finding(.recordCountMismatch, facts: ["expected": "?", "actual": String(uncounted)]))
  }

  /// Takes the Ctrl-Z with which programs of the DOS family end a file off the last record; true if nothing is left.
  ///
  /// Records without line ends may still be followed by one at the very end.
  private func endsFile(_ raw: inout LineCutter.RawLine) -> Bool {
    let isCutOff = layout.hasLineEnds || raw.contentCount < layout.expectedBytes
    guard raw.lineEnd == nil, isCutOff, !raw.isTooLong, layout.encoding.unitWidth == 1 else { return false }
    let count = raw.content.lastIndex { $0 != 0x1A }.map { $0 + 1 } ?? 0
    raw.content = UnsafeBufferPointer(rebasing: raw.content[..<count])
    raw.contentCount = count
    return raw.content.allSatisfy { $0 == LineBreak.lineFeed || $0 == LineBreak.carriageReturn }
  }

  /// Compares the number that a trailer holds; one without a number, as the end record of a transfer, counts nothing.
  private mutating func compareCount(in record: UnsafeBufferPointer<UInt8>, at location: Location) {
    guard let column = layout.trailerCount else { return }
    let text = String(decoding: TextDecoder(layout.encoding).decode(column.slice(of: record)), as: UTF8.self)
    let digits = text.split { $0 == " " || $0 == "\u{3000}" }.joined(separator: " ")
    guard !digits.isEmpty else { return }
    countsSeen += 1
    if Int(digits) != uncounted {
      fileFindings.append(
        Finding(
          .recordCountMismatch,
          facts: ["expected": Int(digits).map(String.init) ?? digits, "actual": String(uncounted)], at: location))
    }
    uncounted = 0
  }
}
