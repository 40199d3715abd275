import Findings

/// Builds records of decoded lines (RFC 4180, and what legacy systems make of it).
///
/// A quote opens a quoted cell only as the first character of a cell; elsewhere it is a character like any other, so
/// that `5" wheel` and `="0400"` read as they are. A quote that would swallow other records – it never closes, closes
/// before text on a later line, runs over too many lines, or breaks the expected number of cells – costs its own line:
/// parsing resumes on the next line. Cells of such a line read as they stand.
struct RecordParser {
  /// What outlives a chunk.
  struct Progress: Sendable {
    var records = 0
  }

  let text: UnsafeMutablePointer<UInt8>
  let lines: [PhysicalLine]
  let delimiter: UInt8
  let limits: ReaderLimits
  let encoding: Encoding
  let expectedCells: Int?
  let damages: [Int: LineDamage]
  let isLast: Bool

  let quote = UInt8(ascii: "\"")
  /// The cells of the current record that contain doubled quotes.
  var escapedCells: [Int] = []

  init(
    text: UnsafeMutablePointer<UInt8>, lines: [PhysicalLine], delimiter: UInt8, limits: ReaderLimits,
    encoding: Encoding, expectedCells: Int?, damages: [Int: LineDamage], isLast: Bool
  ) {
    self.text = text
    self.lines = lines
    self.delimiter = delimiter
    self.limits = limits
    self.encoding = encoding
    self.expectedCells = expectedCells
    self.damages = damages
    self.isLast = isLast
  }

  /// Parses every record whose end is known and returns the index of the first line that is left.
  mutating func parse(into records: inout Records, progress: inout Progress) -> Int {
    var line = 0
    while line < lines.count, let (last, fault) = parseRecord(from: line, into: &records) {
      progress.records += 1 + lines[line].passedRecords
      let location = Location(
        record: progress.records, line: lines[line].number, byteOffset: lines[line].byteOffset)
      close(line...last, at: location, fault: fault, in: &records)
      line = last + 1
    }
    return line
  }

  /// Appends the cells of one record; nil when its end is not known yet.
  private mutating func parseRecord(
    from first: Int, into records: inout Records
  ) -> (last: Int, fault: RecordFault?)? {
    if lines[first].start == lines[first].end { return (first, nil) }
    if lines[first].isTooLong {
      _ = splitQuoted(from: first, isSingleLine: true, into: &records)
      return (first, .tooLong(limit: limits.recordBytes))
    }
    let isTooWide: Bool
    switch splitPlain(lines[first], into: &records) {
    case .split: return (first, nil)
    case .tooManyCells: isTooWide = true
    case .hasQuote: isTooWide = false
    }
    if isTooWide { return (first, .tooManyCells(limit: limits.cells)) }
    records.discardOpenCells()
    switch splitQuoted(from: first, isSingleLine: false, into: &records) {
    case .needsMore:
      records.discardOpenCells()
      return nil
    case .ended(let last, let fault) where last == first || fits(records):
      return (last, fault)
    case .ended, .unclosed:
      records.discardOpenCells()
      guard case .ended(_, let fault) = splitQuoted(from: first, isSingleLine: true, into: &records) else {
        preconditionFailure("A single line always ends.")
      }
      return (first, .unclosedQuote(cell: fault?.cell ?? records.openCellCount - 1))
    }
  }

  func fits(_ records: Records) -> Bool {
    guard let expectedCells else { return true }
    let count = records.openCellCount
    return count == expectedCells || (count > expectedCells && isBlank(records.openCells.dropFirst(expectedCells)))
  }

  func isBlank(_ cells: ArraySlice<CellSpan>) -> Bool {
    cells.allSatisfy { cell in
      isBlankCell(UnsafeBufferPointer(start: text + Int(cell.start), count: Int(cell.end - cell.start)))
    }
  }

  /// Closes the record, with its findings where it has any.
  private func close(
    _ place: ClosedRange<Int>, at location: Location, fault: RecordFault?, in records: inout Records
  ) {
    var ragged: RecordFault?
    if fault == nil, let expectedCells, records.openCellCount != expectedCells, !isBlank(records.openCells) {
      if !fits(records) { ragged = .ragged(actual: records.openCellCount, expected: expectedCells) }
    }
    let isDamaged = place.contains { lines[$0].isDamaged }
    guard isDamaged || fault != nil || ragged != nil else { return records.close(at: location) }
    var findings: [Finding] = []
    if let fault = fault ?? ragged { findings.append(fault.finding(at: location)) }
    for line in lines[place] where line.isDamaged {
      guard let damage = damages[line.number] else { continue }
      findings += damage.findings(of: line, cells: records.openCells, encoding: encoding, at: location)
    }
    records.close(at: location, findings: findings)
  }
}
