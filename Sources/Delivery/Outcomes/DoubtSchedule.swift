import Validation

/// When a report in doubt is asked about next, and when asking ends (domain/4 §4.4, B to E).
///
/// Everything is derived from what the ledger keeps – when the report was sent, how often it was asked about since – so
/// that a restart changes nothing.
package struct DoubtSchedule: Sendable {
  /// Seconds between the first two inquiries, and between two clear absences.
  package var apartSeconds: Int

  package init(apartSeconds: Int) {
    self.apartSeconds = apartSeconds
  }

  /// Waits after the first inquiries, in units of ``apartSeconds``: 1, 2, 5, 10 and 30 minutes; then every hour.
  private static let waits = [1, 2, 5, 10, 30]
  private static let longestWait = 60
  /// Milliseconds. Whoever sets the inquiries 0 seconds apart wants the second absence at once, not one inquiry after the
  /// other for hours.
  private static let shortestUnit: Int64 = 10
  /// So long after the report was sent a person has to look.
  private static let endSeconds = 24 * 60 * 60

  /// - Parameters:
  ///   - inquiries: how often the report was asked about since it was last sent, this time included; at least 1.
  ///   - awaitsSecondAbsence: whether one more clear absence would settle it.
  /// - Returns: `nil` when asking is over. It never is before a handful of inquiries: they may have been impossible all
  ///   the 24 hours, over a weekend.
  package func next(afterInquiries inquiries: Int, sentAt: Moment, now: Moment, awaitsSecondAbsence: Bool) -> Moment? {
    if awaitsSecondAbsence { return now.adding(seconds: apartSeconds) }
    let end = sentAt.adding(seconds: Self.endSeconds)
    if now >= end && inquiries > Self.waits.count { return nil }
    let wait = inquiries > Self.waits.count ? Self.longestWait : Self.waits[inquiries - 1]
    let next = now.adding(milliseconds: Int64(wait) * max(Int64(apartSeconds) * 1000, Self.shortestUnit))
    return now < end ? min(next, end) : next
  }

  /// Stands in a time column for a report that is not asked about any more.
  package static let never = Moment(JapanDate("9999-12-31")!)
}
