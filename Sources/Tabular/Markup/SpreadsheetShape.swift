import Findings

/// One worksheet of Excel's “XML Spreadsheet 2003”, its rows as they stand; a record is a row of the sheet.
final class SpreadsheetShape: MarkupShape {
  static let namespace = "urn:schemas-microsoft-com:office:spreadsheet"

  /// What an open element is for the sheet.
  private enum Role {
    case workbook, sheet, table, row, cell, data
    /// Formatting within a cell's text.
    case run
    case skipped
  }

  let functionName: String? = nil

  private let sheet: String?
  private let records: MarkupRecords
  private var roles: [Role] = []
  private var isSheetSeen = false
  private var nextRow = 1

  // The open row and its open cell.
  private var location = Location(record: 1, line: 1, byteOffset: 0)
  private var cells: [[UInt8]] = []
  private var text: [UInt8] = []
  private var type: String?
  private var mergedCells = 0
  private var rowSpan = 0

  init(sheet: String?, records: MarkupRecords) {
    self.sheet = sheet
    self.records = records
  }

  var missing: String? { isSheetSeen ? nil : sheet ?? "Worksheet" }

  func open(_ element: MarkupElement) {
    let role = role(of: element)
    roles.append(role)
    switch role {
    case .sheet: isSheetSeen = true
    case .row: openRow(element)
    case .cell: openCell(element)
    case .data: type = element[attribute: "Type"].map { String(decoding: $0, as: UTF8.self) }
    case .workbook, .table, .run, .skipped: break
    }
  }

  func append(_ new: UnsafeBufferPointer<UInt8>) {
    guard roles.last == .data || roles.last == .run, records.mayGrow(by: new.count) else { return }
    text.append(contentsOf: new)
  }

  func close() {
    switch roles.removeLast() {
    case .cell: closeCell()
    case .row:
      records.close(cells, at: location)
      nextRow += 1 + rowSpan
    case .workbook, .sheet, .table, .data, .run, .skipped: break
    }
  }

  /// Comments hold `Data` too and a reading aid stands beside or within a text, so an element counts by its parent.
  private func role(of element: MarkupElement) -> Role {
    let name = element.name
    if roles.last == .data || roles.last == .run { return name == "PhoneticText" ? .skipped : .run }
    guard element.namespace == Self.namespace else { return .skipped }
    return switch (roles.last, name) {
    case (nil, "Workbook"): .workbook
    case (.workbook, "Worksheet"): isWanted(element) ? .sheet : .skipped
    case (.sheet, "Table"): .table
    case (.table, "Row"): .row
    case (.row, "Cell"): .cell
    case (.cell, "Data"): .data
    default: .skipped
    }
  }

  private func isWanted(_ element: MarkupElement) -> Bool {
    guard !isSheetSeen, let sheet else { return !isSheetSeen }
    return element[attribute: "Name"] == Array(sheet.utf8)
  }

  /// Rows and cells that are left out are told by the number of the next one, which can't go back.
  private func openRow(_ element: MarkupElement) {
    nextRow = max(nextRow, number("Index", of: element))
    rowSpan = number("Span", of: element)
    location = element.location(record: nextRow)
    cells = []
  }

  private func openCell(_ element: MarkupElement) {
    let index = max(cells.count + 1, number("Index", of: element))
    pad(to: index - 1, holding: index)
    text = []
    type = nil
    mergedCells = number("MergeAcross", of: element)
  }

  private func closeCell() {
    cells.append(SpreadsheetValue.text(of: text, type: type))
    if mergedCells > 0 { pad(to: cells.count + mergedCells, holding: cells.count + mergedCells) }
  }

  private func pad(to count: Int, holding total: Int) {
    guard records.mayHold(cells: total) else { return }
    while cells.count < count { cells.append([]) }
  }

  /// A number that counts rows or cells; 0 where there is none.
  private func number(_ name: String, of element: MarkupElement) -> Int {
    let value = element[attribute: name].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    return min(max(0, value), 1 << 30)
  }
}
