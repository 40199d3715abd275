import Validation

/// Reads fixed-width dates and times from text, byte by byte: ASCII digits only, nothing skipped, nothing guessed.
struct TimeTextReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes the character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes exactly that text if it comes next.
  mutating func take(text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest.removeFirst(text.utf8.count)
    return true
  }

  /// Takes the first of the names that comes next; its index.
  mutating func take(oneOf names: [String]) -> Int? {
    for (index, name) in names.enumerated() where take(text: name) { return index }
    return nil
  }

  /// Takes exactly `count` digits.
  mutating func number(digits count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    let digits = rest.prefix(count)
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    rest.removeFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Takes all digits that come next, at least one.
  mutating func digits() -> [Int]? {
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    return digits.map { Int($0 - UInt8(ascii: "0")) }
  }

  /// Takes `2026-11-20`.
  mutating func date() -> JapanDate? {
    guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
      let day = number(digits: 2)
    else { return nil }
    return JapanDate(year: year, month: month, day: day)
  }

  /// Takes `10:15:30`; seconds after midnight. A leap second counts as the second before it.
  mutating func timeOfDay() -> Int? {
    guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2), minute < 60,
      take(":"), let second = number(digits: 2), second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
  }
}
