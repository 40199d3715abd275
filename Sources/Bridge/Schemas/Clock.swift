package import Delivery
import Foundation

/// Tells the time to a core that has none.
///
/// `ELVBRIDGE_NOW` (ISO 8601) sets the moment at which the program believes to have started, for rehearsals and tests;
/// time then runs on at its usual speed.
package struct Clock: Sendable {
  private let offsetMilliseconds: Int64

  /// A clock that starts at a moment of its own.
  package init(startingAt moment: Moment) {
    offsetMilliseconds = moment.milliseconds - Self.systemMilliseconds
  }

  package init(variables: [String: String] = ProcessInfo.processInfo.environment) {
    let started = variables["ELVBRIDGE_NOW"].flatMap { Moment($0) }
    offsetMilliseconds = started.map { $0.milliseconds - Self.systemMilliseconds } ?? 0
  }

  package func now() -> Moment {
    Moment(milliseconds: Self.systemMilliseconds + offsetMilliseconds)
  }

  private static var systemMilliseconds: Int64 {
    Int64((Date().timeIntervalSince1970 * 1000).rounded())
  }
}
