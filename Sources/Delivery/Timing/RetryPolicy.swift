/// How often and how late a request is tried again that certainly was not processed.
///
/// Pure: the random number is handed in. Holding for opening hours is no attempt and is decided elsewhere.
package struct RetryPolicy: Sendable, Hashable, Codable {
  /// All attempts, the first included.
  package var attempts = 5
  package var firstDelaySeconds = 2.0
  package var longestDelaySeconds = 60.0
  /// A `Retry-After` beyond this counts as this (assumed): a wrong header must not shelve a row for years.
  package var longestRetryAfterSeconds = 86_400.0

  package init() {}

  /// The delay after attempt number `attempt` (1 is the first): anything up to min(60 s, 2 s × 2^(attempt−1)), milliseconds.
  ///
  /// Full jitter: after an outage the retries of all users spread over the whole time instead of its second half. The
  /// pace goes on spacing our own.
  ///
  /// - Parameter random: 0 up to, not including, 1.
  package func delayMilliseconds(afterAttempt attempt: Int, random: Double) -> Int64 {
    var seconds = firstDelaySeconds
    // Doubling stops at the longest delay, so that no number of attempts overflows.
    for _ in 1..<max(1, attempt) where seconds < longestDelaySeconds { seconds *= 2 }
    let share = min(max(random, 0), 1)
    return Int64((min(longestDelaySeconds, seconds) * share * 1000).rounded())
  }

  /// When to try again after attempt number `attempt` failed at `now`; nil when that was the last.
  ///
  /// `Retry-After` wins over the own delay; a date that is already past is no help, the clocks differ, and is ignored.
  package func nextAttempt(after attempt: Int, now: Moment, retryAfter: RetryAfter? = nil, random: Double) -> Moment? {
    guard attempt < attempts else { return nil }
    let latest = now.adding(milliseconds: Int64(longestRetryAfterSeconds * 1000))
    switch retryAfter {
    case .seconds(let seconds): return min(latest, now.adding(milliseconds: Int64(seconds) * 1000))
    case .at(let moment) where moment > now: return min(latest, moment)
    case .at, nil: return now.adding(milliseconds: delayMilliseconds(afterAttempt: attempt, random: random))
    }
  }
}
