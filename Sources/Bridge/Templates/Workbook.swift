import CXlsxWriter
import Findings
import Foundation

/// A spreadsheet under construction by libxlsxwriter; closing it gives its bytes.
///
/// Owns everything that the library makes for it. The library writes into a file that never lives longer than this value.
struct Workbook: ~Copyable {
  enum Style: CaseIterable { case text, wrapped, heading, requiredHeading, title, wrong }

  /// The rows that a sheet can have, the header counted.
  static let maximumRows = 1_048_576

  /// A sheet, by its number in this workbook.
  struct Sheet { var number: Int }

  private let path: String
  /// `nil` once it is closed.
  private var handle: UnsafeMutablePointer<lxw_workbook>?
  private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]

  /// Throws ``Fault`` `writeFailed`.
  ///
  /// - Parameters:
  ///   - temporaryPath: where the library's file lives; in the temporary folder unless told.
  ///   - rowsInOrder: promises that each sheet is written row after row, which takes no memory for its cells.
  init(at temporaryPath: String? = nil, rowsInOrder: Bool = false) throws(Fault) {
    path =
      temporaryPath
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-\(UUID().uuidString).xlsx").path
    var options = lxw_workbook_options()
    options.constant_memory = rowsInOrder ? 1 : 0
    guard let handle = workbook_new_opt(path, &options) else {
      throw Fault(.writeFailed, ["path": path, "reason": "memory"])
    }
    self.handle = handle
    for style in Style.allCases { formats[style] = Self.format(style, in: handle) }
  }

  deinit {
    if let handle { lxw_workbook_free(handle) }
    try? FileManager.default.removeItem(atPath: path)
  }

  // MARK: Sheets

  /// Adds a sheet; characters that a sheet's name can't have are left out.
  mutating func addSheet(named name: String) throws(Fault) -> Sheet {
    let plain = String(name.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
    guard let sheet = workbook_add_worksheet(handle, plain) else { throw fault("a sheet's name") }
    sheets.append(sheet)
    return Sheet(number: sheets.count - 1)
  }

  func freezeFirstRow(of sheet: Sheet) {
    worksheet_freeze_panes(sheets[sheet.number], 1, 0)
  }

  /// Puts filters on the header of a table that starts in the first cell.
  func filter(rows: Int, columns: Int, of sheet: Sheet) throws(Fault) {
    try check(worksheet_autofilter(sheets[sheet.number], 0, 0, lxw_row_t(rows - 1), lxw_col_t(columns - 1)))
  }

  /// Says when the workbook was made, in place of the moment of writing: the same content gives the same bytes.
  func date(_ secondsSince1970: Int64) {
    var properties = lxw_doc_properties()
    properties.created = time_t(secondsSince1970)
    workbook_set_properties(handle, &properties)
  }

  /// Makes the cells of a whole column text.
  func format(column: Int, of sheet: Sheet, width: Double) {
    let number = lxw_col_t(column)
    _ = worksheet_set_column(sheets[sheet.number], number, number, width, formats[.text])
  }

  /// Makes a row high enough; not every spreadsheet does that by itself.
  func format(row: Int, of sheet: Sheet, lines: Int) {
    _ = worksheet_set_row(sheets[sheet.number], lxw_row_t(row), 16 * Double(lines), nil)
  }

  // MARK: Cells

  func write(_ text: String, row: Int, column: Int, of sheet: Sheet, as style: Style) throws(Fault) {
    try check(
      worksheet_write_string(sheets[sheet.number], lxw_row_t(row), lxw_col_t(column), text, formats[style]))
  }

  func comment(_ text: String, row: Int, column: Int, of sheet: Sheet) throws(Fault) {
    var options = lxw_comment_options()
    options.width = 260
    options.height = UInt16(min(400, 24 + 20 * text.split(separator: "\n").count))
    try check(
      worksheet_write_comment_opt(sheets[sheet.number], lxw_row_t(row), lxw_col_t(column), text, &options))
  }

  /// Offers values below a column's heading; others are allowed after a warning, since codes and words both are read.
  func offer(_ values: [String], column: Int, of sheet: Sheet) throws(Fault) {
    // The library copies the list before it returns.
    let list = values.map { strdup($0) }
    defer { list.forEach { free($0) } }
    var pointers = list + [nil]
    let result = cxlsxwriter_offer(sheets[sheet.number], lxw_col_t(column), &pointers)
    try check(result)
  }

  // MARK: The end

  /// Finishes the workbook and gives its bytes. Throws ``Fault`` `writeFailed`.
  consuming func close() throws(Fault) -> [UInt8] {
    try finish()
    guard let data = FileManager.default.contents(atPath: path) else { throw fault("temporary file") }
    return Array(data)
  }

  /// Finishes the workbook and hands out its bytes in chunks. Throws ``Fault`` and what the body throws.
  consuming func close(into body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try finish()
    try InputFile(path: path).readChunks { chunk in
      try body(chunk)
      return true
    }
  }

  private mutating func finish() throws(Fault) {
    let closing = handle
    handle = nil
    // Frees everything, whatever it returns.
    try check(workbook_close(closing))
  }

  private func check(_ result: lxw_error) throws(Fault) {
    guard result == LXW_NO_ERROR else { throw fault(String(cString: lxw_strerror(result))) }
  }

  private func fault(_ reason: String) -> Fault { Fault(.writeFailed, ["path": path, "reason": reason]) }

  private static func format(
    _ style: Style, in workbook: UnsafeMutablePointer<lxw_workbook>
  ) -> UnsafeMutablePointer<lxw_format>? {
    let format = workbook_add_format(workbook)
    format_set_num_format(format, "@")
    switch style {
    case .text: break
    case .wrapped:
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .heading, .requiredHeading:
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bg_color(format, style == .heading ? 0xE8EEF4 : 0xFFE2C6)
      if style == .requiredHeading { format_set_bold(format) }
    case .wrong: format_set_bg_color(format, 0xFFC7CE)
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 14)
    }
    return format
  }
}
