import Findings
package import Tabular

/// Which records of a file are rows for one function.
package struct RowSelection: Sendable {
  private let skipRows: [String]
  private let column: Int?
  private let values: Set<String>
  /// Whether what nobody wants is left out.
  package let skipsOthers: Bool

  private let allowsShortRows: Bool

  /// Every record is a row.
  package static let all = RowSelection(
    skipRows: [], column: nil, values: [], skipsOthers: true, allowsShortRows: false)

  private init(skipRows: [String], column: Int?, values: Set<String>, skipsOthers: Bool, allowsShortRows: Bool) {
    self.allowsShortRows = allowsShortRows
    self.skipsOthers = skipsOthers
    self.skipRows = skipRows
    self.column = column
    self.values = values
  }

  /// `nil` when the column that the filter names is not among the labels.
  package init?(_ profile: Profile, labels: [String]) {
    var column: Int?
    if let filter = profile.filter {
      column = filter.column.index(among: labels)
      if column == nil { return nil }
    }
    self.init(
      skipRows: profile.skipRows.map { FieldReading.key($0) }, column: column,
      values: Set((profile.filter?.values ?? []).map { FieldReading.key($0) }),
      skipsOthers: profile.filter?.skipsOthers ?? true, allowsShortRows: profile.allowsShortRows)
  }

  package var isTrivial: Bool { skipRows.isEmpty && column == nil }

  /// Whether the record is a total or another line that is no data.
  package func isSkipped(_ record: Record) -> Bool {
    guard !skipRows.isEmpty else { return false }
    for cell in 0..<record.count {
      let key = FieldReading.key(record.text(cell))
      if !key.isEmpty { return skipRows.contains { key.hasPrefix($0) } }
    }
    return false
  }

  /// The record without the finding that it ends early, where the profile allows that.
  package func forgiven(_ record: Record) -> Record {
    guard allowsShortRows, record.findings.map(\.code) == [.missingCell] else { return record }
    return Record(cells: (0..<record.count).map(record.text), at: record.location)
  }

  /// What stands in the column that the filter asks.
  package func kind(of record: Record) -> String {
    column.map { $0 < record.count ? record.text($0) : "" } ?? ""
  }

  /// Whether the record is for this function.
  package func isWanted(_ record: Record) -> Bool {
    guard let column else { return true }
    return values.contains(column < record.count ? FieldReading.key(record.text(column)) : "")
  }
}
