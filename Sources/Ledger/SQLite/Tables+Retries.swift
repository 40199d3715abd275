internal import Findings
internal import GRDB

extension Tables {
  /// Version 3: a row may stand for a new submission of the same content, and the refused one before it stays as history.
  ///
  /// `past` is 0 for the submission that the row stands for, and 1, 2 … for those before it. A table's own constraint
  /// can't be altered, so the table is written anew from its own text; foreign keys are off while a migration runs.
  static func keepPastSubmissions(in database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE submissions ADD COLUMN past INTEGER NOT NULL DEFAULT 0
          CHECK (past = 0 OR (past > 0 AND state = 'rejected'));
        DROP INDEX steps_of_vehicle;
        """)
    let parts = try String.fetchAll(
      database,
      sql: """
        SELECT sql FROM sqlite_schema
        WHERE tbl_name = 'submissions' AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid
        """)
    let text = try String.fetchOne(database, sql: "SELECT sql FROM sqlite_schema WHERE name = 'submissions'") ?? ""
    let rebuilt =
      text
      .replacing("CREATE TABLE submissions", with: "CREATE TABLE rebuilt", maxReplacements: 1)
      .replacing("UNIQUE (drop_id, row_number)", with: "UNIQUE (drop_id, row_number, past)")
    guard rebuilt.hasPrefix("CREATE TABLE rebuilt"), rebuilt.contains("row_number, past)") else {
      throw Impossible("the table of submissions is not that of an earlier version")
    }
    try database.execute(
      sql: """
        \(rebuilt);
        INSERT INTO rebuilt SELECT * FROM submissions;
        DROP TABLE submissions;
        ALTER TABLE rebuilt RENAME TO submissions;
        """)
    for part in parts { try database.execute(sql: part) }
    try database.execute(sql: stepsOfVehicle + pastStays)
  }

  private static let stepsOfVehicle = """
    CREATE INDEX steps_of_vehicle ON submissions
      (vehicle, state, sort_order, deadline, drop_id, row_number, queued, blocks_vehicle, past, function, is_report)
      WHERE is_report = 1;

    """

  private static let pastStays = """
    CREATE TRIGGER submission_past_stays BEFORE UPDATE OF past ON submissions WHEN OLD.past <> 0 OR NEW.past = 0
    BEGIN SELECT RAISE(ABORT, 'a submission that another one took the place of stays so'); END;

    """
}
