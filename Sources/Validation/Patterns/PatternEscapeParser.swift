/// Reads one escape: `\x21`, `\u3042`, `\t \n \r`, a class (`\d`, `\w`) or an escaped ASCII punctuation mark.
///
/// `\d` is 0–9 and `\w` is 0–9, A–Z, a–z and `_`, never more: a code that the service reads as ASCII must not let
/// full-width digits through.
struct PatternEscapeParser {
  private let source: [Unicode.Scalar]
  private(set) var index: Int

  init(_ source: [Unicode.Scalar], from index: Int) {
    self.source = source
    self.index = index
  }

  mutating func parse() throws(PatternError) -> ScalarSet {
    let opening = index
    guard index + 1 < source.count else {
      throw PatternError(position: opening + 1, problem: .malformed("“\\” stands at the end"))
    }
    let letter = source[index + 1]
    index += 2
    switch letter {
    case "d": return .digits
    case "w": return .wordCharacters
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "x": return ScalarSet(try hexadecimal(digits: 2, opening))
    case "u": return ScalarSet(try hexadecimal(digits: 4, opening))
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": return ScalarSet(letter)
    default: throw PatternError(position: opening + 1, problem: .notSupported("“\\\(letter)”"))
    }
  }

  private mutating func hexadecimal(digits: Int, _ opening: Int) throws(PatternError) -> Unicode.Scalar {
    let end = index + digits
    var value: UInt32 = 0
    while index < end {
      guard index < source.count, let digit = source[index].hexadecimalValue else {
        throw PatternError(position: opening + 1, problem: .malformed("\(digits) hexadecimal digits are needed"))
      }
      value = value * 16 + digit
      index += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw PatternError(position: opening + 1, problem: .malformed("a surrogate is no character"))
    }
    return scalar
  }
}

extension Unicode.Scalar {
  fileprivate var hexadecimalValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x57
    case "A"..."F": value - 0x37
    default: nil
    }
  }
}
