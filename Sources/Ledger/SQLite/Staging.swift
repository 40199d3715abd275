internal import Delivery
internal import Findings
internal import GRDB

extension SQLiteLedger {
  package func stage(_ rows: [StagedRow], in drop: DropID) throws {
    try write { database in
      try Self.requireStaging(database, drop)
      var staging = try Staging(database, drop)
      for row in rows { try staging.add(row) }
      try staging.finish()
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
  private let insertObstacle: Statement
  /// What most ledgers hold nothing of, so that no row need ask; only this transaction can change it.
  private let isAnythingPast: Bool
  private var isAnythingPassedOn: Bool
  /// Whose marks `held` have to be written anew: once at the end, because nothing here reads them.
  private var touchedVehicles: Set<String> = []
  private var touchedThreads: Set<String> = []

  init(_ database: Database, _ drop: DropID) throws {
    self.database = database
    self.drop = drop
    isAnythingPast = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM past_reports)") ?? false
    isAnythingPassedOn =
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM submissions WHERE passes_to <> '')") ?? false
    insertRow = try database.cachedStatement(
      sql: """
        INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id,
          origin_drop, origin_row)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    insertSubmission = try database.cachedStatement(
      sql: """
        INSERT INTO submissions (drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
          sort_order, deadline, service_window, fields, office, vehicle_number, passes_to, base_key, defines, uses,
          resolved, held)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (business_key) WHERE state <> 'rejected' DO NOTHING
        """)
    insertObstacle = try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO obstacles (line, drop_id, row_number, function, vehicle, office, sort_order)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// Makes a submission a member of threads; what it waits for already it goes on waiting for.
  static func link(_ submission: Int64, to threads: [ThreadLink], in database: Database) throws {
    if threads.isEmpty { return }
    let insertion = try database.cachedStatement(
      sql: """
        INSERT INTO threads (submission_id, name, until) VALUES (?, ?, ?)
        ON CONFLICT (submission_id, name) DO UPDATE SET until = coalesce(excluded.until, until)
        """)
    for thread in threads { try insertion.execute(arguments: [submission, thread.name, thread.mark]) }
  }

  /// Marks what is held back now that the rows are there.
  mutating func finish() throws {
    try Blocking.refresh(vehicles: touchedVehicles, in: database)
    for thread in touchedThreads.sorted() { try Blocking.refresh(thread: thread, in: database) }
    touchedVehicles = []
    touchedThreads = []
  }

  mutating func add(_ row: StagedRow) throws {
    guard let submission = row.submission else {
      try insert(row, findings: row.findings, link: nil, to: nil)
      return try note(row.obstacle, at: row.location)
    }
    if let name = submission.defines,
      let taken = try Self.taken(
        name, key: submission.key, digest: submission.contentDigest, at: row.location, in: database)
    {
      try insert(row, findings: row.findings + [taken], link: nil, to: nil)
      return try note(Obstacle(submission), at: row.location)
    }
    let sequence = KeySequence(database: database)
    if let earlier = try sequence.sameReport(submission) {
      return try insert(row, findings: row.findings, link: "shared", to: earlier)
    }
    let key = try sequence.key(of: submission)
    if isAnythingPast, var past = try SQLiteLedger.pastReport(key, submission, in: database) {
      past.location = row.location
      return try insert(row, findings: row.findings + [past], link: nil, to: nil)
    }
    if let id = try makeSubmission(submission, key: key, for: row) {
      return try insert(row, findings: row.findings, link: "own", to: id)
    }
    guard let holder = try Self.holder(of: key, in: database) else {
      throw Impossible("row \(row.location.record) stands twice in drop \(drop.rawValue)")
    }
    if holder["content_digest"] == submission.contentDigest {
      try insert(row, findings: row.findings, link: "shared", to: holder["id"])
    } else {
      try insert(row, findings: row.findings + [try Self.conflict(with: holder, at: row.location)], link: nil, to: nil)
    }
  }

  /// The new submission's number, or `nil` when its key is live or accepted already.
  private mutating func makeSubmission(_ new: NewSubmission, key: String, for row: StagedRow) throws -> Int64? {
    try insertSubmission.execute(arguments: [
      drop.rawValue, row.location.record, new.function, new.isReport, key, new.contentDigest, new.vehicle,
      new.order, new.deadline.isEmpty ? Tables.noDeadline : new.deadline, new.window, new.fields, new.office,
      new.vehicleNumber, new.passesTo, new.sequence == nil ? nil : new.key, new.defines, new.uses, new.uses == nil,
      new.uses != nil,
    ])
    guard database.changesCount == 1 else { return nil }
    let id = database.lastInsertedRowID
    try Self.link(id, to: new.threads, in: database)
    if !new.passesTo.isEmpty { isAnythingPassedOn = true }
    if new.isReport { try reorder(new.vehicle, new.order) }
    touchedVehicles.insert(new.vehicle)
    for thread in new.threads where thread.until != nil { touchedThreads.insert(thread.name) }
    return id
  }

  private func reorder(_ vehicle: String, _ order: Int) throws {
    if isAnythingPassedOn { try Passing(database: database).reorder(vehicle, process: order / 1000) }
  }

  /// Says who gives the package's name already; two packages of one name would leave its users without an answer.
  static func taken(
    _ name: String, key: String, digest: String, at location: Location, in database: Database
  ) throws -> Finding? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT row_number FROM submissions
        WHERE defines = ? AND state <> 'rejected' AND NOT (business_key = ? AND content_digest = ?)
        """)
    guard let earlier = try Int.fetchOne(statement, arguments: [name, key, digest]) else { return nil }
    let facts = ["value": ThreadName.shown(name), "earlier": String(earlier)]
    return Finding(.referenceTaken, facts: facts, at: location)
  }

  /// Writes down what an invalid row holds until it is put right.
  private mutating func note(_ obstacle: Obstacle?, at location: Location) throws {
    guard let obstacle else { return }
    for line in obstacle.lines {
      try insertObstacle.execute(arguments: [
        line, drop.rawValue, location.record, obstacle.function, obstacle.vehicle,
        obstacle.office, obstacle.order,
      ])
    }
    try reorder(obstacle.vehicle, obstacle.order)
    touchedThreads.formUnion(obstacle.lines)
    touchedVehicles.insert(obstacle.vehicle)
  }

  private func insert(_ row: StagedRow, findings: [Finding], link: String?, to submission: Int64?) throws {
    try insertRow.execute(arguments: [
      drop.rawValue, row.location.record, row.location.line, row.location.byteOffset, StoredValues.json(row.cells),
      try StoredValues.json(findings), row.submission?.vehicle, link, submission, row.origin?.drop.rawValue,
      row.origin?.number,
    ])
  }

  /// The submission that has the key, if it is live or accepted.
  static func holder(of key: String, in database: Database) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: holderQuery), arguments: [key])
  }

  /// Tells where the same key stands already; nothing of it can be withdrawn, whatever its state.
  static func conflict(with holder: Row, at location: Location) throws -> Finding {
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
