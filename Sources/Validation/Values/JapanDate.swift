/// A calendar day in Japan, by own arithmetic on the proleptic Gregorian calendar, so that no zone of a host matters.
package struct JapanDate: Sendable, Hashable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// nil when there is no such day; years 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  static let earliestYear = 1868

  /// A day of a row: earlier years than 1868 are typing errors in every field of the domain, because no era of the forms
  /// reaches behind it.
  init?(_ year: Int, _ month: Int, _ day: Int) {
    guard year >= Self.earliestYear else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// For days that stand in the source.
  init(known year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that a spreadsheet means by a serial number; `nil` for 1900's 29 February, which spreadsheets believe in.
  init?(serial: Int, _ system: SerialDates) {
    guard serial >= 1 else { return nil }
    switch system {
    case .from1900:
      guard serial != 60 else { return nil }
      self.init(daysSince1970: serial - (serial < 60 ? 25_568 : 25_569))
    case .from1904:
      self.init(daysSince1970: serial - 24_107)
    }
  }

  /// Reads `2026-11-20` and nothing else.
  package init?(_ text: String) {
    self.init(iso: Array(text.utf8)[...])
  }

  /// Reads the ten bytes of `2026-11-20` and nothing else.
  package init?(iso bytes: ArraySlice<UInt8>) {
    guard bytes.count == 10 else { return nil }
    let start = bytes.startIndex
    func number(_ range: Range<Int>) -> Int? {
      var number = 0
      for index in range {
        let digit = bytes[start + index] &- 0x30
        guard digit <= 9 else { return nil }
        number = number * 10 + Int(digit)
      }
      return number
    }
    guard bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D, let year = number(0..<4), let month = number(5..<7),
      let day = number(8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that lies so many days after 1970-01-01.
  ///
  /// The eras of 400 years that begin on 1 March keep the leap day last, so that no table of months is needed
  /// (H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`).
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days after 1970-01-01, negative before it (`days_from_civil` of the same source).
  package var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package func adding(days: Int) -> JapanDate { JapanDate(daysSince1970: daysSince1970 + days) }

  /// How many days `other` lies after this day.
  package func days(until other: JapanDate) -> Int { other.daysSince1970 - daysSince1970 }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let number = (daysSince1970 + 4) % 7
    return Weekday(rawValue: number < 0 ? number + 7 : number)!
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

package enum Weekday: Int, Sendable, Hashable, CaseIterable {
  case sunday, monday, tuesday, wednesday, thursday, friday, saturday
}

extension JapanDate: Comparable {
  package static func < (left: JapanDate, right: JapanDate) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

extension JapanDate: CustomStringConvertible {
  /// `2026-11-20`
  package var description: String { String(decoding: iso, as: UTF8.self) }

  /// `2026-11-20`, as UTF-8.
  var iso: ArraySlice<UInt8> {
    func digit(_ number: Int) -> UInt8 { UInt8(0x30 + number % 10) }
    return [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), 0x2D, digit(month / 10), digit(month), 0x2D,
      digit(day / 10), digit(day),
    ]
  }
}

/// As `2026-11-20`, as a dictionary's key too.
extension JapanDate: Codable, CodingKeyRepresentable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = JapanDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no date like 2026-11-20")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package var codingKey: any CodingKey { DateKey(stringValue: description) }

  package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

  private struct DateKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
