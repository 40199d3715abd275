import Findings

@testable import Validation

/// A short form of an answer for tables: the value, `∅`, or the code of the rejection, then the codes of the repairs.
func answer(_ cell: String, _ normalisation: Normalisation, _ context: ValueContext = ValueContext()) -> String {
  // A slice from the middle of a larger buffer, as the reader hands them out: indices do not begin at 0.
  let buffer = Array("\"".utf8) + Array(cell.utf8) + Array("\",".utf8)
  return spoken(normalise(buffer[1..<buffer.count - 2], as: normalisation, context))
}

func spoken(_ answer: NormalisedCell) -> String {
  switch answer {
  case .empty(let repairs): (["∅"] + repairs.map(\.code.name)).joined(separator: " + ")
  case .value(let normalised):
    ([String(decoding: normalised.value, as: UTF8.self)] + normalised.repairs.map(\.code.name)).joined(separator: " + ")
  case .rejected(let rejection): "!" + rejection.code.name
  }
}
