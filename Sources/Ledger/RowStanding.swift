package import Delivery

/// How the row stands that a 台帳ID names: what a corrected row has to know of the one that failed.
package struct RowStanding: Sendable {
  package var function: String
  /// The row whose submission answers for this one; itself where it has its own or none.
  package var holder: RowID
  /// What was made of the row; `nil` for an invalid one.
  package var submission: Made?
  /// What the row still holds back.
  package var hold: Step?

  package struct Made: Sendable {
    package var isReport: Bool
    /// The business key as the row itself gave it, without the number of the time.
    package var key: String
    package var contentDigest: String
    /// The name that stood in it for a package's number, with the office and the day that the name belongs to.
    package var uses: String?
    package var state: SubmissionState
    package var receipt: Receipt?
    package var step: Step
  }

  /// A vehicle's step; the vehicle is empty for what is said of a package or a truck.
  package struct Step: Sendable, Hashable {
    package var vehicle: String
    /// Its place among the steps, as in ``NewSubmission/order``.
    package var order: Int
  }
}
