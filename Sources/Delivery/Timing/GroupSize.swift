/// How many submissions share one durable transaction, so that the disk never sets the pace (PRODUCT, "Being sure").
///
/// As many as leave within a fifth of a second: what a kill leaves in doubt is then as little as one second of a slow
/// service would. At the usual pace of one request a second that is one; a service that answers at once gets 16.
package struct GroupSize: Sendable, Hashable {
  package static let usualLargest = 16
  static let span = 200.0

  /// Never more than this.
  private let largest: Int

  /// What an exchange took lately, in milliseconds; `nil` before the first.
  private var usual: Double?

  /// - Precondition: at least one.
  package init(largest: Int = usualLargest) {
    precondition(largest >= 1, "a group has a member")
    self.largest = largest
  }

  /// Takes note of what one exchange took.
  package mutating func note(milliseconds: Int64) {
    let spent = Double(max(0, milliseconds))
    usual = usual.map { $0 + (spent - $0) / 4 } ?? spent
  }

  /// - Parameter rate: requests per second, above 0.
  package func size(atRate rate: Double) -> Int {
    // Nobody knows yet how long the service takes.
    guard let usual else { return 1 }
    let each = max(1000 / rate, usual, Self.span / Double(largest))
    return min(largest, max(1, Int(Self.span / each)))
  }
}
