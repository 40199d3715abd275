package import Delivery
internal import Findings
internal import GRDB

/// What becomes of intents that a dead process left behind.
extension SQLiteLedger {
  package func noteLeaving(_ requestID: String) throws {
    try Self.faults(at: path) { try ownDepartures().note(requestID) }
  }

  package func recoverInterrupted(at now: Moment) throws -> Int {
    let departed = try ownDepartures().departed()
    let count = try write { database in
      let interrupted = try Row.fetchAll(
        database,
        sql: """
          SELECT s.id, s.is_report, a.request_id FROM submissions AS s INDEXED BY in_flight
          JOIN attempts AS a ON a.submission_id = s.id AND a.finished_at IS NULL WHERE s.state = 'inFlight'
          """)
      for submission in interrupted {
        let requestID: String = submission["request_id"]
        let isReport: Bool = submission["is_report"]
        var result = AttemptResult(
          submission: SubmissionID(rawValue: submission["id"]), requestID: requestID, finishedAt: now,
          settlement: .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: false), status: nil,
          code: nil)
        if let departed, !departed.contains(requestID) {
          result.wasSent = false
        } else {
          result.settlement =
            isReport
            ? .unknown(askNotBefore: now, because: Finding(.interrupted))
            : .retryable(notBefore: now, because: Finding(.waiting), spendsAttempt: true)
        }
        try Self.record(result, in: database)
      }
      return interrupted.count
    }
    try ownDepartures().begin()
    return count
  }

  /// Starts the note of what leaves anew, unless what a dead process left in flight has to be judged by it first.
  func beginDepartures() throws {
    let isAnyInFlight = try read { database in
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM submissions WHERE state = 'inFlight')") ?? false
    }
    if !isAnyInFlight { try ownDepartures().begin() }
  }

  /// Takes an intent back of which nothing has left: as if it had not been claimed, but for the moment it waits for.
  static func takeBack(_ result: AttemptResult, in database: Database) throws {
    guard case .retryable = result.settlement else {
      throw Impossible("only what may still be sent can be given back")
    }
    try database.cachedStatement(
      sql: "DELETE FROM attempts WHERE submission_id = ? AND request_id = ? AND finished_at IS NULL"
    ).execute(arguments: [result.submission.rawValue, result.requestID])
    guard database.changesCount == 1 else { throw Impossible("attempt \(result.requestID) is not under way") }
    try apply(result.settlement, to: result.submission, at: result.finishedAt, wasClaimed: true, in: database)
    try database.cachedStatement(
      sql: """
        UPDATE submissions AS s SET sends = sends - 1, last_sent_at =
          (SELECT sent_at FROM attempts WHERE submission_id = s.id AND number = s.sends - 1)
        WHERE id = ?
        """
    ).execute(arguments: [result.submission.rawValue])
  }
}
