import Findings

// Texts, names and codes that have no shape of their own.

func readText(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  let text = onOneLine(unguarded(unwrappedFormula(trimmed(cell))))
  if let settled = settledText(text, of: cell, .text, context) { return settled }
  return .value(Normalised(text))
}

/// Names, addresses (`name`) and their readings (`kana`).
func readName(
  _ cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext
) -> NormalisedCell {
  var text = unwrappedFormula(trimmed(cell))
  if normalisation == .kana, text.first == 0x27 { text = trimmed(text.dropFirst()) }
  text = onOneLine(unguarded(text))
  if let settled = settledText(text, of: cell, normalisation, context) { return settled }
  guard holdsHalfWidthKana(text) else { return .value(Normalised(text)) }
  return .value(Normalised(encode(widenedKana(decode(text)))))
}

/// Takes off the apostrophe that keeps a spreadsheet from running the text: our own outputs put it there.
private func unguarded(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard text.first == 0x27, let next = text.dropFirst().first, [0x3D, 0x2B, 0x2D, 0x40, 0x09].contains(next) else {
    return text
  }
  return trimmed(text.dropFirst())
}

/// Makes one space of every line break and tab inside a text; the service takes neither.
private func onOneLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard text.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return text }
  return encode(foldedLineBreaks(decode(text)).map { $0 == "\t" ? " " : $0 })
}

/// The answer for texts that are empty or that a spreadsheet destroyed; looks closer only where the first byte may begin
/// `#N/A` or `1.23E+11`.
private func settledText(
  _ text: ArraySlice<UInt8>, of cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext
) -> NormalisedCell? {
  guard let first = text.first else { return .empty([]) }
  guard first == 0x23 || (first >= 0x2D && first <= 0x39) || first == 0xEF, text.count <= 64 else { return nil }
  let scalars = foldedWidth(decode(text), .isLetter)
  if isFormulaError(scalars) { return rejection(.pattern, of: cell, normalisation, context) }
  if isExponent(scalars, .asWritten) { return rejection(.exponentDamage, of: cell, normalisation, context) }
  return nil
}

/// Codes without a shape of their own: request numbers, cylinder and slip numbers.
func readCode(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  if isCleanCode(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .code, context)
  if let settled = unclean.settled(.asWritten) { return settled }
  if isAutomaticDate(unclean.scalars) { return unclean.reject(.pattern) }
  return unclean.accept(foldedLineBreaks(unclean.scalars))
}

private func isCleanCode(_ cell: ArraySlice<UInt8>) -> Bool {
  cell.withUnsafeBufferPointer { bytes in
    var hyphens = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x40: break
      case 0x2D: hyphens += 1
      default: return false
      }
    }
    // Short codes with one hyphen may be dates that a spreadsheet made: those are looked at on the other path.
    return hyphens != 1 || bytes.count > 6
  }
}

/// Makes one space of every line break, as Alt+Enter leaves in spreadsheet cells.
func foldedLineBreaks(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var folded: [Unicode.Scalar] = []
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case "\n" where index > 0 && scalars[index - 1] == "\r": break
    case "\r", "\n": folded.append(" ")
    default: folded.append(scalar)
    }
  }
  return folded
}
