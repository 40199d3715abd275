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

  /// Removes the oldest drops whose every row was settled before the moment, at most so many in one durable transaction;
  /// nothing where there is none.
  ///
  /// Of an accepted report its key, vehicle, moment and receipt number stay, so that the same row is still recognised;
  /// what people entered goes. A drop stays while another one's rows rely on its submissions. Nothing of the last five
  /// years can be removed, whatever the moment: the file refuses it.
  package func prune(before moment: Moment, atMost limit: Int) throws -> Pruned {
    try write { database in
      let drops = try Int64.fetchAll(database, sql: Self.prunableQuery, arguments: [moment.milliseconds, limit])
      var pruned = Pruned(drops: drops.count)
      for drop in drops { pruned.rows += try Self.remove(drop, in: database) }
      return pruned
    }
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

  private static func remove(_ drop: Int64, in database: Database) throws -> Int {
    let arguments: StatementArguments = ["drop": drop]
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO past_reports
          (business_key, base_key, content_digest, function, vehicle, office, settled_at, receipt_number)
        SELECT business_key, base_key, content_digest, function, vehicle, office, settled_at, receipt ->> '$.number'
        FROM submissions WHERE drop_id = :drop AND is_report = 1 AND state = 'accepted'
        """, arguments: arguments)
    try database.execute(sql: "DELETE FROM rows WHERE drop_id = :drop", arguments: arguments)
    let rows = database.changesCount
    for table in ["attempts", "evidence", "decisions"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE submission_id IN (SELECT id FROM submissions WHERE drop_id = :drop)",
        arguments: arguments)
    }
    for table in ["submissions", "obstacles", "releases", "outputs"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE drop_id = :drop", arguments: arguments)
    }
    try database.execute(sql: "DELETE FROM drops WHERE id = :drop", arguments: arguments)
    return rows
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
