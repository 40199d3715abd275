package import Delivery
import Foundation

/// Tells the time to a core that has none.
///
/// `ELVBRIDGE_NOW` (ISO 8601) sets the moment at which the program believes to have started, for rehearsals and tests;
/// time then runs on at its usual speed.
package struct Clock: Sendable {
  private let read: @Sendable () -> Moment

  /// A clock that goes as it likes.
  package init(_ read: @escaping @Sendable () -> Moment) {
    self.read = read
  }

  /// A clock that starts at a moment of its own.
  package init(startingAt moment: Moment) {
    let offset = moment.milliseconds - Self.systemMilliseconds
    self.init { Moment(milliseconds: Self.systemMilliseconds + offset) }
  }

  package init(variables: [String: String] = ProcessInfo.processInfo.environment) {
    self.init(startingAt: variables["ELVBRIDGE_NOW"].flatMap { Moment($0) } ?? Self.system)
  }

  package func now() -> Moment { read() }

  private static var system: Moment { Moment(milliseconds: systemMilliseconds) }

  private static var systemMilliseconds: Int64 {
    Int64((Date().timeIntervalSince1970 * 1000).rounded())
  }
}
