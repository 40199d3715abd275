package import Validation

/// What a valid row wants sent.
package struct NewSubmission: Sendable {
  package var function: String
  package var isReport: Bool
  /// The business key: at most one submission with this key is ever live or accepted.
  ///
  /// Where the step may happen again, the ledger appends which time it is.
  package var key: String
  /// Where the key stands among others (``KeyPlace``); equal keys have equal ones.
  package var keyPlace = ""
  /// What the ledger counts to tell which time it is.
  package var sequence: FunctionSchema.Sequence?
  /// Digest of everything that would be sent: the same key with another digest is a conflict, not a repetition.
  package var contentDigest: String
  /// The vehicle whose steps must go strictly one after the other.
  package var vehicle: String
  /// The number that belongs to this vehicle and no other; empty where the function has none.
  package var vehicleNumber = ""
  /// The reporting office; empty where the function has none.
  package var office = ""
  /// The office that takes the vehicle over within the same process; empty where none does.
  package var passesTo = ""
  /// Threads that it belongs to besides its vehicle's.
  package var threads: [ThreadLink] = []
  /// The name that it gives to the package it makes, with the office and the day that the name belongs to.
  package var defines: String?
  /// The name that stands in it for a package's number which the service has yet to give.
  package var uses: String?
  /// Sort key of the vehicle's steps: process order first, then rank (domain/3 §3.6).
  package var order: Int
  /// Legal deadline as `yyyy-MM-dd`; empty where there is none. Earlier ones go first.
  package var deadline: String
  /// The service window that must be open, `reports` or `feeInquiry`.
  package var window: String
  /// The typed row as a JSON object: field name to canonical text.
  package var fields: String

  package init(
    function: String, isReport: Bool, key: String, sequence: FunctionSchema.Sequence? = nil, contentDigest: String,
    vehicle: String, order: Int, deadline: String, window: String, fields: String
  ) {
    self.function = function
    self.isReport = isReport
    self.key = key
    self.sequence = sequence
    self.contentDigest = contentDigest
    self.vehicle = vehicle
    self.order = order
    self.deadline = deadline
    self.window = window
    self.fields = fields
  }
}
