internal import Delivery
internal import GRDB

/// Version 6: keys stand in the order of their places (``KeyPlace``), so that a file's keys stand side by side; and a drop
/// knows how much of it came in (``StagedPrefix``).
///
/// Equal keys have equal places, so that `live_key` lets no key be reported twice as before. Of a drop that an earlier
/// version was staging nothing is known to have come in: it is begun anew.
extension Tables {
  /// - Parameter field: names the first field of a function's key.
  static func placeKeys(in database: Database, by field: SQLiteLedger.KeyField) throws {
    let names = try String.fetchAll(database, sql: "SELECT DISTINCT function FROM submissions")
    let paths = Dictionary(uniqueKeysWithValues: try names.map { ($0, try field($0).map { "$.\($0)" }) })
    let path = DatabaseFunction("key_path_of", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).flatMap { paths[$0] ?? nil }
    }
    let place = DatabaseFunction("key_place_of", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map { KeyPlace.text(of: $0.utf8) } ?? ""
    }
    for function in [path, place] { database.add(function: function) }
    defer { for function in [path, place] { database.remove(function: function) } }
    try database.execute(
      sql: """
        DROP INDEX live_key;
        DROP INDEX sequence_of_key;
        DROP TRIGGER submission_content;
        ALTER TABLE submissions ADD COLUMN key_place TEXT NOT NULL DEFAULT '';
        ALTER TABLE drops ADD COLUMN staged_rows INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE drops ADD COLUMN staged_digest BLOB NOT NULL DEFAULT x'';
        """)
    // What one statement changes is kept until its end, so that it can be undone by itself: a slice of them at a time.
    let last = try Int.fetchOne(database, sql: "SELECT MAX(id) FROM submissions") ?? 0
    for first in stride(from: 1, through: last, by: slice) {
      try database.execute(
        sql: """
          UPDATE submissions SET key_place = key_place_of(fields ->> key_path_of(function)) WHERE id BETWEEN ? AND ?
          """, arguments: [first, first + slice - 1])
    }
    try database.execute(
      sql: """
        CREATE UNIQUE INDEX live_key ON submissions (key_place, business_key) WHERE state <> 'rejected';
        CREATE INDEX sequence_of_key ON submissions (key_place, base_key) WHERE base_key IS NOT NULL;
        CREATE TRIGGER submission_content BEFORE UPDATE
        OF function, is_report, key_place, business_key, content_digest, fields ON submissions
        \(unlessResolved)
        """)
  }

  /// How many submissions one statement changes.
  private static let slice = 10_000
}
