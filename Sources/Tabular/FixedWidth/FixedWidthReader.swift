package import Findings

/// Reads the records of a fixed-width file, pushed in chunks of any size; it has never heard of a file.
///
/// Records are cut as bytes, and so are their cells, which are decoded one by one: in the record descriptions of the
/// systems that write such files a position is a byte. Cells keep their trailing spaces. What is held between two
/// chunks is one record, or a line of at most ``ReaderLimits/recordBytes``.
package struct FixedWidthReader: Sendable {
  private let layout: FixedWidthLayout
  private var lines: LineCutter
  private var blocks: BlockCutter
  private var rows: FixedWidthRows
  /// The first bytes, until they tell whether the file begins with a byte order mark.
  private var head: [UInt8]? = []

  package init(layout: FixedWidthLayout) {
    self.layout = layout
    lines = LineCutter(encoding: layout.encoding, limits: .standard)
    blocks = BlockCutter(length: layout.expectedBytes)
    rows = FixedWidthRows(layout: layout)
  }

  /// What concerns the file rather than one of its records, complete after ``finish()``: `recordCountMismatch` where a
  /// trailer counts otherwise or none counts at all, `recordLength` of a last record without line ends that is cut off.
  package var fileFindings: [Finding] { rows.fileFindings }
  /// How many records were headers or trailers.
  package var skipped: Int { rows.skipped }

  /// Takes the next bytes of the file and returns the data records that they complete.
  package mutating func read(_ bytes: UnsafeRawBufferPointer) -> RecordBatch {
    take(bytes.bindMemory(to: UInt8.self), isLast: false)
    return rows.takeBatch()
  }

  /// Ends the file and returns the data record that was still open.
  package mutating func finish() -> RecordBatch {
    take(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
    rows.finish()
    return rows.takeBatch()
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    if var first = head {
      first.append(contentsOf: bytes)
      let mark = layout.encoding.byteOrderMark
      guard first.count >= mark.count || isLast else {
        head = first
        return
      }
      let count = first.starts(with: mark) ? mark.count : 0
      head = nil
      rows.startByteOffset(count)
      first[count...].withUnsafeBufferPointer { cut($0, isLast: isLast) }
    } else {
      cut(bytes, isLast: isLast)
    }
  }

  private mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    var rows = rows
    if layout.hasLineEnds {
      lines.cut(bytes) { rows.take($0) }
      if isLast { lines.finish { rows.take($0) } }
    } else {
      blocks.cut(bytes) { rows.take($0) }
      if isLast { blocks.finish { rows.take($0) } }
    }
    self.rows = rows
  }
}
