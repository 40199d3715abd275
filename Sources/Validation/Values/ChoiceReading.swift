import Findings

/// Code lists and yes/no fields: the code, from the code itself, a label, or a form's circled alternatives.
func readChoice(_ cell: ArraySlice<UInt8>, _ context: ValueContext) -> NormalisedCell {
  guard let choices = context.choices else { preconditionFailure("a choice field without a code list was let through") }
  if choices.holds(cell) { return .value(Normalised(cell)) }
  let unclean = UncleanCell(cell, .choice, context, longVowelMark: .isLetter)
  if let settled = unclean.settled(.anyNumber) { return settled }
  let scalars = unclean.scalars
  if let code = choices.code(of: scalars) ?? choices.code(of: withoutFloatTail(scalars)) ?? circled(scalars, choices) {
    return .value(Normalised(Array(code.utf8)[...]))
  }
  return unclean.reject(choices.isBoolean ? .boolean : .enumeration, expected: choices.spoken)
}

/// The code of the one alternative in parentheses: `(有)・無`, `CFC (HFC)`. On paper it was circled (seed 002, line 499).
///
/// Every alternative has to be known, and at least one other has to stand outside, so that `(有)` alone, or ㈲, which
/// folds to the same, is not taken for an answer.
private func circled(_ scalars: [Unicode.Scalar], _ choices: Choices) -> String? {
  var chosen: [String] = []
  var others: [String] = []
  var current: [Unicode.Scalar] = []
  var isInside = false

  func finish() -> Bool {
    defer { current = [] }
    guard current.contains(where: { !$0.isSpace }) else { return !isInside }
    guard let code = choices.code(of: current) else { return false }
    if isInside { chosen.append(code) } else { others.append(code) }
    return true
  }

  for scalar in scalars {
    switch scalar {
    case "(":
      guard !isInside, finish() else { return nil }
      isInside = true
    case ")":
      guard isInside, finish() else { return nil }
      isInside = false
    case "・", "/", "、", ",", "|", "·":
      guard !isInside, finish() else { return nil }
    case _ where scalar.isSpace && !isInside:
      guard finish() else { return nil }
    default: current.append(scalar)
    }
  }
  guard !isInside, finish(), chosen.count == 1, !others.isEmpty, !others.contains(chosen[0]) else { return nil }
  return chosen[0]
}
