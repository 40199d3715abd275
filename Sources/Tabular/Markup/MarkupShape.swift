import Findings

/// What makes records of the elements of one kind of XML.
protocol MarkupShape {
  /// What to look for in a file that had no rows at all; nil when it had a place for them.
  var missing: String? { get }
  /// The function that the file says it is for.
  var functionName: String? { get }

  mutating func open(_ element: MarkupElement)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>)
  mutating func close()
}

extension MarkupLayout {
  func shape(labels: [String], records: MarkupRecords) -> any MarkupShape {
    switch self {
    case .ownShape:
      PathShape(row: "/rows/row", fields: labels, refusesUnknown: true, records: records)
    case .spreadsheet2003(let sheet):
      SpreadsheetShape(sheet: sheet, records: records)
    case .paths(let row, let fields):
      PathShape(row: row, fields: fields, refusesUnknown: false, records: records)
    }
  }
}
