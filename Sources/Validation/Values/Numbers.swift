import Findings

let longestNumber = 18

/// Whole numbers, decimals and yen (domain 5.8).
///
/// Amounts are never negative here: ▲, △, a minus and parentheses are read, so that the message can name the range.
func readNumber(
  _ cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext
) -> NormalisedCell {
  if isCleanInteger(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, normalisation, context)
  if let settled = unclean.settled(.anyNumber) { return settled }
  if meansNothing(unclean.scalars, normalisation) { return .empty([]) }
  var reader = NumberReader(unclean.scalars)
  guard let number = reader.read(units: context.units, asMoney: normalisation == .money) else {
    return unclean.reject(.number)
  }
  guard normalisation == .decimal || number.fraction.isEmpty else { return unclean.reject(.number) }
  let value = number.fraction.isEmpty ? number.whole : number.whole + ["."] + number.fraction
  if number.isNegative, value != ["0"] { return unclean.reject(.range, expected: "≥ 0") }
  return number.hasUnit ? unclean.accept(value, .unitStripped) : unclean.accept(value)
}

private func isCleanInteger(_ cell: ArraySlice<UInt8>) -> Bool {
  cell.count <= longestNumber && (cell.first != 0x30 || cell.count == 1) && isDigits(cell)
}

/// `-` stands for no number; `※※※` or `***` for a fee that was never deposited (seed 002, lines 381 and 394).
private func meansNothing(_ scalars: [Unicode.Scalar], _ normalisation: Normalisation) -> Bool {
  if scalars == ["-"] { return true }
  return normalisation == .money && scalars.count >= 3 && scalars.allSatisfy { $0 == "※" || $0 == "*" }
}

/// Takes a written number apart.
private struct NumberReader {
  struct Number {
    var isNegative: Bool
    /// Without leading zeros; `0` at least.
    var whole: [Unicode.Scalar]
    /// Without trailing zeros; empty for a whole number.
    var fraction: [Unicode.Scalar]
    /// The unit of the column followed.
    var hasUnit: Bool
  }

  private var rest: ArraySlice<Unicode.Scalar>
  private var isNegative = false

  init(_ scalars: [Unicode.Scalar]) {
    rest = scalars.filter { !$0.isSpace }[...]
  }

  mutating func read(units: [String], asMoney: Bool) -> Number? {
    if rest.first == "(", rest.last == ")" {
      rest = rest.dropFirst().dropLast()
      isNegative = true
    }
    takeSign()
    if asMoney {
      if let first = rest.first, first == "¥" || first == "\\" { rest.removeFirst() }
      takeSign()
      if rest.last == "円" { rest.removeLast() }
    }
    let hasUnit = takeUnit(units)
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, let whole = whole(parts[0]) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : []
    guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy(\.isDigit),
      whole.count + fraction.count <= longestNumber
    else { return nil }
    let significant = fraction.reversed().drop { $0 == "0" }.reversed()
    return Number(isNegative: isNegative, whole: whole, fraction: Array(significant), hasUnit: hasUnit)
  }

  private mutating func takeSign() {
    guard !isNegative, let first = rest.first, first == "-" || first == "▲" || first == "△" else { return }
    isNegative = true
    rest.removeFirst()
  }

  /// Takes the unit off the end; a number is never converted from one unit to another.
  private mutating func takeUnit(_ units: [String]) -> Bool {
    for unit in units {
      let folded = foldedWidth(Array(unit.unicodeScalars), .isLetter).map(\.uppercasedASCII)
      // The number's own ー were folded to hyphens; a unit's have to be, too, before the two are compared.
      let spelling = folded.map { $0.isHyphen ? "-" : $0 }
      guard rest.count > spelling.count, rest.suffix(spelling.count).map(\.uppercasedASCII) == spelling else {
        continue
      }
      rest = rest.dropLast(spelling.count)
      return true
    }
    return false
  }

  /// The digits before the point; commas stand between groups of three or not at all.
  private func whole(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return nil }
    if groups.count > 1 {
      guard groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    let digits = Array(groups.joined().drop { $0 == "0" })
    return digits.isEmpty ? ["0"] : digits
  }
}
