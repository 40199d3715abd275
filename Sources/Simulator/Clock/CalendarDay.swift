/// A day of the Gregorian calendar in Japan, counted from 1970-01-01.
struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  var number: Int

  init(number: Int) { self.number = number }

  /// The day written `YYYY-MM-DD`; nil unless it is a day that exists.
  init?(_ text: String) {
    guard Self.hasShape(text) else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts[0] >= 1900, (1...12).contains(parts[1]), parts[2] >= 1 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
    guard description == text else { return nil }
  }

  /// Days from civil, the algorithm of Howard Hinnant's "chrono-compatible low-level date algorithms".
  private init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Four digits, hyphen, two digits, hyphen, two digits, whether or not the day exists.
  static func hasShape(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 else { return false }
    return bytes.indices.allSatisfy { index in
      index == 4 || index == 7
        ? bytes[index] == UInt8(ascii: "-")
        : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    }
  }

  var description: String {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(twoDigits(year / 100))\(twoDigits(year % 100))-\(twoDigits(month))-\(twoDigits(day))"
  }

  static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }
  static func + (day: CalendarDay, days: Int) -> CalendarDay { CalendarDay(number: day.number + days) }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
