package import Delivery
internal import Findings
internal import GRDB

/// Removes what is older than anybody has to keep it.
extension SQLiteLedger {
  /// How long records are kept at least, in years (規則102条).
  package static let yearsKept = Tables.yearsKept

  /// What pruning came to.
  package struct Pruned: Sendable, Hashable {
    package var drops = 0
    package var rows = 0

    package init(drops: Int = 0, rows: Int = 0) {
      self.drops = drops
      self.rows = rows
    }
  }

  /// Removes the oldest drops whose every row was settled before the moment, at most so many; nothing where there is none.
  ///
  /// A drop goes from its end, a slice of rows in each durable transaction, so that nobody waits long for the ledger; the
  /// next call goes on with what a dead process left of one. Of an accepted report its key, vehicle, moment and receipt
  /// number stay, so that the same row is still recognised; what people entered goes. A drop stays while another one's rows
  /// rely on its submissions. Nothing of the last five years can be removed, whatever the moment: the file refuses it.
  package func prune(before moment: Moment, atMost limit: Int) throws -> Pruned {
    let drops = try read {
      try Int64.fetchAll($0, sql: Self.prunableQuery, arguments: [moment.milliseconds, limit])
    }
    var pruned = Pruned(drops: drops.count)
    for drop in drops {
      while let rows = try write({ try Self.removeSlice(of: drop, in: $0) }) { pruned.rows += rows }
    }
    return pruned
  }

  /// How much ``prune(before:atMost:)`` would remove, without removing it.
  package func prunable(before moment: Moment) throws -> Pruned {
    try read { database in
      let counts = try Row.fetchOne(
        database,
        sql: """
          WITH old AS (\(Self.prunableQuery))
          SELECT (SELECT COUNT(*) FROM old) AS drops, (SELECT COUNT(*) FROM rows WHERE drop_id IN (SELECT id FROM old)) AS rows
          """, arguments: [moment.milliseconds, -1])
      return Pruned(drops: counts?["drops"] ?? 0, rows: counts?["rows"] ?? 0)
    }
  }

  private static let prunableQuery = """
    SELECT d.id FROM drops AS d
    WHERE d.state = 'staged' AND d.seen_at < min(?1, \(Tables.youngest))
      AND NOT EXISTS (
        SELECT 1 FROM rows AS r JOIN submissions AS s ON s.id = r.submission_id
        WHERE r.drop_id = d.id AND (s.settled_at IS NULL OR s.settled_at >= min(?1, \(Tables.youngest))))
      AND NOT EXISTS (
        SELECT 1 FROM submissions AS s JOIN rows AS r ON r.submission_id = s.id
        WHERE s.drop_id = d.id AND r.drop_id <> d.id)
    ORDER BY d.id LIMIT ?2
    """

  /// Rows for each transaction.
  private static let slice = 5_000

  /// Removes the last rows of a drop with all that belongs to them, and the drop with its last row; says how many rows
  /// there were, `nil` where the drop is gone.
  static func removeSlice(of drop: Int64, in database: Database) throws -> Int? {
    guard try Int.fetchOne(database, sql: "SELECT 1 FROM drops WHERE id = ?", arguments: [drop]) != nil else {
      return nil
    }
    let first = try firstOfLastRows(slice, of: drop, in: database)
    let arguments: StatementArguments = ["drop": drop, "first": first ?? 0]
    func execute(_ sql: String) throws { try database.execute(sql: sql, arguments: arguments) }
    try execute(Tables.uncountLastRows)
    try execute("DELETE FROM rows WHERE drop_id = :drop AND number >= :first")
    let rows = database.changesCount
    // What an earlier row of the drop shares goes with that row.
    let going = """
      submissions AS s WHERE s.drop_id = :drop AND s.row_number >= :first
        AND NOT EXISTS (SELECT 1 FROM rows AS r WHERE r.submission_id = s.id)
      """
    try execute(
      """
      INSERT OR IGNORE INTO past_reports
        (business_key, base_key, content_digest, function, vehicle, office, settled_at, receipt_number)
      SELECT business_key, base_key, content_digest, function, vehicle, office, settled_at, receipt ->> '$.number'
      FROM \(going) AND is_report = 1 AND state = 'accepted'
      """)
    for table in ["attempts", "evidence", "decisions"] {
      try execute("DELETE FROM \(table) WHERE submission_id IN (SELECT id FROM \(going))")
    }
    try execute("DELETE FROM submissions WHERE id IN (SELECT id FROM \(going))")
    for table in ["obstacles", "releases"] {
      try execute("DELETE FROM \(table) WHERE drop_id = :drop AND row_number >= :first")
    }
    if first != nil { return rows }
    for table in ["outputs", "tallies"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE drop_id = ?", arguments: [drop])
    }
    try database.execute(sql: "DELETE FROM drops WHERE id = ?", arguments: [drop])
    return rows
  }

  /// The number of the first of a drop's last rows; `nil` where it has fewer.
  static func firstOfLastRows(_ count: Int, of drop: Int64, in database: Database) throws -> Int? {
    try Int.fetchOne(
      database, sql: "SELECT number FROM rows WHERE drop_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?",
      arguments: [drop, count - 1])
  }

  /// The report with this key, or this content, that was accepted longer ago than records are kept.
  static func pastReport(_ key: String, _ new: NewSubmission, in database: Database) throws -> Finding? {
    guard new.isReport else { return nil }
    let statement = try database.cachedStatement(
      sql: """
        SELECT settled_at, receipt_number FROM past_reports WHERE business_key = ?1
        UNION ALL SELECT settled_at, receipt_number FROM past_reports WHERE base_key = ?2 AND content_digest = ?3 LIMIT 1
        """)
    guard let past = try Row.fetchOne(statement, arguments: [key, new.key, new.contentDigest]) else { return nil }
    let when = Moment(milliseconds: past["settled_at"]).clockTime
    return Finding(.reportedLongAgo, facts: ["when": when, "receipt": (past["receipt_number"] as String?) ?? "–"])
  }
}
