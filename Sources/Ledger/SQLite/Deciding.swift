package import Delivery
internal import GRDB

/// What a person is shown of reports in doubt, and what becomes of the person's word.
extension SQLiteLedger {
  package func doubts() throws -> [SubmissionHistory] {
    try read { database in
      let ids = try Int64.fetchAll(database, sql: Self.doubtsQuery)
      return try ids.compactMap { try Self.history(of: $0, in: database) }
    }
  }

  /// By way of the index of what is due: a doubt always is, be it in the year 9999.
  static let doubtsQuery = """
    SELECT id FROM submissions WHERE state = 'unknown' AND due_at IS NOT NULL ORDER BY last_sent_at, id
    """

  package func history(of row: RowID) throws -> SubmissionHistory? {
    try read { database in
      let id = try Int64.fetchOne(
        database, sql: "SELECT submission_id FROM rows WHERE drop_id = ? AND number = ?",
        arguments: [row.drop.rawValue, row.number])
      guard let id, var history = try Self.history(of: id, in: database) else { return nil }
      history.earlier = try Self.earlier(of: row, and: history.rowID, in: database)
      return history
    }
  }

  /// What was refused of a row, and of the row whose submission answers for it, before the present submission was made.
  private static func earlier(
    of row: RowID, and holder: RowID, in database: Database
  ) throws -> [SubmissionHistory] {
    let query = "SELECT id FROM submissions WHERE drop_id = ? AND row_number = ? AND past > 0"
    let statement = try database.cachedStatement(sql: query)
    let ids = try Set([row, holder]).flatMap {
      try Int64.fetchAll(statement, arguments: [$0.drop.rawValue, $0.number])
    }
    return try ids.sorted().compactMap { try history(of: $0, in: database) }
  }

  package func decide(_ id: SubmissionID, _ decision: Decision, having seen: Int, at now: Moment) throws -> Bool {
    try writeAsGuest { database in
      let present = try Row.fetchOne(
        database,
        sql: """
          SELECT state, (SELECT COUNT(*) FROM evidence WHERE submission_id = s.id) AS seen FROM submissions AS s
          WHERE id = ?
          """, arguments: [id.rawValue])
      guard let present, present["state"] == SubmissionState.unknown.rawValue, present["seen"] == seen else {
        return false
      }
      try Self.apply(decision.settlement, to: id, at: now, wasClaimed: true, in: database)
      try database.execute(
        sql: """
          INSERT INTO decisions (submission_id, number, decided_at, who, why, verdict, receipt)
          SELECT :id, 1 + coalesce(MAX(number), 0), :now, :who, :why, :verdict, :receipt
          FROM decisions WHERE submission_id = :id
          """,
        arguments: [
          "id": id.rawValue, "now": now.milliseconds, "who": decision.who, "why": decision.why,
          "verdict": decision.settlement.state.rawValue, "receipt": decision.receipt,
        ])
      return true
    }
  }

  package func earlierSends(like id: SubmissionID) throws -> Int {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT coalesce(SUM(o.sends), 0) FROM submissions AS s JOIN submissions AS o INDEXED BY steps_of_vehicle
            ON o.is_report = 1 AND o.vehicle = s.vehicle AND o.business_key = s.business_key AND o.id <> s.id
          WHERE s.id = ?
          """, arguments: [id.rawValue]) ?? 0
    }
  }

  /// From the few decisions to their rows, never through all rows (`CROSS JOIN` keeps that order).
  static let decidedQuery = """
    SELECT drop_id, COUNT(*) AS count FROM (
      SELECT r.drop_id FROM decisions CROSS JOIN rows AS r ON r.submission_id = decisions.submission_id
      UNION ALL SELECT drop_id FROM releases)
    GROUP BY drop_id
    """

  package func decidedDrops() throws -> [DropID: Int] {
    try read { database in
      let counts = try Row.fetchAll(try database.cachedStatement(sql: Self.decidedQuery))
      return Dictionary(uniqueKeysWithValues: counts.map { (DropID(rawValue: $0["drop_id"]), $0["count"]) })
    }
  }

  private static func history(of id: Int64, in database: Database) throws -> SubmissionHistory? {
    let query = "SELECT \(ClaimedSubmission.columns), due_at, findings, receipt FROM submissions AS s WHERE id = ?"
    guard let row = try Row.fetchOne(database, sql: query, arguments: [id]) else { return nil }
    var history = SubmissionHistory(
      claimed: try ClaimedSubmission(row, requestID: ""), dueAt: moment(row["due_at"]),
      findings: try StoredValues.findings(from: row["findings"]),
      receipt: try (row["receipt"] as String?).map { try StoredValues.value(Receipt.self, from: $0) })
    func all(_ table: String) throws -> [Row] {
      try Row.fetchAll(
        database, sql: "SELECT * FROM \(table) WHERE submission_id = ? ORDER BY number", arguments: [id])
    }
    history.attempts = try all("attempts").map { row in
      SubmissionHistory.Attempt(
        number: row["number"], requestID: row["request_id"], sentAt: Moment(milliseconds: row["sent_at"]),
        finishedAt: moment(row["finished_at"]),
        outcome: (row["outcome"] as String?).flatMap(SubmissionState.init(rawValue:)), status: row["status"],
        code: row["code"])
    }
    history.claimed.requestID = history.attempts.last?.requestID ?? ""
    history.evidence = try all("evidence").map { row in
      guard let verdict = Verdict(rawValue: row["verdict"]) else { throw Impossible("an unknown verdict is stored") }
      return SubmissionHistory.Seen(
        at: Moment(milliseconds: row["seen_at"]), evidence: Evidence(verdict: verdict, detail: row["detail"]))
    }
    history.decisions = try all("decisions").map { row in
      guard let verdict = SubmissionState(rawValue: row["verdict"]) else {
        throw Impossible("an unknown decision is stored")
      }
      return SubmissionHistory.Decided(
        at: Moment(milliseconds: row["decided_at"]), who: row["who"], why: row["why"], verdict: verdict,
        receipt: row["receipt"])
    }
    return history
  }

  private static func moment(_ milliseconds: Int64?) -> Moment? { milliseconds.map(Moment.init(milliseconds:)) }
}
