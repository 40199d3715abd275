package import Findings

/// Why a workbook can't be read, or no further: thrown with the finding that a person gets to see.
package struct SheetFault: Error, Sendable, Hashable {
  package var finding: Finding

  package init(_ finding: Finding) {
    self.finding = finding
  }

  /// The workbook is damaged: `reason` names the part and what is wrong with it.
  static func damaged(_ reason: String) -> SheetFault {
    SheetFault(Finding(.workbookDamaged, facts: ["reason": reason]))
  }

  /// The workbook goes beyond a limit.
  static func tooBig(_ actual: String, limit: String) -> SheetFault {
    SheetFault(Finding(.workbookTooBig, facts: ["actual": actual, "limit": limit]))
  }

  static func tooBig(_ what: String, _ actual: Int, _ unit: String, limit: Int) -> SheetFault {
    tooBig("\(what): \(grouped(actual)) \(unit)", limit: "\(grouped(limit)) \(unit)")
  }
}

/// A count with separators, `1,048,576`.
func grouped(_ number: Int) -> String {
  var text = ""
  let digits = String(number)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return text
}
