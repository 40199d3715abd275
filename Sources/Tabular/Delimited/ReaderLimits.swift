/// How far a reader follows a malformed file before it gives up a record.
package struct ReaderLimits: Sendable, Hashable {
  /// The longest record, in bytes of the file; also bounds what a reader ever holds beyond one chunk.
  package var recordBytes: Int
  package var cells: Int
  /// The most physical lines that one quoted cell may span.
  package var linesInCell: Int
  /// How much of a line that is too long stays readable in its record, in bytes of the file.
  package var excerptBytes: Int

  package init(recordBytes: Int = 1 << 20, cells: Int = 1_000, linesInCell: Int = 100, excerptBytes: Int = 1_024) {
    self.recordBytes = recordBytes
    self.cells = cells
    self.linesInCell = linesInCell
    self.excerptBytes = excerptBytes
  }

  package static let standard = ReaderLimits()
}
