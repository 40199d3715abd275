package import Findings

/// Collects the records of a format that has no text of its own to slice: XML, workbooks, fixed-width text.
///
/// Cells are appended to the open record; ``closeRecord(at:findings:)`` ends it. A batch should be taken every few
/// thousand records, and must be before its text reaches 4 GiB.
package struct RecordBatchBuilder: Sendable {
  private var text: [UInt8] = []
  private var cells: [CellSpan] = []
  private var entries: [RecordEntry] = []
  private var findings: [[Finding]] = []
  private var firstOpenCell = 0

  package init() {}

  /// How many records are closed.
  package var count: Int { entries.count }
  /// How many bytes of text the batch holds.
  package var byteCount: Int { text.count }
  /// How many cells the open record has.
  package var openCellCount: Int { cells.count - firstOpenCell }

  /// Appends a cell of the open record, in UTF-8.
  ///
  /// Not generic, because a generic function of another room isn't specialised, and every cell of a workbook comes here.
  package mutating func append(_ cell: ArraySlice<UInt8>) {
    cell.withUnsafeBufferPointer { append($0) }
  }

  /// Appends a cell of the open record, in UTF-8.
  package mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
    let start = UInt32(text.count)
    text.append(contentsOf: cell)
    cells.append(CellSpan(start: start, end: UInt32(text.count)))
  }

  /// Appends empty cells until the open record has this many.
  package mutating func pad(to count: Int) {
    while openCellCount < count { append([]) }
  }

  /// Ends the open record, even one without cells.
  package mutating func closeRecord(at location: Location, findings new: [Finding] = []) {
    entries.append(
      RecordEntry(
        location: location, firstCell: UInt32(firstOpenCell), findings: new.isEmpty ? -1 : Int32(findings.count)))
    if !new.isEmpty { findings.append(new) }
    firstOpenCell = cells.count
  }

  /// The closed records since the last call; no record may be open.
  package mutating func takeBatch() -> RecordBatch {
    precondition(openCellCount == 0, "A batch was taken in the middle of a record.")
    let batch = RecordBatch(RecordStorage(text: text, cells: cells, entries: entries, findings: findings))
    // The next batch will be about as long.
    let (bytes, spans, records) = (text.count, cells.count, entries.count)
    self = RecordBatchBuilder()
    text.reserveCapacity(bytes)
    cells.reserveCapacity(spans)
    entries.reserveCapacity(records)
    return batch
  }
}
