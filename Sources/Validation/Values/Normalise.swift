/// Makes one cell canonical, or says why that can't be done.
///
/// `cell` is well-formed UTF-8. A cell that is canonical already is recognised on its bytes and comes back as the same
/// slice; nothing is allocated for it. Constraints of the schema (pattern, lengths, enumeration) are not checked here.
package func normalise(
  _ cell: ArraySlice<UInt8>, as normalisation: Normalisation, _ context: ValueContext = ValueContext()
) -> NormalisedCell {
  if cell.isEmpty { return .empty([]) }
  return switch normalisation {
  case .text: readText(cell, context)
  case .name, .kana: readName(cell, normalisation, context)
  case .code: readCode(cell, context)
  case .digits, .ticket, .office: readDigits(cell, normalisation, context)
  case .chassis: readChassis(cell, context)
  case .plate: readPlate(cell, context)
  case .permit: readPermit(cell, context)
  case .telephone: readTelephone(cell, context)
  case .date: readDate(cell, context)
  case .choice: readChoice(cell, context)
  case .integer, .decimal, .money: readNumber(cell, normalisation, context)
  }
}
