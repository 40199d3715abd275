/// Spaces requests evenly and slows down when the service asks for it; how many are in flight is decided elsewhere.
///
/// **Throttled:** the rate halves (of what it was at that moment, down to 1/64 of the configured rate) and stays there
/// for 10 minutes. **Recovery:** then it climbs by a tenth of the configured rate each minute, so that a halved rate is
/// whole again after another 5 minutes. A further throttle starts over from the rate reached.
///
/// Keep the value across restarts: a restart must not forget that the service asked for less.
package struct Pace: Sendable, Hashable, Codable {
  /// The configured rate, requests per second, above 0.
  package private(set) var requestsPerSecond: Double
  var throttled: Throttled?
  var nextFree: Moment?
  var latestNow: Moment?

  struct Throttled: Sendable, Hashable, Codable {
    var at: Moment
    var rate: Double
  }

  static let throttleMilliseconds: Int64 = 600_000
  static let smallestShare = 1.0 / 64
  static let recoveryPerMinute = 0.1

  /// - Precondition: the rate is above 0 and finite.
  package init(requestsPerSecond: Double = 1) {
    precondition(requestsPerSecond > 0 && requestsPerSecond.isFinite, "a rate is above 0")
    self.requestsPerSecond = requestsPerSecond
  }

  /// Takes over a newly configured rate; a throttle in force keeps its share.
  package mutating func configure(requestsPerSecond rate: Double) {
    precondition(rate > 0 && rate.isFinite, "a rate is above 0")
    throttled?.rate *= rate / requestsPerSecond
    requestsPerSecond = rate
  }

  /// The rate in force, requests per second.
  package func rate(at now: Moment) -> Double {
    guard let throttled else { return requestsPerSecond }
    let recovering = throttled.at.milliseconds(until: now) - Self.throttleMilliseconds
    guard recovering > 0 else { return throttled.rate }
    let regained = requestsPerSecond * Self.recoveryPerMinute * Double(recovering) / 60_000
    return min(requestsPerSecond, throttled.rate + regained)
  }

  /// The earliest moment at which ``nextSlot(now:)`` would give a slot; nothing is reserved.
  package func earliestSlot(now: Moment) -> Moment {
    var later = self
    return later.nextSlot(now: now)
  }

  /// Milliseconds between two slots, rounded up; a rate beyond 1000 is no limit, which only rehearsals have a use for.
  private func spacing(at moment: Moment) -> Int64 {
    let rate = rate(at: moment)
    return rate > 1000 ? 0 : Int64((1000 / rate).rounded(.up))
  }

  /// Reserves the next slot and says when it is: `now` or later. Each call takes one.
  package mutating func nextSlot(now: Moment) -> Moment {
    follow(now)
    let slot = max(now, nextFree ?? now)
    nextFree = slot.adding(milliseconds: spacing(at: slot))
    return slot
  }

  /// Halves the rate because the service said that it was too much; no slot comes before `notBefore`.
  package mutating func slowDown(now: Moment, notBefore: Moment? = nil) {
    follow(now)
    throttled = Throttled(at: now, rate: max(requestsPerSecond * Self.smallestShare, rate(at: now) / 2))
    let spaced = now.adding(milliseconds: spacing(at: now))
    nextFree = [nextFree, spaced, notBefore].compactMap(\.self).max()
  }

  /// Lets no slot come before the moment given: a service under maintenance said when to come back.
  package mutating func rest(until moment: Moment, now: Moment) {
    follow(now)
    nextFree = max(moment, nextFree ?? moment)
  }

  /// Shifts everything when the clock was set back, so that a pace kept from a wrong clock doesn't stall for days.
  ///
  /// Less than a second is no set clock but callers who looked at theirs and then came in another order.
  private mutating func follow(_ now: Moment) {
    guard let latest = latestNow, now < latest else {
      latestNow = now
      return
    }
    let back = latest.milliseconds(until: now)
    guard back <= -1000 else { return }
    nextFree = nextFree?.adding(milliseconds: back)
    throttled = throttled.map { Throttled(at: $0.at.adding(milliseconds: back), rate: $0.rate) }
    latestNow = now
  }
}
