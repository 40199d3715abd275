/// What a valid row wants sent.
package struct NewSubmission: Sendable {
  package var function: String
  package var isReport: Bool
  /// The business key: at most one submission with this key is ever live or accepted.
  package var key: String
  /// Digest of everything that would be sent: the same key with another digest is a conflict, not a repetition.
  package var contentDigest: String
  /// The vehicle whose steps must go strictly one after the other.
  package var vehicle: String
  /// Sort key of the vehicle's steps: process order first, then rank (domain/3 §3.6).
  package var order: Int
  /// Legal deadline as `yyyy-MM-dd`; empty where there is none. Earlier ones go first.
  package var deadline: String
  /// The service window that must be open, `reports` or `feeInquiry`.
  package var window: String
  /// The typed row as a JSON object: field name to canonical text.
  package var fields: String

  package init(
    function: String, isReport: Bool, key: String, contentDigest: String, vehicle: String, order: Int,
    deadline: String, window: String, fields: String
  ) {
    self.function = function
    self.isReport = isReport
    self.key = key
    self.contentDigest = contentDigest
    self.vehicle = vehicle
    self.order = order
    self.deadline = deadline
    self.window = window
    self.fields = fields
  }
}
