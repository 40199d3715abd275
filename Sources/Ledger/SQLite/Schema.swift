internal import Findings
internal import GRDB

/// The versions of the file, each a step from the one before; a step that was released never changes.
enum Schema {
  /// Marks the file as ours, in the SQLite header (`ELVB`).
  static let applicationID = 0x454C_5642

  /// - Parameter keyField: see ``SQLiteLedger/KeyField``.
  static func migrator(keyField: @escaping SQLiteLedger.KeyField = { _ in nil }) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: Tables.drops + Tables.submissions + Tables.rows + Tables.attempts + Tables.others)
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("2") { try $0.execute(sql: Tables.threadsAndReferences) }
    migrator.registerMigration("3") { database in
      try database.execute(sql: Tables.decisionsAndOrigins)
      try Tables.keepPastSubmissions(in: database)
      try database.execute(sql: Tables.retention)
    }
    migrator.registerMigration("4") { database in
      try database.execute(sql: Tables.leanSubmissions + Tables.leanSubmissionIndexes + Tables.leanSubmissionTriggers)
      try database.execute(sql: Tables.tallies)
    }
    migrator.registerMigration("5") { try Tables.shortenDigests(in: $0) }
    migrator.registerMigration("6") { try Tables.placeKeys(in: $0, by: keyField) }
    return migrator
  }

  /// - Parameters:
  ///   - keyField: see ``SQLiteLedger/KeyField``.
  ///   - upgrading: is called before tables of an earlier version are changed, with their size in bytes.
  static func migrate(
    _ pool: DatabasePool, at path: String, keyField: @escaping SQLiteLedger.KeyField, upgrading: (Int) -> Void
  ) throws {
    let migrator = migrator(keyField: keyField)
    let olderSize: Int? = try pool.read { database in
      try requireOurs(database, at: path)
      if try migrator.appliedIdentifiers(database).isEmpty || migrator.hasCompletedMigrations(database) { return nil }
      return try Int.fetchOne(database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    }
    if let olderSize { upgrading(olderSize) }
    try migrator.migrate(pool)
  }

  /// Refuses a file that this program can't read as it stands: only an owner brings it up to date.
  static func requireCurrent(_ database: Database, at path: String) throws {
    try requireOurs(database, at: path)
    if try migrator().hasCompletedMigrations(database) { return }
    let isOurs = try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
    throw isOurs
      ? Fault(.ledgerOlder, ["path": path]) : Fault(.ledgerUnavailable, ["path": path, "reason": "it is empty"])
  }

  private static func requireOurs(_ database: Database, at path: String) throws {
    let identity = try Int.fetchOne(database, sql: "PRAGMA application_id")
    // The migrator's own table comes first, in a transaction of its own: a process may have died right after it.
    let tables =
      try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'") ?? 0
    guard tables == 0 || identity == applicationID else { throw Impossible("it is the database of another program") }
    if try migrator().hasBeenSuperseded(database) { throw Fault(.ledgerVersion, ["path": path]) }
  }
}
