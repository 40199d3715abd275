internal import Delivery
internal import Findings
internal import Foundation
internal import GRDB

extension SQLiteLedger {
  package func drop(identifiedBy identity: DropIdentity) throws -> DropRecord? {
    try read { try Self.drop($0, identifiedBy: identity) }
  }

  package func drop(_ id: DropID) throws -> DropRecord? {
    try read { try Self.drops($0, "WHERE id = ?", [id.rawValue]).first }
  }

  package func drops(limit: Int) throws -> [DropRecord] {
    try read { try Self.drops($0, "ORDER BY id DESC LIMIT ?", [limit]) }
  }

  package func drops(sharing row: RowID) throws -> [DropRecord] {
    try read { database in
      try Self.drops(
        database,
        """
        WHERE id = ?1 OR id IN (
          SELECT o.drop_id FROM rows AS r JOIN rows AS o ON o.submission_id = r.submission_id
          WHERE r.drop_id = ?1 AND r.number = ?2)
        ORDER BY id <> ?1, id
        """, [row.drop.rawValue, row.number])
    }
  }

  package func openDrops() throws -> [DropRecord] {
    try read { database in
      try Row.fetchAll(try database.cachedStatement(sql: Self.openDropsQuery)).map(Self.drop)
    }
  }

  /// The few drops with a row that is held or in doubt, from the counts.
  static let openDropsQuery = """
    SELECT * FROM drops WHERE state = 'staged' AND id IN (
      SELECT drop_id FROM tallies WHERE fate IN ('held', 'inDoubt') AND count > 0)
    ORDER BY id
    """

  package func beginStaging(_ drop: NewDrop) throws -> DropRecord {
    let known = try self.drop(identifiedBy: drop.identity)
    if let known, known.state == .staged { return known }
    // Rows that nobody counted were left by an earlier version, or by whoever was killed removing them.
    try clearUnfinished(but: known.flatMap { $0.prefix.count > 0 ? $0.id : nil })
    return try write { database in
      if let known {
        try database.execute(
          sql: "UPDATE drops SET path = ?, byte_count = ?, header = ?, dialect = ?, seen_at = ? WHERE id = ?",
          arguments: [
            drop.path, drop.byteCount, StoredValues.json(drop.header), drop.dialect, drop.seenAt.milliseconds,
            known.id.rawValue,
          ])
        return DropRecord(id: known.id, state: .staging, drop: drop, prefix: known.prefix)
      }
      try database.execute(
        sql: """
          INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
          VALUES (?, ?, ?, 'staging', ?, ?, ?, ?, ?)
          """,
        arguments: [
          drop.identity.sha256, drop.identity.function, drop.identity.tenant, drop.path, drop.byteCount,
          StoredValues.json(drop.header), drop.dialect, drop.seenAt.milliseconds,
        ])
      return DropRecord(id: DropID(rawValue: database.lastInsertedRowID), state: .staging, drop: drop)
    }
  }

  package func restartStaging(_ drop: DropID) throws {
    try clear(drop)
  }

  package func removeUnfinished() throws { try clearUnfinished() }

  /// The drops that were given up before they were complete, and of which something is left.
  static let unfinishedQuery = """
    SELECT id FROM drops AS d WHERE state = 'staging' AND EXISTS (SELECT 1 FROM rows WHERE drop_id = d.id)
    """

  private func clearUnfinished(but kept: DropID? = nil) throws {
    let unfinished = try read { try Int64.fetchAll($0, sql: Self.unfinishedQuery) }
    for drop in unfinished where drop != kept?.rawValue { try clear(DropID(rawValue: drop)) }
  }

  package func finishStaging(_ drop: DropID) throws {
    try write { database in
      try Self.requireStaging(database, drop)
      try database.execute(sql: "UPDATE drops SET state = 'staged' WHERE id = ?", arguments: [drop.rawValue])
      let isAnyThread = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM threads)") ?? false
      if isAnyThread { try database.execute(sql: Blocking.refreshOfDrop, arguments: [drop.rawValue]) }
    }
  }

  package func abandonStaging(_ drop: DropID) throws {
    try clear(drop)
    try write { database in
      try Self.requireStaging(database, drop)
      try database.execute(sql: "DELETE FROM drops WHERE id = ?", arguments: [drop.rawValue])
    }
  }

  /// Writes down how much of the drop is there, in the transaction that brings it.
  static func note(_ prefix: StagedPrefix, of drop: DropID, in database: Database) throws {
    try database.cachedStatement(sql: "UPDATE drops SET staged_rows = ?, staged_digest = ? WHERE id = ?")
      .execute(arguments: [prefix.count, Data(prefix.digest), drop.rawValue])
  }

  static func requireStaging(_ database: Database, _ drop: DropID) throws {
    let state = try String.fetchOne(database, sql: "SELECT state FROM drops WHERE id = ?", arguments: [drop.rawValue])
    guard state == DropRecord.State.staging.rawValue else {
      throw Impossible("drop \(drop.rawValue) is not being staged")
    }
  }

  private static func drop(_ database: Database, identifiedBy identity: DropIdentity) throws -> DropRecord? {
    try drops(
      database, "WHERE sha256 = ? AND function = ? AND tenant = ?",
      [identity.sha256, identity.function, identity.tenant]
    ).first
  }

  private static func drops(
    _ database: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [DropRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM drops " + condition, arguments: arguments).map(drop)
  }

  private static func drop(_ row: Row) throws -> DropRecord {
    guard let state = DropRecord.State(rawValue: row["state"]) else { throw Impossible("a drop has an unknown state") }
    let identity = DropIdentity(sha256: row["sha256"], function: row["function"], tenant: row["tenant"])
    let drop = NewDrop(
      identity: identity, path: row["path"], byteCount: row["byte_count"],
      header: try StoredValues.value([String].self, from: row["header"]), dialect: row["dialect"],
      seenAt: Moment(milliseconds: row["seen_at"]))
    return DropRecord(
      id: DropID(rawValue: row["id"]), state: state, drop: drop,
      prefix: StagedPrefix(count: row["staged_rows"], digest: Array(row["staged_digest"] as Data)))
  }
}
