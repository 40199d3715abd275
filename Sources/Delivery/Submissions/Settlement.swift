package import Findings

/// What one attempt, inquiry or gate did to a submission: the next state with all that the ledger keeps of it.
package enum Settlement: Sendable, Hashable {
  /// The service took the report, or answered the inquiry.
  case accepted(Receipt)
  /// Permanently refused; sending the same bytes can never succeed.
  ///
  /// `blocksVehicle` is false where the step was done all the same ("already reported"), so that later steps may go on.
  case rejected([Finding], blocksVehicle: Bool = true)
  /// Certainly not processed; not before the moment given.
  ///
  /// `spendsAttempt` is false where waiting is nobody's fault (closed hours, an expired token).
  case retryable(notBefore: Moment, because: Finding, spendsAttempt: Bool)
  /// Sent without a usable answer; ask about it, not before the moment given.
  case unknown(askNotBefore: Moment, because: Finding)

  package var state: SubmissionState {
    switch self {
    case .accepted: .accepted
    case .rejected: .rejected
    case .retryable: .retryable
    case .unknown: .unknown
    }
  }
}

/// What the service gave for an accepted submission.
package struct Receipt: Sendable, Hashable, Codable {
  /// The number that stands for the acceptance, 移動報告番号 for most reports; `nil` for an inquiry.
  package var number: String?
  /// When the service says that it recorded the report, as it wrote it.
  package var acceptedAt: String?
  /// The answer's columns by their wire names, as text: what the result file shows.
  package var columns: [String: String]
  /// Threads that the report turned out to belong to: the package that the service made for it.
  package var threads: [String]?
  /// Remarks that travel with the acceptance: a passed deadline, a confirmation by inquiry.
  package var findings: [Finding]

  package init(
    number: String? = nil, acceptedAt: String? = nil, columns: [String: String] = [:], threads: [String] = [],
    findings: [Finding] = []
  ) {
    self.number = number
    self.acceptedAt = acceptedAt
    self.columns = columns
    self.threads = threads.isEmpty ? nil : threads
    self.findings = findings
  }
}
