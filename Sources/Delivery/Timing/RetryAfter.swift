import Validation

/// The value of the header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in one of the three forms of §5.6.7.
package enum RetryAfter: Sendable, Hashable {
  /// At most 2,147,483,647; larger numbers count as that.
  case seconds(Int32)
  case at(Moment)

  /// Reads the header's value; nil when it is neither.
  ///
  /// - Parameter now: places the two-digit years of RFC 850 dates.
  package init?(_ text: String, now: Moment) {
    var trimmed = Substring(text)
    while let first = trimmed.first, first == " " || first == "\t" { trimmed.removeFirst() }
    while let last = trimmed.last, last == " " || last == "\t" { trimmed.removeLast() }
    var reader = TimeTextReader(String(trimmed))
    if let digits = reader.digits() {
      guard reader.isAtEnd else { return nil }
      self = .seconds(Int32(digits.reduce(0) { min($0 * 10 + $1, Int(Int32.max)) }))
    } else if let moment = HTTPDate.moment(String(trimmed), now: now) {
      self = .at(moment)
    } else {
      return nil
    }
  }

  /// The moment that it names.
  package func moment(after now: Moment) -> Moment {
    switch self {
    case .seconds(let seconds): now.adding(seconds: Int(seconds))
    case .at(let moment): moment
    }
  }
}

/// The dates of RFC 9110 §5.6.7. The name of the weekday must be one, and is not compared with the date.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let longDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  static func moment(_ text: String, now: Moment) -> Moment? {
    fixdate(text) ?? rfc850(text, now: now) ?? asctime(text)
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  private static func fixdate(_ text: String) -> Moment? {
    var reader = TimeTextReader(text)
    guard reader.take(oneOf: days) != nil, reader.take(text: ", "), let day = reader.number(digits: 2),
      reader.take(" "), let month = reader.take(oneOf: months), reader.take(" "),
      let year = reader.number(digits: 4), reader.take(" "), let second = reader.timeOfDay(),
      reader.take(text: " GMT"), reader.isAtEnd
    else { return nil }
    return moment(year, month, day, second)
  }

  /// `Sunday, 06-Nov-94 08:49:37 GMT`; a year more than 50 years ahead means the century before.
  private static func rfc850(_ text: String, now: Moment) -> Moment? {
    var reader = TimeTextReader(text)
    guard reader.take(oneOf: longDays) != nil, reader.take(text: ", "), let day = reader.number(digits: 2),
      reader.take("-"), let month = reader.take(oneOf: months), reader.take("-"),
      let shortYear = reader.number(digits: 2), reader.take(" "), let second = reader.timeOfDay(),
      reader.take(text: " GMT"), reader.isAtEnd
    else { return nil }
    let thisYear = now.japanDate.year
    let inThisCentury = thisYear - thisYear % 100 + shortYear
    return moment(inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury, month, day, second)
  }

  /// `Sun Nov  6 08:49:37 1994`
  private static func asctime(_ text: String) -> Moment? {
    var reader = TimeTextReader(text)
    guard reader.take(oneOf: days) != nil, reader.take(" "), let month = reader.take(oneOf: months), reader.take(" ")
    else { return nil }
    guard let day = reader.take(" ") ? reader.number(digits: 1) : reader.number(digits: 2), reader.take(" "),
      let second = reader.timeOfDay(), reader.take(" "), let year = reader.number(digits: 4), reader.isAtEnd
    else { return nil }
    return moment(year, month, day, second)
  }

  /// - Parameter month: 0 is January.
  private static func moment(_ year: Int, _ month: Int, _ day: Int, _ second: Int) -> Moment? {
    // The civil arithmetic is the same for a day in Greenwich; only the offset differs.
    JapanDate(year: year, month: month + 1, day: day).map {
      Moment($0, secondOfDay: second + Moment.japanOffsetSeconds)
    }
  }
}
