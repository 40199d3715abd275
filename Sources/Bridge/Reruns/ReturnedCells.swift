import Findings
import Foundation
import Ledger
import Tabular
import Validation

/// Puts back what a spreadsheet took from the cells of a corrected file: the zeros that a number began with.
///
/// Where a field has one length the checker restores them by itself. In free text only the row that failed can tell, and
/// 台帳ID says which one that is. A cell that was wrong is the person's to change, and is left as it comes.
struct ReturnedCells {
  private let ledger: any LedgerDriver
  private let function: FunctionSchema
  private let columns: RerunColumns
  private let labels: [String]
  private var headers: [DropID: Header] = [:]

  /// Where the columns of the file that failed stand; what is named twice can't be told apart.
  private struct Header {
    var columnOfLabel: [String: Int]
    var columnOfField: [String: Int]
  }

  /// `nil` for a file that did not come from an output of ours.
  init?(ledger: any LedgerDriver, function: FunctionSchema, labels: [String]) {
    guard let columns = RerunColumns(labels: labels) else { return nil }
    self.ledger = ledger
    self.function = function
    self.columns = columns
    self.labels = labels
  }

  /// The record with its zeros, and what was put back. Throws ``Fault`` of the ledger.
  mutating func restored(_ record: Record) throws -> (record: Record, repairs: [Finding]) {
    guard let id = columns.id(in: record), let header = try header(of: id.drop),
      let origin = try ledger.rows(of: id.drop, after: id.number - 1, limit: 1).first,
      origin.location.record == id.number, origin.function == function.name, let blamed = blamed(in: origin, header)
    else { return (record, []) }
    var cells = (0..<record.count).map(record.text)
    var repairs: [Finding] = []
    for column in 0..<min(columns.start, cells.count, labels.count) {
      guard let place = header.columnOfLabel[labels[column]], !blamed.contains(place), place < origin.cells.count
      else { continue }
      let (now, before) = (cells[column], origin.cells[place])
      guard Self.lacksZeros(now, of: before) else { continue }
      cells[column] = before
      let field = header.columnOfField.first { $0.value == place }?.key
      repairs.append(
        Finding(
          .zeroRestored, field: field, label: labels[column], facts: ["value": now, "expected": before],
          at: record.location))
    }
    if repairs.isEmpty { return (record, []) }
    return (Record(cells: cells, at: record.location, findings: record.findings), repairs)
  }

  /// The columns that were wrong; `nil` where that can't be told of each.
  private func blamed(in origin: RowRecord, _ header: Header) -> Set<Int>? {
    var blamed: Set<Int> = []
    for finding in origin.blamingFindings where finding.field != nil || finding.label != nil {
      let byField = finding.field.flatMap { header.columnOfField[$0] }
      guard let column = byField ?? finding.label.flatMap({ header.columnOfLabel[$0] }) else { return nil }
      blamed.insert(column)
    }
    return blamed
  }

  private mutating func header(of drop: DropID) throws -> Header? {
    if let known = headers[drop] { return known }
    guard let labels = try ledger.drop(drop)?.drop.header else { return nil }
    let match = HeaderMatcher(function: function).match(
      labels, ownColumns: OutputNames.ownColumns(in: labels), at: Location(record: 1, line: 1, byteOffset: 0))
    let places = Dictionary(grouping: labels.indices) { labels[$0] }
    let header = Header(
      columnOfLabel: places.compactMapValues { $0.count == 1 ? $0[0] : nil },
      columnOfField: Dictionary(
        zip(function.fields, match.columnOfField).compactMap { field, column in column.map { (field.name, $0) } },
        uniquingKeysWith: { first, _ in first }))
    headers[drop] = header
    return header
  }

  /// Whether the cell is the earlier one without the zeros that it began with.
  private static func lacksZeros(_ cell: String, of before: String) -> Bool {
    guard before.utf8.first == UInt8(ascii: "0"), before.utf8.count > 1,
      before.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return false }
    let stripped = before.drop { $0 == "0" }
    return cell != before && cell == (stripped.isEmpty ? "0" : stripped)
  }
}
