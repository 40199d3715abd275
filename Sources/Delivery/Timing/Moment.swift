package import Validation

/// A point in time, milliseconds after 1970-01-01T00:00:00Z, with its civil reading in Japan (UTC+9, no summer time).
package struct Moment: Sendable, Hashable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(seconds: Int64) { milliseconds = seconds * 1000 }

  /// That many seconds after midnight in Japan; 86,400 is the next midnight.
  package init(_ date: JapanDate, secondOfDay: Int = 0) {
    milliseconds = Int64(date.daysSince1970 * Self.secondsPerDay + secondOfDay - Self.japanOffsetSeconds) * 1000
  }

  /// Reads ISO 8601 with seconds and a zone: `2026-11-21T10:15:30+09:00`, `…30.123Z`; digits after the third of a
  /// fraction are cut off.
  package init?(_ text: String) {
    var reader = TimeTextReader(text)
    guard let date = reader.date(), reader.take("T"), let second = reader.timeOfDay() else { return nil }
    var fraction = 0
    if reader.take(".") {
      guard let digits = reader.digits() else { return nil }
      fraction = (digits.prefix(3) + Array(repeating: 0, count: max(0, 3 - digits.count))).reduce(0) { $0 * 10 + $1 }
    }
    guard let offset = Self.offset(&reader), reader.isAtEnd else { return nil }
    let seconds = date.daysSince1970 * Self.secondsPerDay + second - offset
    milliseconds = Int64(seconds) * 1000 + Int64(fraction)
  }

  /// `Z`, `+09:00` or `+0900`, in seconds east of Greenwich.
  private static func offset(_ reader: inout TimeTextReader) -> Int? {
    if reader.take("Z") { return 0 }
    let isEast = reader.take("+")
    guard isEast || reader.take("-"), let hours = reader.number(digits: 2), hours < 24 else { return nil }
    _ = reader.take(":")
    guard let minutes = reader.number(digits: 2), minutes < 60 else { return nil }
    return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
  }

  static let secondsPerDay = 86_400
  static let japanOffsetSeconds = 9 * 3600
  private static let millisecondsPerDay: Int64 = 86_400_000

  private var japanMilliseconds: Int64 { milliseconds + Int64(Self.japanOffsetSeconds) * 1000 }

  /// The day on a calendar in Japan.
  package var japanDate: JapanDate {
    let time = japanMilliseconds
    let days = time / Self.millisecondsPerDay - (time % Self.millisecondsPerDay < 0 ? 1 : 0)
    return JapanDate(daysSince1970: Int(days))
  }

  /// Whole seconds after midnight on a clock in Japan, 0 to 86,399.
  package var japanSecondOfDay: Int { Int(japanMillisecondOfDay / 1000) }

  private var japanMillisecondOfDay: Int64 {
    let time = japanMilliseconds % Self.millisecondsPerDay
    return time < 0 ? time + Self.millisecondsPerDay : time
  }

  package func adding(milliseconds: Int64) -> Moment { Moment(milliseconds: self.milliseconds + milliseconds) }

  package func adding(seconds: Int) -> Moment { adding(milliseconds: Int64(seconds) * 1000) }

  /// How many milliseconds `other` lies after this moment.
  package func milliseconds(until other: Moment) -> Int64 { other.milliseconds - milliseconds }
}

extension Moment: Comparable {
  package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}

extension Moment {
  /// For people: `2026-11-21 10:15`, Japan time.
  package var clockTime: String {
    let minute = japanSecondOfDay / 60
    return "\(japanDate) \(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
  }
}

extension Moment: CustomStringConvertible {
  /// `2026-11-21T10:15:30+09:00`, with three digits of a fraction only where there is one, so that nothing is lost.
  package var description: String {
    let second = japanSecondOfDay
    let fraction = Int(japanMillisecondOfDay % 1000)
    return
      "\(japanDate)T\(padded(second / 3600, to: 2)):\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
      + (fraction == 0 ? "" : ".\(padded(fraction, to: 3))") + "+09:00"
  }
}

/// As its milliseconds.
extension Moment: Codable {
  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

/// A number with leading zeros; a minus sign comes before them.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
