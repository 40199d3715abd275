internal import Delivery
internal import Findings
internal import GRDB
internal import Synchronization

extension SQLiteLedger {
  private static let columns = """
    SELECT r.drop_id, r.number, r.line, r.byte_offset, r.cells, r.findings, r.vehicle, d.function,
      \(Tables.fate("r", "s")) AS fate, s.receipt, s.settled_at, s.findings AS reasons,
      CASE WHEN s.state = 'ready' THEN \(Blocking.holderIfAny) END AS holder,
      CASE WHEN s.resolved = 0 THEN s.uses END AS uses
    """
  private static let others = "JOIN drops AS d ON d.id = r.drop_id LEFT JOIN submissions AS s ON s.id = r.submission_id"

  static let rowsQuery = """
    \(columns) FROM rows AS r \(others) WHERE r.drop_id = ? AND r.number > ? ORDER BY r.number LIMIT ?
    """
  /// A row with a submission of its own stands where the submission says.
  static let vehicleQuery = """
    WITH found (drop_id, number) AS (
      SELECT drop_id, row_number FROM submissions WHERE is_report = 1 AND vehicle = ?1
      UNION SELECT drop_id, row_number FROM submissions WHERE is_report = 0 AND vehicle = ?1
      UNION SELECT drop_id, number FROM rows WHERE vehicle = ?1 AND link IS NOT 'own'
    ) \(columns) FROM found AS f CROSS JOIN rows AS r ON r.drop_id = f.drop_id AND r.number = f.number \(others)
    ORDER BY d.seen_at, d.id, r.number
    """
  static let tallyQuery = "SELECT fate, count FROM tallies WHERE drop_id = ?"

  package func rows(of drop: DropID, after number: Int, limit: Int) throws -> [RowRecord] {
    try read { database in
      var records: [RowRecord] = []
      records.reserveCapacity(min(limit, 2_000))
      // Straight from the cursor, which copies no row.
      let rows = try Row.fetchCursor(
        try database.cachedStatement(sql: Self.rowsQuery), arguments: [drop.rawValue, number, limit])
      while let row = try rows.next() { records.append(try Self.record(row)) }
      return records
    }
  }

  package func rows(ofVehicle vehicle: String) throws -> [RowRecord] {
    try read { try Row.fetchAll($0, sql: Self.vehicleQuery, arguments: [vehicle]).map(Self.record) }
  }

  package func tally(of drop: DropID) throws -> Tally {
    try read { database in
      var tally = Tally()
      for group in try Row.fetchAll(database, sql: Self.tallyQuery, arguments: [drop.rawValue]) {
        let count: Int = group["count"]
        tally.input += count
        switch group["fate"] as String {
        case "accepted": tally.accepted = count
        case "invalid": tally.invalid = count
        case "rejected": tally.rejected = count
        case "inDoubt": tally.inDoubt = count
        case "alreadyDone": tally.alreadyDone = count
        default: tally.held = count
        }
      }
      return tally
    }
  }

  package func list(of drop: DropID, row: Int) throws -> [[String]] {
    try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT l.cells FROM rows AS r JOIN lists AS l ON l.submission_id = r.submission_id
          WHERE r.drop_id = ? AND r.number = ? ORDER BY l.number
          """, arguments: [drop.rawValue, row]
      ).map { try StoredValues.value([String].self, from: $0) }
    }
  }

  package func output(at path: String) throws -> String? {
    try read { try String.fetchOne($0, sql: "SELECT fingerprint FROM outputs WHERE path = ?", arguments: [path]) }
  }

  package func revision() throws -> Int64 {
    try write { database in
      // The one counts other connections' commits, the other what this one changed.
      let others = try Int64.fetchOne(try database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
      return others << 40 + Int64(database.totalChangesCount - outputChanges.withLock { $0 })
    }
  }

  package func recordOutput(at path: String, fingerprint: String, of drop: DropID) throws {
    try write { database in
      defer { outputChanges.withLock { $0 += database.changesCount } }
      try database.execute(
        sql: """
          INSERT INTO outputs (path, drop_id, fingerprint) VALUES (?, ?, ?)
          ON CONFLICT (path) DO UPDATE SET drop_id = excluded.drop_id, fingerprint = excluded.fingerprint
          """, arguments: [path, drop.rawValue, fingerprint])
    }
  }

  /// Columns by their place in ``row``: looking each up by its name was a quarter of the time that outputs took.
  private static func record(_ row: Row) throws -> RowRecord {
    RowRecord(
      drop: DropID(rawValue: row[0]), location: Location(record: row[1], line: row[2], byteOffset: row[3]),
      cells: try StoredValues.cells(from: row[4]), findings: try StoredValues.findings(from: row[5]), vehicle: row[6],
      function: row[7], fate: try fate(row))
  }

  private static func fate(_ row: Row) throws -> RowRecord.Fate {
    let reasons = try StoredValues.findings(from: row[11])
    switch row[8] as String {
    case "invalid": return .invalid
    case "rejected": return .rejected(reasons)
    case "inDoubt": return .inDoubt(reasons.first)
    case "accepted": return .accepted(try StoredValues.value(Receipt.self, from: row[9]))
    case "alreadyDone":
      let receipt = try StoredValues.value(Receipt.self, from: row[9])
      return .alreadyDone(receipt, at: Moment(milliseconds: row[10]))
    default:
      if let holder: String = row[12] { return .held(Blocking.finding(holder)) }
      if let uses: String = row[13] {
        return .held(Finding(.referenceWaiting, facts: ["value": ThreadName.shown(uses)]))
      }
      return .held(reasons.first ?? Finding(.waiting))
    }
  }
}
