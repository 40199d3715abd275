/// A day of the Gregorian calendar, between 1868 and 9999.
///
/// Earlier years are typing errors in every field of the domain: no era of the forms reaches behind 1868.
struct CalendarDay: Comparable, Hashable {
  let year: Int
  let month: Int
  let day: Int

  /// `nil` where the calendar has no such day.
  init?(_ year: Int, _ month: Int, _ day: Int) {
    guard 1868...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
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

  /// Counts in 400-year cycles that begin in March, so that a leap day is the last of its year.
  private init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// `2026-11-20`, as UTF-8.
  var iso: ArraySlice<UInt8> {
    func digit(_ number: Int) -> UInt8 { UInt8(0x30 + number % 10) }
    return [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), 0x2D, digit(month / 10), digit(month), 0x2D,
      digit(day / 10), digit(day),
    ]
  }
}
