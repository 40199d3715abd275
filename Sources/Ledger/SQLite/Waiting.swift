package import Delivery
internal import GRDB

extension SQLiteLedger {
  static let doubtfulQuery = """
    SELECT \(ClaimedSubmission.columns), a.request_id, a.code,
      (SELECT COUNT(*) FROM evidence AS e WHERE e.submission_id = s.id AND e.seen_at >= s.last_sent_at) AS inquiries,
      (SELECT COUNT(*) FROM attempts AS d WHERE d.submission_id = s.id AND d.outcome = 'unknown') AS doubts
    FROM submissions AS s
    JOIN attempts AS a ON a.submission_id = s.id AND a.number = s.sends
    WHERE s.state = 'unknown' AND s.due_at IS NOT NULL AND s.due_at <= ? ORDER BY s.due_at, s.id LIMIT ?
    """

  static let nextDueQuery = """
    SELECT due_at FROM submissions
    WHERE due_at > ?1 AND (?2 IS NULL OR drop_id IN (SELECT value FROM json_each(?2))) ORDER BY due_at LIMIT 1
    """

  package func firstSent(_ id: SubmissionID) throws -> Moment? {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT sent_at FROM attempts WHERE submission_id = ? ORDER BY number LIMIT 1")
      return try Int64.fetchOne(statement, arguments: [id.rawValue]).map(Moment.init(milliseconds:))
    }
  }

  static let backlogQuery = """
    SELECT function, COUNT(*) AS count FROM submissions INDEXED BY claimable
    WHERE held = 0 AND state IN (\(Tables.waiting)) AND drop_id NOT IN (\(Tables.dropsInStaging)) GROUP BY function
    """

  package func backlog() throws -> [String: Int] {
    try read { database in
      let rows = try Row.fetchAll(database, sql: Self.backlogQuery)
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["function"], $0["count"]) })
    }
  }

  package func doubtful(askableAt now: Moment, limit: Int) throws -> [ClaimedSubmission] {
    try read { database in
      let statement = try database.cachedStatement(sql: Self.doubtfulQuery)
      return try Row.fetchAll(statement, arguments: [now.milliseconds, limit])
        .map { row in
          var doubtful = try ClaimedSubmission(row, requestID: row["request_id"])
          doubtful.inquiries = row["inquiries"]
          doubtful.doubts = row["doubts"]
          doubtful.lastCode = row["code"]
          return doubtful
        }
    }
  }

  package func nextDue(after now: Moment, drops: [DropID]?) throws -> Moment? {
    try read { database in
      let chosen = try drops.map { try StoredValues.json($0.map(\.rawValue)) }
      let statement = try database.cachedStatement(sql: Self.nextDueQuery)
      let due = try Int64.fetchOne(statement, arguments: [now.milliseconds, chosen])
      return due.map(Moment.init(milliseconds:))
    }
  }
}
