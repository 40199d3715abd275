import Findings
import Tabular
import Validation

/// Finds the row of headings, which may stand below title lines.
struct HeaderSearch {
  /// Headings are looked for in so many rows (domain/5 §5.3).
  static let rows = 20
  /// The share of a row's filled cells, in hundredths, that are known headings.
  static let knownPercent = 60

  /// Headings as they are compared.
  var knownKeys: Set<String>

  /// The index of the headings among the first records of a file: the first that is mostly known headings, else the
  /// first that is none of a spreadsheet's own (`sep=;`).
  func header(among records: [Record]) -> Int {
    for (index, record) in records.prefix(Self.rows).enumerated() where record.findings.isEmpty {
      let filled = record.slices.map(headerKey).filter { !$0.isEmpty }
      // One known word above a table is a title as well as it is a heading.
      guard filled.count > 1 || records.count == 1 || record.count == 1 else { continue }
      if !filled.isEmpty, filled.count(where: knownKeys.contains) * 100 >= filled.count * Self.knownPercent {
        return index
      }
    }
    return records.firstIndex { !Self.isSeparatorLine($0) } ?? 0
  }

  /// `sep=;`, by which Excel is told the delimiter.
  static func isSeparatorLine(_ record: Record) -> Bool {
    record.count > 0 && record.text(0).lowercased().hasPrefix("sep=") && record.text(0).count <= 5
  }
}
