package import Delivery
internal import Validation

/// How often the service was called, by month in Japan and function: what a user declared a maximum of (seed 000, lines
/// 107–108).
package struct CallCounts: Sendable, Hashable {
  package struct Key: Sendable, Hashable {
    /// `2026-11`.
    package var month: String
    package var function: String
  }

  package struct Count: Sendable, Hashable {
    /// Requests that left, answered or not.
    package var sent = 0
    /// Those that the service took.
    package var accepted = 0

    package init(sent: Int = 0, accepted: Int = 0) {
      self.sent = sent
      self.accepted = accepted
    }
  }

  package private(set) var counts: [Key: Count] = [:]

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }

  package mutating func note(_ function: String, isAccepted: Bool, at moment: Moment) {
    let key = Key(month: Self.month(of: moment), function: function)
    counts[key, default: Count()].sent += 1
    counts[key, default: Count()].accepted += isAccepted ? 1 : 0
  }

  /// The month in Japan that a moment lies in.
  package static func month(of moment: Moment) -> String { String(moment.japanDate.description.prefix(7)) }

  /// What was counted, which starts anew.
  package mutating func taken() -> CallCounts {
    defer { counts = [:] }
    return self
  }
}
