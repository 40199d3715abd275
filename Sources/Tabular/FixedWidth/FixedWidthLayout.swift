/// Where the cells of a fixed-width file stand: columns by byte, as the exporting system's record description has it.
package struct FixedWidthLayout: Sendable, Hashable, Codable {
  /// A run of bytes with a name.
  package struct Column: Sendable, Hashable, Codable {
    package var name: String
    /// The first byte of the column within its record, counted from 1.
    package var start: Int
    /// In bytes of the file's encoding; a full-width character of CP932 takes two.
    package var length: Int

    package init(name: String, start: Int, length: Int) {
      self.name = name
      self.start = start
      self.length = length
    }

    /// The part of `record` that belongs to the column; empty where the record ends before it.
    func slice(of record: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
      let first = min(max(start, 1) - 1, record.count)
      return UnsafeBufferPointer(rebasing: record[first..<first + min(max(length, 0), record.count - first)])
    }
  }

  package var encoding: Encoding
  package var columns: [Column]
  /// Bytes of a record without its line end. `nil`: a record is as long as its line, and without line ends as long as
  /// the columns reach.
  package var recordBytes: Int?
  /// Whether records are lines. Otherwise they follow each other without anything between them.
  package var hasLineEnds: Bool
  /// Records that start with one of these texts are header records, not data.
  package var headerMarks: [String]
  /// Records that start with one of these texts are trailer records, not data.
  package var trailerMarks: [String]
  /// Where a trailer holds the number of data records.
  package var trailerCount: Column?

  package init(
    encoding: Encoding, columns: [Column], recordBytes: Int? = nil, hasLineEnds: Bool = true,
    headerMarks: [String] = [], trailerMarks: [String] = [], trailerCount: Column? = nil
  ) {
    self.encoding = encoding
    self.columns = columns
    self.recordBytes = recordBytes
    self.hasLineEnds = hasLineEnds
    self.headerMarks = headerMarks
    self.trailerMarks = trailerMarks
    self.trailerCount = trailerCount
  }

  /// The byte on which the columns end.
  var columnsEnd: Int {
    columns.map { max($0.start, 1) - 1 + max($0.length, 0) }.max() ?? 0
  }

  /// How long a record should be.
  var expectedBytes: Int { recordBytes ?? columnsEnd }
}
