package import Findings
package import Tabular

/// One open workbook (`.xlsx`, ISO/IEC 29500): its sheets, and the rows of each as records.
///
/// In memory stand the shared strings, the styles and one batch; a sheet of any length is read at the same size.
package final class WorkbookReader {
  private let archive: WorkbookArchive
  private let workbook: WorkbookPart
  private var loaded: (strings: SharedStrings, styles: StyleSheet)?

  /// Opens a file and reads what sheets it has.
  ///
  /// Throws ``Fault`` where the file can't be opened (`fileMissing`, `isDirectory`, `notRegularFile`, `fileUnreadable`),
  /// ``SheetFault`` with `workbookDamaged` or `workbookTooBig` where it is no workbook that can be read.
  package init(path: String, limits: WorkbookLimits = .standard) throws {
    archive = try WorkbookArchive(path: path, limits: limits)
    workbook = try WorkbookPart(in: archive)
  }

  /// The sheets with cells, in the workbook's order.
  package var sheets: [SheetName] { workbook.sheets.map(\.name) }

  /// Hands out the rows of a sheet in batches of some 2,000, until the body returns `false`.
  ///
  /// `sheet` is a title; nil means the first sheet that is not hidden, or the first one where all are. A record's number
  /// and line are the row that Excel shows; rows without a value are absent. Returns notes (`hiddenCells`,
  /// `spreadsheetLimit`) about what was read. Throws ``SheetFault`` with `workbookDamaged`, also for a sheet that isn't
  /// there, or `workbookTooBig`, and what the body throws. Batches before a fault were handed out already.
  package func readRecords(of sheet: String?, _ body: (RecordBatch) throws -> Bool) throws -> [Finding] {
    let sheet = try open(sheet)
    var records = sheet.records
    try sheet.markup.readPieces { try records.take($0, body) }
    return try records.finish(body)
  }

  /// The two halves of reading a sheet, which may be two threads' work: each piece of the first is handed to the second.
  ///
  /// Until both are done, the reader itself must not be used. Throws ``SheetFault`` as ``readRecords(of:_:)`` does.
  package func open(_ sheet: String?) throws -> (markup: SheetMarkup, records: SheetRecords) {
    let chosen = try find(sheet)
    let (strings, styles) = try load()
    let limits = archive.limits
    let markup = try SheetMarkup(archive.open(chosen.part, limit: limits.sheetBytes))
    let parser = SheetParser(
      part: chosen.part, reader: PartReader(partNamed: chosen.part, limits: limits), limits: limits,
      cell: CellParser(strings: strings, styles: styles, is1904: workbook.is1904))
    return (markup, SheetRecords(title: chosen.name.title, parser: parser, rowLimit: limits.rows))
  }

  /// Whether a file ends as a ZIP archive does, with its directory; a copy that is still being written doesn't.
  package static func looksWhole(path: String) -> Bool {
    (try? WorkbookArchive(path: path, limits: .standard)) != nil
  }

  private func find(_ title: String?) throws -> WorkbookPart.Sheet {
    let found =
      if let title {
        workbook.sheets.first { $0.name.title == title }
      } else {
        workbook.sheets.first { !$0.name.isHidden } ?? workbook.sheets.first
      }
    guard let found else { throw SheetFault.damaged("no sheet “\(title ?? "")”") }
    return found
  }

  /// Reads the parts that every sheet refers to, once.
  private func load() throws -> (strings: SharedStrings, styles: StyleSheet) {
    if let loaded { return loaded }
    let new = (
      strings: try workbook.sharedStrings.map { try SharedStrings(part: $0, in: archive) } ?? SharedStrings(),
      styles: try workbook.styles.map { try StyleSheet(part: $0, in: archive) } ?? StyleSheet()
    )
    loaded = new
    return new
  }
}
