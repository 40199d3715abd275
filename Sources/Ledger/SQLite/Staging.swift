internal import Delivery
internal import Findings
internal import GRDB

extension SQLiteLedger {
  package func stage(_ rows: [StagedRow], in drop: DropID) throws {
    try write { database in
      try Self.requireStaging(database, drop)
      let staging = try Staging(database, drop)
      for row in rows { try staging.add(row) }
    }
  }
}

/// Adds rows to one drop with statements that are prepared once.
struct Staging {
  static let holderQuery = """
    SELECT s.id, s.state, s.content_digest, s.settled_at, s.receipt, s.row_number, d.path
    FROM submissions AS s JOIN drops AS d ON d.id = s.drop_id
    WHERE s.business_key = ? AND s.state <> 'rejected'
    """

  private let drop: DropID
  private let database: Database
  private let insertRow: Statement
  private let insertSubmission: Statement
  private let findHolder: Statement

  init(_ database: Database, _ drop: DropID) throws {
    self.database = database
    self.drop = drop
    insertRow = try database.cachedStatement(
      sql: """
        INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    insertSubmission = try database.cachedStatement(
      sql: """
        INSERT INTO submissions (drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
          sort_order, deadline, service_window, fields)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (business_key) WHERE state <> 'rejected' DO NOTHING
        """)
    findHolder = try database.cachedStatement(sql: Self.holderQuery)
  }

  func add(_ row: StagedRow) throws {
    guard let submission = row.submission else { return try insert(row, findings: row.findings, link: nil, to: nil) }
    if let id = try makeSubmission(submission, for: row) {
      return try insert(row, findings: row.findings, link: "own", to: id)
    }
    guard let holder = try Row.fetchOne(findHolder, arguments: [submission.key]) else {
      throw Impossible("row \(row.location.record) stands twice in drop \(drop.rawValue)")
    }
    if holder["content_digest"] == submission.contentDigest {
      try insert(row, findings: row.findings, link: "shared", to: holder["id"])
    } else {
      try insert(row, findings: row.findings + [try conflict(with: holder, at: row.location)], link: nil, to: nil)
    }
  }

  /// The new submission's number, or `nil` when its key is live or accepted already.
  private func makeSubmission(_ new: NewSubmission, for row: StagedRow) throws -> Int64? {
    try insertSubmission.execute(arguments: [
      drop.rawValue, row.location.record, new.function, new.isReport, new.key, new.contentDigest, new.vehicle,
      new.order, new.deadline.isEmpty ? Tables.noDeadline : new.deadline, new.window, new.fields,
    ])
    guard database.changesCount == 1 else { return nil }
    let id = database.lastInsertedRowID
    try VehicleOrder.refresh(new.vehicle, in: database)
    return id
  }

  private func insert(_ row: StagedRow, findings: [Finding], link: String?, to submission: Int64?) throws {
    try insertRow.execute(arguments: [
      drop.rawValue, row.location.record, row.location.line, row.location.byteOffset, StoredValues.json(row.cells),
      try StoredValues.json(findings), row.submission?.vehicle, link, submission,
    ])
  }

  /// Tells where the same key stands already; nothing of it can be withdrawn, whatever its state.
  private func conflict(with holder: Row, at location: Location) throws -> Finding {
    var facts = ["earlier": String(holder["row_number"] as Int)]
    facts["file"] = (holder["path"] as String).split(separator: "/").last.map(String.init)
    guard let json: String = holder["receipt"], let settled: Int64 = holder["settled_at"] else {
      return Finding(.pendingConflict, facts: facts, at: location)
    }
    let receipt = try StoredValues.value(Receipt.self, from: json)
    let acceptedAt = receipt.acceptedAt.map { Moment($0)?.clockTime ?? $0 }
    facts["when"] = acceptedAt ?? Moment(milliseconds: settled).clockTime
    facts["receipt"] = receipt.number ?? "–"
    return Finding(.keyConflict, facts: facts, at: location)
  }
}
