/// What one value on the wire may look like: its JSON type, its characters and its range.
///
/// Dates and codes are JSON strings, amounts are JSON numbers. Lengths count Unicode scalars. All of it ASSUMED,
/// written down here by hand and not taken from the client's schemas.
enum Shape: Sendable {
  case digits(ClosedRange<Int>)
  case token(extra: String, lowercase: Bool, ClosedRange<Int>)
  case printable(ClosedRange<Int>)
  case text(ClosedRange<Int>)
  case katakana(ClosedRange<Int>)
  case code([String])
  case day(mayBeFuture: Bool)
  case integer(ClosedRange<Int>)
  case weight(integerDigits: Int)
  case chassisNo
  case registrationNo
  case carrierPermitNo
  case packageNo
  case telephone

  static let flag = Shape.code(["0", "1"])

  /// Whether it is a bool, `"1"` or `"0"`.
  var isFlag: Bool { if case .code(["0", "1"]) = self { true } else { false } }

  /// The code of what is wrong with a value, nil when nothing is.
  func fault(in value: JSONValue, today: CalendarDay) -> ResultCode? {
    switch self {
    case .integer(let range):
      guard case .number(let text) = value, let number = Int(text), String(number) == text else { return .malformed }
      return range.contains(number) ? nil : .malformed
    case .weight(let digits):
      guard case .number(let text) = value else { return .malformed }
      return Self.isWeight(text, integerDigits: digits) ? nil : .malformed
    case .code(let codes):
      guard let text = value.string else { return .malformed }
      return codes.contains(text) ? nil : .unknownCode
    case .day(let mayBeFuture):
      guard let text = value.string, CalendarDay.hasShape(text) else { return .malformed }
      guard let day = CalendarDay(text) else { return .invalidDate }
      return mayBeFuture || day <= today ? nil : .invalidDate
    default:
      guard let text = value.string else { return .malformed }
      return matches(Array(text.unicodeScalars)) ? nil : .malformed
    }
  }

  private func matches(_ scalars: [Unicode.Scalar]) -> Bool {
    switch self {
    case .digits(let length): length.contains(scalars.count) && scalars.allSatisfy(\.isDigit)
    case .token(let extra, let lowercase, let length):
      length.contains(scalars.count)
        && scalars.allSatisfy {
          $0.isDigit || $0.isCapital || (lowercase && $0.isSmall) || extra.unicodeScalars.contains($0)
        }
    case .printable(let length): length.contains(scalars.count) && scalars.allSatisfy { (0x21...0x7E) ~= $0.value }
    case .text(let length):
      length.contains(scalars.count) && scalars.allSatisfy { $0.properties.generalCategory != .control }
    case .katakana(let length): length.contains(scalars.count) && scalars.allSatisfy(\.isKatakanaOrSpace)
    case .chassisNo: ChassisNumber.isPlain(scalars) || ChassisNumber.isStamped(scalars)
    case .registrationNo: RegistrationNumber.isWellFormed(scalars)
    case .carrierPermitNo:
      (1...20).contains(scalars.count)
        && scalars.allSatisfy {
          $0.isDigit || $0.isCapital || $0.isSmall || $0.isKanji || "第号()-".unicodeScalars.contains($0)
        }
    case .packageNo:
      scalars.count == 12 && scalars[2...].allSatisfy(\.isDigit)
        && PackageKind(rawValue: String(String.UnicodeScalarView(scalars[..<2]))) != nil
    case .telephone: (10...11).contains(scalars.count) && scalars[0] == "0" && scalars.allSatisfy(\.isDigit)
    case .code, .day, .integer, .weight: false
    }
  }

  private static func isWeight(_ text: String, integerDigits: Int) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...integerDigits).contains(parts[0].utf8.count) else { return false }
    return parts.allSatisfy { $0.unicodeScalars.allSatisfy(\.isDigit) }
      && (parts.count == 1 || parts[1].utf8.count == 1)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9") ~= self }
  fileprivate var isCapital: Bool { ("A"..."Z") ~= self }
  fileprivate var isSmall: Bool { ("a"..."z") ~= self }
  fileprivate var isKanji: Bool { (0x4E00...0x9FA0) ~= value }
  fileprivate var isKatakanaOrSpace: Bool { (0x30A1...0x30F6) ~= value || "ー・　 ".unicodeScalars.contains(self) }
}
