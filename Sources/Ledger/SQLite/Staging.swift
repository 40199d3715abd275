internal import Delivery
internal import Findings
internal import GRDB

extension SQLiteLedger {
  package func stage(in drop: DropID, behind prefix: inout StagedPrefix, _ next: () throws -> [StagedRow]?) throws {
    let before = prefix
    prefix = try write { database in
      try Self.requireStaging(database, drop)
      var staged = before
      var staging = try Staging(database, drop)
      while let rows = try next() {
        for row in rows {
          staged.add(row)
          try staging.add(row)
        }
      }
      try staging.finish()
      try Self.note(staged, of: drop, in: database)
      return staged
    }
  }
}

/// Adds rows to one drop with statements that are prepared once.
struct Staging {
  static let holderQuery = """
    SELECT s.id, s.state, s.content_digest, s.settled_at, s.receipt, s.row_number, d.path
    FROM submissions AS s JOIN drops AS d ON d.id = s.drop_id
    WHERE s.key_place = ? AND s.business_key = ? AND s.state <> 'rejected'
    """

  private let drop: DropID
  private let database: Database
  private var insertRow: RowStatement
  private var insertSubmission: RowStatement
  private var insertObstacle: RowStatement
  /// What most ledgers hold nothing of, so that no row need ask; only this transaction can change it.
  private let isAnythingPast: Bool
  private var isAnythingPassedOn: Bool
  private var isAnythingInTheWay: Bool
  private var isAnyThread: Bool
  /// Whose marks `held` have to be written anew: once at the end, because nothing here reads them.
  private var touchedVehicles: Set<String> = []
  private var touchedThreads: Set<String> = []
  /// How many rows of which fate came in.
  private var counts: [String: Int] = [:]

  init(_ database: Database, _ drop: DropID) throws {
    self.database = database
    self.drop = drop
    func isThere(_ rows: String) throws -> Bool {
      try Bool.fetchOne(database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(rows))")) ?? false
    }
    isAnythingPast = try isThere("past_reports")
    isAnythingPassedOn = try isThere("submissions WHERE passes_to <> ''")
    isAnythingInTheWay = try isThere("obstacles") || isThere("submissions WHERE blocks_vehicle = 1")
    isAnyThread = try isThere("threads")
    insertRow = try RowStatement(
      """
      INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id,
        origin_drop, origin_row)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: database)
    insertSubmission = try RowStatement(
      """
      INSERT INTO submissions (drop_id, row_number, function, is_report, key_place, business_key, content_digest,
        vehicle, sort_order, deadline, service_window, fields, office, vehicle_number, passes_to, base_key, defines,
        uses, resolved, held)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key_place, business_key) WHERE state <> 'rejected' DO NOTHING
      """, in: database)
    insertObstacle = try RowStatement(
      """
      INSERT OR IGNORE INTO obstacles (line, drop_id, row_number, function, vehicle, office, sort_order)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, in: database)
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

  /// Marks what is held back now that the rows are there, and counts them.
  mutating func finish() throws {
    for (fate, count) in counts {
      try database.cachedStatement(
        sql: """
          INSERT INTO tallies (drop_id, fate, count) VALUES (?, ?, ?)
          ON CONFLICT (drop_id, fate) DO UPDATE SET count = count + excluded.count
          """
      ).execute(arguments: [drop.rawValue, fate, count])
    }
    counts = [:]
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
      return try insert(row, findings: row.findings, link: .shared, to: earlier)
    }
    let key = try sequence.key(of: submission)
    if isAnythingPast, var past = try SQLiteLedger.pastReport(key, submission, in: database) {
      past.location = row.location
      return try insert(row, findings: row.findings + [past], link: nil, to: nil)
    }
    if let id = try makeSubmission(submission, key: key, for: row) {
      return try insert(row, findings: row.findings, link: .own, to: id)
    }
    guard let holder = try Self.holder(of: key, at: submission.keyPlace, in: database) else {
      throw Impossible("row \(row.location.record) stands twice in drop \(drop.rawValue)")
    }
    if holder["content_digest"] == submission.contentDigest {
      try insert(row, findings: row.findings, link: .shared, to: holder["id"])
    } else {
      try insert(row, findings: row.findings + [try Self.conflict(with: holder, at: row.location)], link: nil, to: nil)
    }
  }

  /// The new submission's number, or `nil` when its key is live or accepted already.
  private mutating func makeSubmission(_ new: NewSubmission, key: String, for row: StagedRow) throws -> Int64? {
    insertSubmission.bind(drop.rawValue)
    insertSubmission.bind(row.location.record)
    insertSubmission.bind(new.function)
    insertSubmission.bind(new.isReport)
    insertSubmission.bind(new.keyPlace)
    insertSubmission.bind(key)
    insertSubmission.bind(new.contentDigest)
    insertSubmission.bind(new.vehicle)
    insertSubmission.bind(new.order)
    insertSubmission.bind(new.deadline.isEmpty ? Tables.noDeadline : new.deadline)
    insertSubmission.bind(new.window)
    insertSubmission.bind(new.fields)
    insertSubmission.bind(new.office)
    insertSubmission.bind(new.vehicleNumber)
    insertSubmission.bind(new.passesTo)
    insertSubmission.bind(new.sequence == nil ? nil : new.key)
    insertSubmission.bind(new.defines)
    insertSubmission.bind(new.uses)
    insertSubmission.bind(new.uses == nil)
    insertSubmission.bind(new.uses != nil)
    guard try insertSubmission.run() else { return nil }
    let id = database.lastInsertedRowID
    if !new.threads.isEmpty {
      isAnyThread = true
      try Self.link(id, to: new.threads, in: database)
      for thread in new.threads where thread.until != nil { touchedThreads.insert(thread.name) }
    }
    if !new.passesTo.isEmpty { isAnythingPassedOn = true }
    if new.isReport { try reorder(new.vehicle, new.order) }
    if isAnythingInTheWay || isAnythingPassedOn { touchedVehicles.insert(new.vehicle) }
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
      insertObstacle.bind(line)
      insertObstacle.bind(drop.rawValue)
      insertObstacle.bind(location.record)
      insertObstacle.bind(obstacle.function)
      insertObstacle.bind(obstacle.vehicle)
      insertObstacle.bind(obstacle.office)
      insertObstacle.bind(obstacle.order)
      _ = try insertObstacle.run()
    }
    isAnythingInTheWay = true
    try reorder(obstacle.vehicle, obstacle.order)
    if isAnyThread { touchedThreads.formUnion(obstacle.lines) }
    touchedVehicles.insert(obstacle.vehicle)
  }

  private mutating func insert(_ row: StagedRow, findings: [Finding], link: Link?, to submission: Int64?) throws {
    insertRow.bind(drop.rawValue)
    insertRow.bind(row.location.record)
    insertRow.bind(row.location.line)
    insertRow.bind(row.location.byteOffset)
    insertRow.bind(utf8: row.cells)
    insertRow.bind(try StoredValues.json(findings))
    insertRow.bind(row.vehicle)
    insertRow.bind(link?.rawValue)
    insertRow.bind(submission)
    insertRow.bind(row.origin?.drop.rawValue)
    insertRow.bind(row.origin?.number)
    _ = try insertRow.run()
    counts[try fate(link, submission), default: 0] += 1
  }

  /// How a row stands for its submission.
  private enum Link: String { case own, shared }

  /// The fate of a row as it comes in; what it shares may have come to an end long ago.
  private func fate(_ link: Link?, _ submission: Int64?) throws -> String {
    switch link {
    case nil: return "invalid"
    case .own: return "held"
    case .shared:
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(Tables.fate("r", "s"))
          FROM (SELECT 'shared' AS link, ?1 AS drop_id) AS r JOIN submissions AS s ON s.id = ?2
          """)
      guard let fate = try String.fetchOne(statement, arguments: [drop.rawValue, submission]) else {
        throw Impossible("a row shares a submission that is not there")
      }
      return fate
    }
  }

  /// The submission that has the key, if it is live or accepted.
  static func holder(of key: String, at place: String, in database: Database) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: holderQuery), arguments: [place, key])
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
