internal import GRDB

extension SQLiteLedger {
  static func add(_ calls: CallCounts, in database: Database) throws {
    if calls.isEmpty { return }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO calls (month, function, sent, accepted) VALUES (?, ?, ?, ?)
        ON CONFLICT (month, function) DO UPDATE SET sent = sent + excluded.sent, accepted = accepted + excluded.accepted
        """)
    for (key, count) in calls.counts {
      try statement.execute(arguments: [key.month, key.function, count.sent, count.accepted])
    }
  }

  package func calls(in month: String) throws -> [String: CallCounts.Count] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT function, sent, accepted FROM calls WHERE month = ?", arguments: [month])
      return Dictionary(
        uniqueKeysWithValues: rows.map {
          ($0["function"], CallCounts.Count(sent: $0["sent"], accepted: $0["accepted"]))
        }
      )
    }
  }
}
