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
    try write { database in
      if let known = try Self.drop(database, identifiedBy: drop.identity) {
        if known.state == .staged { return known }
        // Rows that nobody counted were left by an earlier version.
        try Self.clearUnfinished(database, but: known.prefix.count > 0 ? known.id : nil)
        try database.execute(
          sql: "UPDATE drops SET path = ?, byte_count = ?, header = ?, dialect = ?, seen_at = ? WHERE id = ?",
          arguments: [
            drop.path, drop.byteCount, StoredValues.json(drop.header), drop.dialect, drop.seenAt.milliseconds,
            known.id.rawValue,
          ])
        return DropRecord(id: known.id, state: .staging, drop: drop, prefix: known.prefix)
      }
      try Self.clearUnfinished(database)
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
    try write { database in
      try Self.requireStaging(database, drop)
      try Self.clear(database, drop)
    }
  }

  package func removeUnfinished() throws {
    // The usual night has nothing to remove, and need not write for that.
    if try read({ try Bool.fetchOne($0, sql: "SELECT EXISTS (\(Tables.dropsInStaging))") ?? false }) {
      try write { try Self.clearUnfinished($0) }
    }
  }

  private static func clearUnfinished(_ database: Database, but kept: DropID? = nil) throws {
    for drop in try Int64.fetchAll(database, sql: Tables.dropsInStaging) where drop != kept?.rawValue {
      try clear(database, DropID(rawValue: drop))
    }
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
    try write { database in
      try Self.requireStaging(database, drop)
      try Self.clear(database, drop)
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

  /// Removes what staging put in; submissions that another drop's rows rely on go over to the first of those rows.
  static func clear(_ database: Database, _ drop: DropID) throws {
    try note(StagedPrefix(), of: drop, in: database)
    for table in ["rows", "tallies"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE drop_id = ?", arguments: [drop.rawValue])
    }
    let freed = try Row.fetchAll(
      database, sql: "DELETE FROM obstacles WHERE drop_id = ? RETURNING line, vehicle", arguments: [drop.rawValue])
    let relied = try Row.fetchAll(
      database,
      sql: """
        SELECT s.id, MIN(r.drop_id) AS heir FROM submissions AS s JOIN rows AS r ON r.submission_id = s.id
        WHERE s.drop_id = ? GROUP BY s.id
        """, arguments: [drop.rawValue])
    for submission in relied {
      let id: Int64 = submission["id"]
      let heir: Int64 = submission["heir"]
      try database.execute(
        sql: """
          UPDATE rows SET link = 'own' WHERE drop_id = :heir
            AND number = (SELECT MIN(number) FROM rows WHERE submission_id = :id AND drop_id = :heir);
          UPDATE submissions SET drop_id = :heir,
            row_number = (SELECT number FROM rows WHERE submission_id = :id AND link = 'own')
          WHERE id = :id
          """, arguments: ["id": id, "heir": heir])
    }
    let refused = try String.fetchAll(
      database, sql: "SELECT DISTINCT vehicle FROM submissions WHERE drop_id = ? AND state = 'rejected'",
      arguments: [drop.rawValue])
    try database.execute(sql: "DELETE FROM submissions WHERE drop_id = ?", arguments: [drop.rawValue])
    for vehicle in refused { try Blocking.refresh(vehicle: vehicle, in: database) }
    for obstacle in freed {
      try Blocking.refresh(thread: obstacle["line"], in: database)
      try Blocking.refresh(vehicle: obstacle["vehicle"], in: database)
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
