import Findings

/// What makes records of the elements of one kind of XML.
protocol MarkupShape: AnyObject {
  /// What to look for in a file that had no rows at all; nil when it had a place for them.
  var missing: String? { get }
  /// The function that the file says it is for.
  var functionName: String? { get }

  func open(_ element: MarkupElement)
  func append(_ text: UnsafeBufferPointer<UInt8>)
  func close()
  /// Takes a verdict of the schema on the element that is open innermost; false when it is not about a row.
  func judge(_ verdict: MarkupVerdict, on element: String, at place: MarkupPlace) -> Bool
}

extension MarkupShape {
  /// Only our own shape is held against a schema.
  func judge(_ verdict: MarkupVerdict, on element: String, at place: MarkupPlace) -> Bool { false }
}

extension MarkupLayout {
  /// - Parameter isJudged: whether the file is held against a schema.
  func shape(labels: [String], isJudged: Bool, records: MarkupRecords) -> any MarkupShape {
    switch self {
    case .ownShape where isJudged:
      PathShape(row: "/rows/row", fields: labels, strictness: .judged, records: records)
    case .ownShape:
      PathShape(row: "/rows/row", fields: labels, strictness: .refusing, records: records)
    case .spreadsheet2003(let sheet):
      SpreadsheetShape(sheet: sheet, records: records)
    case .paths(let row, let fields):
      PathShape(row: row, fields: fields, strictness: .lenient, records: records)
    }
  }
}
