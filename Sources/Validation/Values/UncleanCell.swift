import Findings

/// A cell that is not canonical as it stands: decoded, folded and unwrapped, on the slow path.
struct UncleanCell {
  let original: ArraySlice<UInt8>
  let normalisation: Normalisation
  let context: ValueContext
  /// The text without spaces at the ends, with hyphens and widths folded and spreadsheet wrapping removed.
  let scalars: [Unicode.Scalar]

  init(
    _ cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext,
    longVowelMark: LongVowelMark = .isHyphen
  ) {
    self.original = cell
    self.normalisation = normalisation
    self.context = context
    let text = trimmed(cell)
    let isASCII = text.allSatisfy { $0 < 0x80 }
    let decoded = isASCII ? text.map { Unicode.Scalar($0) } : decode(text)
    self.scalars = unwrapped(isASCII ? decoded : foldedWidth(decoded, longVowelMark))
  }

  /// The answer for cells that no normalisation reads on: empty ones and those that a spreadsheet destroyed.
  func settled(_ form: ExponentForm) -> NormalisedCell? {
    if scalars.isEmpty { return .empty([]) }
    if isFormulaError(scalars) { return reject(.pattern) }
    return isExponent(scalars, form) ? reject(.exponentDamage) : nil
  }

  // MARK: Answers

  /// `expected` is the normalisation's example unless the caller knows better.
  func reject(_ code: FindingCode, expected: String? = nil, actual: Int? = nil) -> NormalisedCell {
    rejection(code, of: original, normalisation, context, expected: expected, actual: actual)
  }

  func accept(_ value: [Unicode.Scalar], _ repairs: FindingCode...) -> NormalisedCell {
    let bytes = encode(value)
    return .value(Normalised(bytes, repairs: repairs.map { repair($0, expected: bytes) }))
  }

  func repair(_ code: FindingCode, expected: ArraySlice<UInt8> = []) -> Repair {
    var facts = ["value": shown(original)]
    if !expected.isEmpty { facts["expected"] = shown(expected) }
    return Repair(code, facts: facts)
  }
}

func rejection(
  _ code: FindingCode, of cell: ArraySlice<UInt8>, _ normalisation: Normalisation, _ context: ValueContext,
  expected: String? = nil, actual: Int? = nil
) -> NormalisedCell {
  var facts = ["value": shown(cell)]
  facts["expected"] = expected ?? context.example ?? normalisation.example
  facts["actual"] = actual.map(String.init)
  return .rejected(Rejection(code, facts: facts))
}

func decode(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar] {
  Array(String(decoding: text, as: UTF8.self).unicodeScalars)
}

func encode(_ scalars: some Sequence<Unicode.Scalar>) -> ArraySlice<UInt8> {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(scalars.underestimatedCount * 3)
  for scalar in scalars {
    if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { bytes.append(contentsOf: UTF8.encode(scalar)!) }
  }
  return bytes[...]
}

/// A cell as a message quotes it: whole, unless it is so long that the message would drown in it.
private func shown(_ cell: ArraySlice<UInt8>) -> String {
  let longest = 120
  let text = String(decoding: cell.prefix(longest * 4), as: UTF8.self)
  guard cell.count > longest, text.unicodeScalars.count > longest else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) + "…"
}

extension Normalisation {
  /// A correct value, for messages about fields whose schema gives none.
  fileprivate var example: String? {
    switch self {
    case .ticket: "0400-1234-5678"
    case .chassis: "ABC12-345678"
    case .plate: "品川500さ1234"
    case .office: "130000100002"
    case .permit: "01310123456"
    case .telephone: "03-1111-1111"
    case .date: "2026-11-20"
    case .integer, .money: "7500"
    case .decimal: "12.5"
    case .kana: "コクド タロウ"
    case .text, .name, .code, .digits, .choice: nil
    }
  }
}
