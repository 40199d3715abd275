internal import Delivery
internal import GRDB

extension SQLiteLedger {
  /// Takes back what staging put in of a drop, its last rows first.
  ///
  /// A slice of them is a transaction, so that a drop of any length takes the same memory and the same room on the disk; one
  /// that is killed leaves the first rows, which nobody counts, to the next.
  func clear(_ drop: DropID) throws {
    while try write({ try Clearing(database: $0, drop: drop).removeLastRows() }) {}
  }
}

/// Removes rows of a drop that is being staged, inside the caller's transaction.
struct Clearing {
  let database: Database
  let drop: DropID

  /// How many rows one transaction removes.
  private static let slice = 10_000

  /// Removes the last rows with all that belongs to them; says whether there may be more.
  func removeLastRows() throws -> Bool {
    try SQLiteLedger.requireStaging(database, drop)
    try SQLiteLedger.note(StagedPrefix(), of: drop, in: database)
    let first = try SQLiteLedger.firstOfLastRows(Self.slice, of: drop.rawValue, in: database)
    let slice: StatementArguments = ["drop": drop.rawValue, "first": first ?? 0]
    try database.execute(sql: Tables.uncountLastRows, arguments: slice)
    try database.execute(sql: "DELETE FROM rows WHERE drop_id = :drop AND number >= :first", arguments: slice)
    try passOn(slice)
    try removeSubmissions(slice)
    try removeObstacles(slice)
    if first != nil { return true }
    try database.execute(sql: "DELETE FROM tallies WHERE drop_id = ?", arguments: [drop.rawValue])
    return false
  }

  /// Hands submissions that other rows rely on to the first of those rows.
  private func passOn(_ slice: StatementArguments) throws {
    let relied = try Row.fetchAll(
      database,
      sql: """
        SELECT s.id, MIN(r.drop_id) AS heir FROM submissions AS s JOIN rows AS r ON r.submission_id = s.id
        WHERE s.drop_id = :drop AND s.row_number >= :first GROUP BY s.id
        """, arguments: slice)
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
  }

  private func removeSubmissions(_ slice: StatementArguments) throws {
    let going = "FROM submissions WHERE drop_id = :drop AND row_number >= :first"
    let refused = try String.fetchAll(
      database, sql: "SELECT DISTINCT vehicle \(going) AND state = 'rejected'", arguments: slice)
    try database.execute(sql: "DELETE \(going)", arguments: slice)
    for vehicle in refused { try Blocking.refresh(vehicle: vehicle, in: database) }
  }

  private func removeObstacles(_ slice: StatementArguments) throws {
    let freed = try Row.fetchAll(
      database, sql: "DELETE FROM obstacles WHERE drop_id = :drop AND row_number >= :first RETURNING line, vehicle",
      arguments: slice)
    try Blocking.refresh(afterObstacles: freed, in: database)
  }
}
