/// An invalid report: nothing of it is sent, and what comes after it in its lines waits until it is put right.
package struct Obstacle: Sendable, Hashable {
  package var function: String
  /// Empty for a report about a package or a truck.
  package var vehicle: String
  package var office: String
  /// Its place among the steps, as in ``NewSubmission/order``.
  package var order: Int
  /// The vehicle's line and the threads that it would have belonged to, as far as they could be read.
  package var lines: [String]

  package init(function: String, vehicle: String, office: String = "", order: Int, lines: [String]) {
    self.function = function
    self.vehicle = vehicle
    self.office = office
    self.order = order
    self.lines = lines
  }
}

extension Obstacle {
  /// What a row holds that would have been this submission.
  package init(_ submission: NewSubmission) {
    let vehicle = submission.vehicle.isEmpty ? [] : [ThreadName.ofVehicle(submission.vehicle)]
    self.init(
      function: submission.function, vehicle: submission.vehicle, office: submission.office, order: submission.order,
      lines: vehicle + submission.threads.map(\.name))
  }
}
