internal import Delivery
internal import Findings
internal import GRDB

extension SQLiteLedger {
  /// A row's one fate, decided in one place for single rows and for sums.
  private static let fate = """
    CASE
      WHEN r.link IS NULL THEN 'invalid'
      WHEN s.state = 'accepted' AND (r.link = 'own' OR s.drop_id = r.drop_id) THEN 'accepted'
      WHEN s.state = 'accepted' THEN 'alreadyDone'
      WHEN s.state = 'rejected' THEN 'rejected'
      WHEN s.state = 'unknown' OR (s.state = 'inFlight' AND s.is_report = 1) THEN 'inDoubt'
      ELSE 'held'
    END
    """

  private static let row = """
    SELECT r.drop_id, r.number, r.line, r.byte_offset, r.cells, r.findings, r.vehicle, d.function, \(fate) AS fate,
      s.receipt, s.settled_at, s.findings AS reasons,
      CASE WHEN s.state = 'ready' THEN \(Blocking.holder) END AS holder,
      CASE WHEN s.resolved = 0 THEN s.uses END AS uses
    FROM rows AS r JOIN drops AS d ON d.id = r.drop_id LEFT JOIN submissions AS s ON s.id = r.submission_id
    """

  static let rowsQuery = row + " WHERE r.drop_id = ? AND r.number > ? ORDER BY r.number LIMIT ?"
  static let vehicleQuery = row + " WHERE r.vehicle = ? ORDER BY d.seen_at, d.id, r.number"
  static let tallyQuery = """
    SELECT \(fate) AS fate, COUNT(*) AS count
    FROM rows AS r LEFT JOIN submissions AS s ON s.id = r.submission_id WHERE r.drop_id = ? GROUP BY 1
    """

  package func rows(of drop: DropID, after number: Int, limit: Int) throws -> [RowRecord] {
    try read { database in
      try Row.fetchAll(database, sql: Self.rowsQuery, arguments: [drop.rawValue, number, limit]).map(Self.record)
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

  package func recordOutput(at path: String, fingerprint: String, of drop: DropID) throws {
    try write { database in
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
