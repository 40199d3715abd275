import Validation

/// When everything that waits will have been sent, if the service goes on as it does.
///
/// ```
/// 842 requests, 28 minutes at 0.5/s, done 07:28; closing 21:00
/// ```
package struct Forecast: Sendable, Hashable {
  /// What waits for one window.
  package struct Backlog: Sendable, Hashable {
    package var window: String
    package var submissions: Int
    /// Requests that they take, inquiries before them included.
    package var requests: Int

    package init(window: String, submissions: Int, requests: Int) {
      self.window = window
      self.submissions = submissions
      self.requests = requests
    }
  }

  package var submissions: Int
  package var requests: Int
  /// Requests per second.
  package var rate: Double
  package var begins: Moment
  package var ends: Moment
  /// When the service closes after the beginning; `nil` where it never does.
  package var closes: Moment?

  /// Seconds of sending, closed hours not counted.
  package var seconds: Int { Int((Double(requests) / rate).rounded(.up)) }
  package var isDoneBeforeClosing: Bool { closes.map { ends <= $0 } ?? true }

  /// `nil` when nothing waits, or when the service does not open within 400 days.
  ///
  /// What closes first is sent first: a window that is open longer can wait. One request follows the other.
  package init?(of backlog: [Backlog], rate: Double, hours: ServiceHours, from now: Moment) {
    let waiting = backlog.filter { $0.requests > 0 }.sorted {
      (hours.nextClosing($0.window, after: now)?.milliseconds ?? .max, $0.window)
        < (hours.nextClosing($1.window, after: now)?.milliseconds ?? .max, $1.window)
    }
    guard !waiting.isEmpty, rate > 0 else { return nil }
    var moment = now
    var begins: (at: Moment, window: String)?
    for part in waiting {
      var left = Double(part.requests) / rate
      while left > 0 {
        if !hours.maySend(part.window, at: moment) {
          guard let opening = hours.nextOpening(part.window, after: moment) else { return nil }
          moment = opening
        }
        begins = begins ?? (moment, part.window)
        let closing = hours.nextClosing(part.window, after: moment)?.adding(seconds: -hours.closingGuardSeconds)
        let open = closing.map { Double($0.milliseconds - moment.milliseconds) / 1000 } ?? left
        let spent = min(left, open)
        left -= spent
        moment = moment.adding(milliseconds: Int64((spent * 1000).rounded(.up)))
      }
    }
    guard let begins else { return nil }
    submissions = waiting.reduce(0) { $0 + $1.submissions }
    requests = waiting.reduce(0) { $0 + $1.requests }
    self.rate = rate
    self.begins = begins.at
    ends = moment
    closes = hours.nextClosing(begins.window, after: begins.at)
  }
}
