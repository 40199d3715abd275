import Findings

/// What a person may not expect in a sheet: hidden rows and columns, merged cells, a sheet that is full.
struct SheetRemarks {
  private var hiddenRows = 0
  private var hiddenColumns: [ClosedRange<Int>] = []
  private var mergedRanges = 0
  private var widest = 0

  /// A sheet has no more columns, so it can't have more ranges of them.
  private static let mostColumns = 16_384

  /// Looks at an element before or behind the rows.
  mutating func take(_ reader: PartReader) {
    if reader.isNamed("mergeCell") {
      mergedRanges += 1
    } else if reader.isNamed("col"), hiddenColumns.count < Self.mostColumns {
      var first = 0
      var last = 0
      var isHidden = false
      reader.readAttributes { attribute in
        if attribute.isNamed("min") {
          first = attribute.number ?? 0
        } else if attribute.isNamed("max") {
          last = attribute.number ?? 0
        } else if attribute.isNamed("hidden") {
          isHidden = attribute.isTrue
        }
      }
      if isHidden, first >= 1, last >= first { hiddenColumns.append(first...last) }
    }
  }

  mutating func countRow(cells: Int, isHidden: Bool) {
    if isHidden { hiddenRows += 1 }
    widest = max(widest, cells)
  }

  /// The notes about the sheet, whose last row has this number.
  ///
  /// Both languages stand in `actual`, because a fact is the same in either sentence.
  func findings(sheet: String, lastRow: Int, rowLimit: Int) -> [Finding] {
    var found: [Finding] = []
    // Behind the last value everything may be hidden; there is nothing to see there.
    let columns = hiddenColumns.reduce(0) { $0 + max(0, min($1.upperBound, widest) - $1.lowerBound + 1) }
    let counts = [
      ("非表示の行/hidden rows", hiddenRows), ("非表示の列/hidden columns", columns),
      ("結合セル/merged cells", mergedRanges),
    ]
    let actual = counts.filter { $0.1 > 0 }.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    if !actual.isEmpty { found.append(Finding(.hiddenCells, facts: ["sheet": sheet, "actual": actual])) }
    if lastRow == rowLimit { found.append(Finding(.spreadsheetLimit, facts: ["limit": grouped(rowLimit)])) }
    return found
  }
}
