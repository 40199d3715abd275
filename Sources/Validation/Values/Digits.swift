import Findings

// Numbers that are identifiers: tickets, office codes, permits, telephones.

private let ticketLength = 12

func readDigits(
  _ cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext
) -> NormalisedCell {
  let lengths = expectedDigits(normalisation, context)
  if lengths.contains(cell.count), isDigits(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, normalisation, context)
  if let settled = unclean.settled(.anyNumber) { return settled }
  let written = withoutFloatTail(unclean.scalars)
  guard let digits = withoutSeparators(written) else { return unclean.reject(.pattern) }
  if lengths.contains(digits.count) {
    // A hyphen at the end is what a masked or cut number leaves behind.
    return written.first == "-" || written.last == "-" ? unclean.reject(.pattern) : unclean.accept(digits)
  }
  if normalisation == .ticket {
    if digits.count == ticketLength + 1 { return unclean.reject(.applianceTicket) }
    // A spreadsheet drops zeros from bare numbers only, and all of them: 0 can't be the first digit that is left.
    if digits.count == ticketLength - 1, digits.first != "0", written.count == digits.count {
      return unclean.accept(["0"] + digits, .zeroRestored)
    }
  }
  return unclean.reject(.length, expected: spoken(lengths), actual: digits.count)
}

func expectedDigits(_ normalisation: Normalisation, _ context: ValueContext) -> ClosedRange<Int> {
  switch normalisation {
  case .ticket, .office: ticketLength...ticketLength
  default: context.digits ?? 1...Int.max
  }
}

private func spoken(_ lengths: ClosedRange<Int>) -> String {
  lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound)–\(lengths.upperBound)"
}

func isDigits(_ text: ArraySlice<UInt8>) -> Bool {
  text.withUnsafeBufferPointer { bytes in
    for byte in bytes where byte &- 0x30 > 9 { return false }
    return true
  }
}

/// The digits without spaces and hyphens between them; `nil` when anything else stands there or nothing is left.
private func withoutSeparators(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar]? {
  let rest = scalars.filter { $0 != "-" && !$0.isSpace }
  return !rest.isEmpty && rest.allSatisfy(\.isDigit) ? rest : nil
}

/// Waste-carrier permit numbers: 3 digits for the authority, 1 for the kind, 1 free, 6 of its own (P21).
///
/// Numbers of municipalities have no common form and pass as codes.
func readPermit(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if cell.count == 11, isDigits(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .permit, context)
  if let settled = unclean.settled(.asWritten) { return settled }
  let text = foldedLineBreaks(withoutFloatTail(unclean.scalars))
  var core = text
  if core.first == "第" { core.removeFirst() }
  if core.last == "号" { core.removeLast() }
  guard let digits = withoutSeparators(core) else { return unclean.accept(text) }
  switch digits.count {
  case 11: return unclean.accept(digits)
  case 10: return unclean.accept(["0"] + digits, .zeroRestored)
  default: return unclean.accept(text)
  }
}

func readTelephone(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if 10...11 ~= cell.count, cell.first == 0x30, isDigits(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .telephone, context)
  if let settled = unclean.settled(.anyNumber) { return settled }
  var number = unclean.scalars
  if let mark = number.firstIndex(of: "内") {
    guard number[mark...].starts(with: ["内", "線"]) else { return unclean.reject(.pattern) }
    number = Array(number[..<mark])
    while let last = number.last, last == "(" || last.isSpace { number.removeLast() }
  }
  guard let digits = withoutSeparators(number.filter { $0 != "(" && $0 != ")" }) else {
    return unclean.reject(.pattern)
  }
  guard 10...11 ~= digits.count else { return unclean.reject(.length, expected: "10–11", actual: digits.count) }
  return digits.first == "0" ? unclean.accept(digits) : unclean.reject(.pattern)
}
