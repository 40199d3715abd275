package import Delivery

/// A submission's number in the ledger.
package struct SubmissionID: Sendable, Hashable, Codable, RawRepresentable {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What the dispatcher asks for when it is ready for the next submission.
package struct Claim: Sendable {
  package var now: Moment
  /// Windows that are open now; a submission of another window is passed over.
  package var openWindows: [String]
  /// Only drops that belong to this run; `nil` for all.
  package var drops: [DropID]?
  /// Only this submission, as ``LedgerDriver/claimable(_:limit:)`` gave it, if it still may go.
  package var only: SubmissionID?
  /// Names the request on the wire (`X-Request-Id`) and in the attempt.
  package var requestID: String

  package init(now: Moment, openWindows: [String], drops: [DropID]? = nil, requestID: String) {
    self.now = now
    self.openWindows = openWindows
    self.drops = drops
    self.requestID = requestID
  }
}

/// A submission that the caller now owns, or may ask about.
package struct ClaimedSubmission: Sendable {
  package var id: SubmissionID
  package var drop: DropID
  package var row: Int
  package var submission: NewSubmission
  package var state: SubmissionState
  /// How many attempts were spent, the claimed one included; those that `spendsAttempt: false` forgave are not counted.
  package var attempts: Int
  /// How often it was sent, the claimed time included and nothing forgiven.
  package var sends: Int
  package var requestID: String
  /// When the last report attempt was sent.
  package var lastSentAt: Moment?
  /// Inquiries in a row that clearly did not show the report.
  package var absences: Int
  /// Inquiries since it was last sent; known of submissions in doubt.
  package var inquiries = 0
  /// How many of its attempts ended in doubt; known of submissions in doubt.
  package var doubts = 0
  /// The result code of the last attempt, where one was received; known of submissions in doubt.
  package var lastCode: String?

  package init(
    id: SubmissionID, drop: DropID, row: Int, submission: NewSubmission, state: SubmissionState, attempts: Int,
    sends: Int, requestID: String, lastSentAt: Moment?, absences: Int
  ) {
    self.id = id
    self.drop = drop
    self.row = row
    self.submission = submission
    self.state = state
    self.attempts = attempts
    self.sends = sends
    self.requestID = requestID
    self.lastSentAt = lastSentAt
    self.absences = absences
  }
}

extension ClaimedSubmission {
  /// The 台帳ID of the row that it was made of.
  package var rowID: RowID { RowID(drop: drop, number: row) }
}

/// What one attempt came to.
package struct AttemptResult: Sendable {
  package var submission: SubmissionID
  package var requestID: String
  package var finishedAt: Moment
  package var settlement: Settlement
  /// HTTP status, where one was received.
  package var status: Int?
  /// The service's result code, where one was received.
  package var code: String?
  /// The list that an inquiry answered with, a line for each of its members.
  package var lines: [[String]]
  /// Whether anything of it may have left; an intent that was given back untouched was no attempt at all.
  package var wasSent = true

  package init(
    submission: SubmissionID, requestID: String, finishedAt: Moment, settlement: Settlement, status: Int?,
    code: String?, lines: [[String]] = []
  ) {
    self.submission = submission
    self.requestID = requestID
    self.finishedAt = finishedAt
    self.settlement = settlement
    self.status = status
    self.code = code
    self.lines = lines
  }
}

/// A waiting submission whose package now has a number.
package struct Resolvable: Sendable {
  package var submission: ClaimedSubmission
  /// The function of the report that made the package, and what the service answered to it.
  package var definedBy: String
  package var receipt: Receipt
}

/// What an inquiry showed about a submission in doubt, kept for a person and for the two-absences rule (domain/4 §4.4).
package struct Evidence: Sendable, Hashable {
  package typealias Verdict = Delivery.Verdict
  package var verdict: Verdict
  /// The inquiry's function and the part of its answer that decided.
  package var detail: String

  package init(verdict: Verdict, detail: String) {
    self.verdict = verdict
    self.detail = detail
  }
}
