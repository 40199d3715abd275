/// Rests longer each time that the far end turns out to be ill, and then tries it with a single request.
///
/// ```
/// closed ─trouble─▶ open (rests 1, 2, 4 … 30 minutes) ─▶ half open ─one good answer─▶ closed
///                    ▲                                       │
///                    └──────────── any trouble ──────────────┘
/// ```
package struct Circuit: Sendable, Hashable {
  static let shortestRestSeconds = 60
  static let longestRestSeconds = 30 * 60

  /// How often it has opened since the last good answer.
  private var openings = 0

  package init() {}

  /// Whether the next request is a trial: one failure is enough to rest again.
  package var isHalfOpen: Bool { openings > 0 }

  /// Says until when nothing is sent.
  package mutating func open(at now: Moment) -> Moment {
    // Doubling stops at the longest rest, so that no number of openings overflows.
    let seconds = min(Self.longestRestSeconds, Self.shortestRestSeconds << min(openings, 8))
    openings += 1
    return now.adding(seconds: seconds)
  }

  package mutating func close() {
    openings = 0
  }
}
