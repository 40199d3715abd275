package import Delivery
package import Findings

/// A submission with everything that was sent, seen and decided about it, for a person who has to judge.
package struct SubmissionHistory: Sendable {
  package var claimed: ClaimedSubmission
  /// When it will be asked about, or sent again; ``DoubtSchedule/never`` where only a person leads on, `nil` once settled.
  package var dueAt: Moment?
  /// Why it stands as it stands.
  package var findings: [Finding]
  package var receipt: Receipt?
  package var attempts: [Attempt] = []
  package var evidence: [Seen] = []
  package var decisions: [Decided] = []
  /// What was refused of the same row before this took its place, the first one first.
  package var earlier: [SubmissionHistory] = []

  package struct Attempt: Sendable {
    package var number: Int
    package var requestID: String
    package var sentAt: Moment
    /// `nil` while it is under way.
    package var finishedAt: Moment?
    package var outcome: SubmissionState?
    package var status: Int?
    package var code: String?
  }

  package struct Seen: Sendable {
    package var at: Moment
    package var evidence: Evidence
  }

  package struct Decided: Sendable {
    package var at: Moment
    package var who: String
    package var why: String
    package var verdict: SubmissionState
    package var receipt: String?
  }

  package init(
    claimed: ClaimedSubmission, dueAt: Moment? = nil, findings: [Finding], receipt: Receipt? = nil
  ) {
    self.claimed = claimed
    self.dueAt = dueAt
    self.findings = findings
    self.receipt = receipt
  }

  package var rowID: RowID { claimed.rowID }
  package var isInDoubt: Bool { claimed.state == .unknown }
  /// Whether nothing but a person leads out of the doubt.
  package var needsPerson: Bool { isInDoubt && dueAt.map { $0 >= DoubtSchedule.never } ?? true }
}

/// A person's word about a report in doubt.
package struct Decision: Sendable {
  package var who: String
  package var why: String
  /// The acceptance, or `retryable` for a report that is to be sent once more.
  package var settlement: Settlement
  /// The number that the person read on the service's screen.
  package var receipt: String?

  package init(who: String, why: String, settlement: Settlement, receipt: String? = nil) {
    self.who = who
    self.why = why
    self.settlement = settlement
    self.receipt = receipt
  }
}
