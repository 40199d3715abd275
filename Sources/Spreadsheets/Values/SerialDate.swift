/// A day as Excel counts it, with the second of the day.
///
/// In the usual system 1 is 1900-01-01, and 60 the 29 February 1900 that never was; in the other one 0 is 1904-01-01.
struct SerialDate {
  private let day: Int
  private let second: Int

  /// nil for what is no date: before the system's first day, the day that never was, after 9999-12-31.
  init?(_ serial: Double, is1904: Bool) {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial)
    var second = Int(((serial - Double(day)) * 86_400).rounded())
    if second == 86_400 {
      day += 1
      second = 0
    }
    // From here on 0 is 1899-12-30, so that 1 March 1900 and everything after it count alike.
    if is1904 {
      day += 1_462
    } else {
      guard day != 0, day != 60 else { return nil }
      if day < 60 { day += 1 }
    }
    guard day <= 2_958_465 else { return nil }
    self.day = day
    self.second = second
  }

  /// `2026-11-21`, or `2026-11-21 09:30:00` where a time stands behind it.
  var text: String {
    let (year, month, day) = Self.civil(daysSince1899: day)
    let date = "\(year)-\(Self.two(month))-\(Self.two(day))"
    guard second > 0 else { return date }
    return "\(date) \(Self.two(second / 3_600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// The Gregorian date of a day counted from 1899-12-30, by eras of 400 years that begin on 1 March.
  private static func civil(daysSince1899 count: Int) -> (year: Int, month: Int, day: Int) {
    // 0000-03-01 lies 693,899 days before 1899-12-30.
    let days = count + 693_899
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
