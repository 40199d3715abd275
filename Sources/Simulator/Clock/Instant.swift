import Foundation

/// A moment of the simulator's clock, in milliseconds since 1970-01-01T00:00:00Z, read as Japan standard time.
///
/// Japan has one zone, UTC+9, without daylight saving time.
struct Instant: Sendable, Hashable, Comparable {
  var milliseconds: Int64

  static let secondsFromGreenwich: Int64 = 9 * 3600

  init(milliseconds: Int64) { self.milliseconds = milliseconds }

  init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }

  /// A moment written in ISO 8601 with seconds and an offset, such as `2026-11-21T06:59:59+09:00`.
  init?(_ text: String) {
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    self.init(date)
  }

  private var secondsInJapan: Int {
    Int((milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1000 + Self.secondsFromGreenwich)
  }

  var day: CalendarDay { CalendarDay(number: secondsInJapan / 86_400) }

  var secondOfDay: Int { secondsInJapan % 86_400 }

  /// `2026-11-21T10:15:30+09:00`.
  var iso8601: String {
    let second = secondOfDay
    return "\(day)T\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))+09:00"
  }

  func advanced(bySeconds seconds: Double) -> Instant {
    Instant(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
  }

  static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}
