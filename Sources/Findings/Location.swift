/// Where in a drop something stands, in every way that a person or a program counts.
///
/// A record that was quoted over three lines is one record, one spreadsheet row and three physical lines; all three
/// numbers travel with it from the reader to the error file.
package struct Location: Sendable, Hashable, Codable {
  /// The record's ordinal among the records of the file, header and blank records counted, starting at 1.
  ///
  /// This is the row number that a spreadsheet program shows.
  package var record: Int
  /// The physical line on which the record starts, starting at 1.
  package var line: Int
  /// The offset of the record's first byte from the start of the file, in bytes of the file's own encoding.
  package var byteOffset: Int

  package init(record: Int, line: Int, byteOffset: Int) {
    self.record = record
    self.line = line
    self.byteOffset = byteOffset
  }
}
