import Findings

/// What is wrong with the form of a record.
enum RecordFault {
  case tooLong(limit: Int)
  case tooManyCells(limit: Int)
  /// Cells count from 0 here, and from 1 in findings.
  case unclosedQuote(cell: Int)
  case strayQuote(cell: Int)
  case ragged(actual: Int, expected: Int)

  var cell: Int? {
    switch self {
    case .unclosedQuote(let cell), .strayQuote(let cell): cell
    case .tooLong, .tooManyCells, .ragged: nil
    }
  }

  func finding(at location: Location) -> Finding {
    let line = String(location.line)
    return switch self {
    case .tooLong(let limit):
      Finding(.recordTooLong, facts: ["limit": String(limit), "line": line], at: location)
    case .tooManyCells(let limit):
      Finding(.tooManyCells, facts: ["limit": String(limit), "line": line], at: location)
    case .unclosedQuote(let cell):
      Finding(.unclosedQuote, facts: ["line": line, "column": String(cell + 1)], at: location)
    case .strayQuote(let cell):
      Finding(.strayQuote, facts: ["line": line, "column": String(cell + 1)], at: location)
    case .ragged(let actual, let expected):
      Finding(
        actual > expected ? .extraCell : .missingCell,
        facts: ["actual": String(actual), "expected": String(expected), "line": line], at: location)
    }
  }
}

extension LineDamage {
  /// One finding for the malformed sequences of a line and one for its NULs, each with its first place.
  func findings(
    of line: PhysicalLine, cells: ArraySlice<CellSpan>, encoding: Encoding, at location: Location
  ) -> [Finding] {
    func facts(_ place: Place, count: Int) -> [String: String] {
      let textOffset = line.start + place.textOffset
      let column = cells.prefix { Int($0.start) <= textOffset }.count
      return [
        "offset": String(line.byteOffset + place.offset), "bytes": hexadecimal(place.bytes),
        "encoding": encoding.title, "line": String(line.number), "column": String(max(1, column)),
        "count": String(count),
      ]
    }
    var findings: [Finding] = []
    if let malformed {
      findings.append(Finding(.encodingError, facts: facts(malformed, count: malformedCount), at: location))
    }
    if let nul {
      findings.append(Finding(.nulByte, facts: facts(nul, count: nulCount), at: location))
    }
    return findings
  }
}

/// Bytes as people write them, `81 20`.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }.joined(separator: " ")
}
