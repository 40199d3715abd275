internal import GRDB

/// Proves that the ledger is whole and says one thing.
extension SQLiteLedger {
  /// What does not fit, in words with the numbers of what is meant; empty for a sound ledger.
  ///
  /// The file as SQLite sees it, and every sum and link that the tables' own constraints can't hold. Reads everything: tens
  /// of millions of rows take minutes.
  ///
  /// - Parameter advanced: told before each look how many are done, and of how many.
  package func contradictions(advanced: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> [String] {
    try read { database in
      let all = 2 + Self.rules.count
      advanced(0, all)
      var found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      advanced(1, all)
      found += try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
        "a row of \(row[0] as String) refers to one of \(row[2] as String) that is not there"
      }
      for (number, rule) in Self.rules.enumerated() {
        advanced(2 + number, all)
        found += try String.fetchAll(database, sql: rule.query + " LIMIT 20").map { "\($0): \(rule.meaning)" }
      }
      return found
    }
  }

  /// How much the ledger holds, by table.
  package func sizes() throws -> [(table: String, count: Int)] {
    try read { database in
      try ["drops", "rows", "submissions", "attempts", "evidence", "decisions", "past_reports"].map { table in
        (table, try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)") ?? 0)
      }
    }
  }

  private static let row = "'D' || r.drop_id || 'R' || r.number"
  private static let submission = "'D' || s.drop_id || 'R' || s.row_number"
  private static let standing = "rows AS r JOIN submissions AS s ON s.id = r.submission_id"

  /// Each query selects the 台帳ID of what breaks the rule.
  private static let rules: [(query: String, meaning: String)] = [
    (
      "SELECT \(row) FROM \(standing) WHERE r.link = 'own' AND (s.drop_id <> r.drop_id OR s.row_number <> r.number)",
      "the row stands for a submission that is another row's own"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s WHERE s.past = 0 AND NOT EXISTS (
        SELECT 1 FROM rows AS r WHERE r.submission_id = s.id AND r.link = 'own')
      """, "no row stands for the submission"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s
      WHERE s.sends <> (SELECT COUNT(*) FROM attempts AS a WHERE a.submission_id = s.id)
      """, "it was sent another number of times than there are attempts"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s WHERE (s.state = 'inFlight')
        <> EXISTS (SELECT 1 FROM attempts AS a WHERE a.submission_id = s.id AND a.finished_at IS NULL)
      """, "it is in flight without an attempt under way, or the other way round"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s WHERE s.state = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM attempts AS a WHERE a.submission_id = s.id AND a.outcome = 'accepted')
        AND NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.submission_id = s.id AND e.verdict = 'present')
        AND NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.submission_id = s.id AND d.verdict = 'accepted')
      """, "it is accepted, and neither an answer nor an inquiry nor a person said so"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s JOIN drops AS d ON d.id = s.drop_id
      WHERE s.sends > 0 AND d.state <> 'staged'
      """, "it was sent before its drop was complete"
    ),
    (
      "SELECT 'D' || d.id FROM drops AS d WHERE d.state = 'staged' AND NOT EXISTS (SELECT 1 FROM rows WHERE drop_id = d.id)",
      "the drop is complete and has no rows"
    ),
    (
      """
      SELECT 'D' || drop_id FROM (
        SELECT r.drop_id, \(Tables.fate("r", "s")) AS fate, COUNT(*) AS count
        FROM rows AS r LEFT JOIN submissions AS s ON s.id = r.submission_id GROUP BY 1, 2
        EXCEPT SELECT drop_id, fate, count FROM tallies)
      UNION SELECT 'D' || drop_id FROM tallies GROUP BY drop_id
      HAVING SUM(count) <> (SELECT COUNT(*) FROM rows WHERE rows.drop_id = tallies.drop_id)
      """, "the drop's counts are not those of its rows"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s JOIN (
        SELECT business_key FROM submissions WHERE state <> 'rejected' GROUP BY 1 HAVING COUNT(*) > 1
      ) AS twice ON twice.business_key = s.business_key WHERE s.state <> 'rejected'
      """, "another one that was not refused has the same key"
    ),
    (
      """
      SELECT \(submission) FROM submissions AS s JOIN past_reports AS p ON p.business_key = s.business_key
      WHERE s.is_report = 1 AND s.state <> 'rejected'
      """, "it was reported before the records that are kept"
    ),
  ]
}
