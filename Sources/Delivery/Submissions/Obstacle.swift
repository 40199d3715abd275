/// An invalid report: nothing of it is sent, and what comes after it in its lines waits until it is put right.
package struct Obstacle: Sendable, Hashable {
  package var function: String
  /// Empty for a report about a package or a truck.
  package var vehicle: String
  /// Its place among the steps, as in ``NewSubmission/order``.
  package var order: Int
  /// The vehicle's line and the threads that it would have belonged to, as far as they could be read.
  package var lines: [String]

  package init(function: String, vehicle: String, order: Int, lines: [String]) {
    self.function = function
    self.vehicle = vehicle
    self.order = order
    self.lines = lines
  }
}
