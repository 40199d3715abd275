/// How far a reader follows a workbook; what goes beyond ends the reading with `workbookTooBig`.
///
/// Bytes are those that were really inflated. What the archive states about sizes is never believed.
package struct WorkbookLimits: Sendable, Hashable {
  /// The inflated bytes of a sheet, and the bytes of text that its cells may hand out.
  package var sheetBytes: Int = 2 << 30
  /// The inflated bytes of the shared strings' part.
  package var sharedStringsPartBytes: Int = 512 << 20
  /// The inflated bytes of any other part: the workbook, its styles, its relationships.
  package var otherPartBytes: Int = 64 << 20
  /// What the shared strings may hold in memory.
  package var sharedStringsBytes: Int = 256 << 20
  /// How many bytes one compressed byte may become, once ``ratioFreeBytes`` are inflated.
  ///
  /// DEFLATE can reach 1,032; 50,000 rows of nothing but empty cells, whose references count up, reach 11.
  package var compressionRatio: Int = 200
  /// Small parts may compress as well as they like.
  package var ratioFreeBytes: Int = 16 << 20
  /// Cells of a row up to the last one that has a value.
  package var cells: Int = 1_000
  /// The text of one row, in bytes of UTF-8.
  package var rowBytes: Int = 4 << 20
  /// The rows of a sheet; Excel itself ends here.
  package var rows: Int = 1_048_576
  /// How deep elements may be nested.
  package var depth: Int = 64
  /// The files in the archive.
  package var parts: Int = 20_000

  package init() {}

  package static let standard = WorkbookLimits()
}
