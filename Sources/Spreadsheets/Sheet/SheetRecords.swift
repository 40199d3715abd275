package import Findings
package import Tabular

/// The second half of reading a sheet: what its markup tells becomes records.
package struct SheetRecords {
  private let title: String
  private let rowLimit: Int
  private var parser: SheetParser
  private var goesOn = true

  init(title: String, parser: SheetParser, rowLimit: Int) {
    self.title = title
    self.parser = parser
    self.rowLimit = rowLimit
  }

  /// Takes the next piece of the sheet and hands out the batches that it completes; `false` once the body returned it.
  ///
  /// Throws ``SheetFault`` and what the body throws.
  package mutating func take(_ piece: consuming SheetMarkup.Piece, _ body: (RecordBatch) throws -> Bool) throws -> Bool
  {
    parser.reader.take(piece.events)
    while goesOn, try parser.fillBatch() {
      goesOn = try body(parser.builder.takeBatch())
    }
    return goesOn
  }

  /// Hands out what is left, and returns the notes about the sheet.
  package mutating func finish(_ body: (RecordBatch) throws -> Bool) throws -> [Finding] {
    if goesOn, parser.builder.count > 0 { _ = try body(parser.builder.takeBatch()) }
    return parser.remarks.findings(sheet: title, lastRow: parser.row, rowLimit: rowLimit)
  }
}
