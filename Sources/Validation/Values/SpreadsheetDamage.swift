// What spreadsheet programs do to exported values (domain 5.5).

/// Takes the tricks off that keep a spreadsheet from reading a code as a number: `="…"` and a leading `'`.
func unwrapped(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var rest = scalars[...]
  while true {
    while let first = rest.first, first.isSpace { rest.removeFirst() }
    while let last = rest.last, last.isSpace { rest.removeLast() }
    if rest.count >= 3, rest.starts(with: ["=", "\""]), rest.last == "\"" {
      rest = rest.dropFirst(2).dropLast()
    } else if rest.first == "'" {
      rest = rest.dropFirst()
    } else {
      return Array(rest)
    }
  }
}

/// The inside of `="…"`, or the text itself.
func unwrappedFormula(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard text.count >= 3, text.first == 0x3D, text[text.startIndex + 1] == 0x22, text.last == 0x22 else { return text }
  return trimmed(text.dropFirst(2).dropLast())
}

private let formulaErrors: Set<String> = [
  "#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
  "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA",
]

/// Whether a formula failed here, or the column was too narrow for its number (`########`).
func isFormulaError(_ scalars: [Unicode.Scalar]) -> Bool {
  guard scalars.first == "#", scalars.count >= 3 else { return false }
  if scalars.allSatisfy({ $0 == "#" }) { return true }
  return scalars.count <= 14 && formulaErrors.contains(String(String.UnicodeScalarView(scalars)))
}

/// Where a value counts as a number in exponent form.
enum ExponentForm {
  /// `4.00123E+10`, as spreadsheets write it; a chassis number such as `1E-12` is none.
  case asWritten
  /// `4E10`, `4.00123e+10` as well: for columns of digits, where no letter belongs.
  case anyNumber
}

func isExponent(_ scalars: [Unicode.Scalar], _ form: ExponentForm) -> Bool {
  guard let mark = scalars.firstIndex(where: { $0 == "E" || $0 == "e" }), mark > 0, mark + 1 < scalars.count else {
    return false
  }
  var mantissa = scalars[..<mark]
  if mantissa.first == "-" || mantissa.first == "+" { mantissa.removeFirst() }
  var exponent = scalars[(mark + 1)...]
  let sign = exponent.first.flatMap { $0 == "+" || $0 == "-" ? $0 : nil }
  if sign != nil { exponent.removeFirst() }
  let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard !exponent.isEmpty, exponent.allSatisfy(\.isDigit),
    parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) })
  else { return false }
  return form == .anyNumber || sign == "+" || (sign == "-" && parts.count == 2)
}

/// The digits before a `.0` that a float column leaves behind, or the text itself.
func withoutFloatTail(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  guard let dot = scalars.firstIndex(of: "."), dot > 0, dot + 1 < scalars.count,
    scalars[..<dot].allSatisfy(\.isDigit), scalars[(dot + 1)...].allSatisfy({ $0 == "0" })
  else { return scalars }
  return Array(scalars[..<dot])
}

private let monthNames: Set<String> = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

/// Whether a spreadsheet made a date of a code: `1月2日` of `1-2`, `1-Mar` of `MAR1`.
func isAutomaticDate(_ scalars: [Unicode.Scalar]) -> Bool {
  if scalars.last == "日" {
    let parts = scalars.dropLast().split(separator: "月", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isDigit) }
  }
  let parts = scalars.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 2, scalars.count <= 6 else { return false }
  let isDay = { (part: ArraySlice<Unicode.Scalar>) in (1...2).contains(part.count) && part.allSatisfy(\.isDigit) }
  let isMonth = { (part: ArraySlice<Unicode.Scalar>) in
    part.count == 3 && monthNames.contains(String(String.UnicodeScalarView(part)))
  }
  return (isDay(parts[0]) && isMonth(parts[1])) || (isMonth(parts[0]) && isDay(parts[1]))
}
