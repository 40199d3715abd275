internal import Delivery
internal import GRDB

/// Picks the next submission and makes it `inFlight`, inside the caller's transaction.
struct Claiming {
  private static let claimableStates =
    "s.held = 0 AND s.state IN (\(Tables.waiting)) AND s.drop_id NOT IN (\(Tables.dropsInStaging))"
  /// What the law wants first goes first; each vehicle's own order is kept by ``VehicleOrder``.
  private static let order = "s.deadline, s.sort_order, s.drop_id, s.row_number"
  /// From here on one walk through all drops is cheaper than one look into each.
  private static let manyDrops = 16

  var database: Database
  var claim: Claim

  func next() throws -> ClaimedSubmission? {
    try best(1).first.map { try take($0.id) }
  }

  /// What claims would take one after the other, untouched.
  func peek(_ limit: Int) throws -> [ClaimedSubmission] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(ClaimedSubmission.columns) FROM submissions AS s WHERE id = ?")
    return try best(limit).compactMap { candidate in
      // Read where it stands: a row that is fetched is copied first.
      try Row.fetchCursor(statement, arguments: [candidate.id])
        .map { try ClaimedSubmission($0, requestID: claim.requestID) }.next()
    }
  }

  private func best(_ limit: Int) throws -> [Candidate] {
    Array(try Set(claim.openWindows).flatMap { try candidates(in: $0, limit) }.sorted(by: <).prefix(limit))
  }

  private func candidates(in window: String, _ limit: Int) throws -> [Candidate] {
    let now = claim.now.milliseconds
    if let only = claim.only { return try first(Self.ofOne, [window, now, limit, only.rawValue]) }
    guard let drops = claim.drops else {
      return try first(Self.ofAll, [window, now, limit])
    }
    if drops.count < Self.manyDrops {
      return try drops.flatMap { try first(Self.ofDrop, [window, now, limit, $0.rawValue]) }
    }
    return try first(Self.ofDrops, [window, now, limit, try StoredValues.json(drops.map(\.rawValue))])
  }

  private func first(_ sql: String, _ arguments: StatementArguments) throws -> [Candidate] {
    let cursor = try Row.fetchCursor(try database.cachedStatement(sql: sql), arguments: arguments)
    return try Array(cursor.map(Candidate.init))
  }

  private func take(_ id: Int64) throws -> ClaimedSubmission {
    let now = claim.now.milliseconds
    let update = try database.cachedStatement(
      sql: """
        UPDATE submissions SET state = 'inFlight', attempts = attempts + 1, sends = sends + 1, last_sent_at = ?,
          absences = 0, due_at = NULL, findings = NULL
        WHERE id = ? RETURNING \(ClaimedSubmission.names.joined(separator: ", "))
        """)
    guard let row = try Row.fetchOne(update, arguments: [now, id]) else {
      throw Impossible("a claimed submission is gone")
    }
    let claimed = try ClaimedSubmission(row, requestID: claim.requestID)
    try database.cachedStatement(
      sql: "INSERT INTO attempts (submission_id, number, request_id, sent_at) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [id, claimed.sends, claim.requestID, now])
    return claimed
  }

  static let ofAll = select(from: "claimable", where: "TRUE")
  /// The sign keeps SQLite from taking the drop for a part of the order, which it would then sort.
  static let ofDrop = select(from: "claimable", where: "+s.drop_id = ?4")
  static let ofDrops = select(from: "claimable", where: "s.drop_id IN (SELECT value FROM json_each(?4))")
  static let ofOne = select(from: nil, where: "s.id = ?4")

  private static func select(from index: String?, where condition: String) -> String {
    """
    SELECT s.id, \(order) FROM submissions AS s \(index.map { "INDEXED BY \($0)" } ?? "")
    WHERE \(claimableStates) AND s.service_window = ?1 AND (s.due_at IS NULL OR s.due_at <= ?2) AND \(condition)
      AND \(VehicleOrder.isFree)
    ORDER BY \(order) LIMIT ?3
    """
  }
}

/// What decides whose turn it is.
private struct Candidate {
  var id: Int64
  private var sortOrder: Int
  private var deadline: String
  private var drop: Int64
  private var row: Int

  init(_ row: Row) {
    // In the order of the query: looking for names costs more than the values.
    (id, deadline, sortOrder, drop, self.row) = (row[0], row[1], row[2], row[3], row[4])
  }

  static func < (a: Candidate, b: Candidate) -> Bool {
    (a.deadline, a.sortOrder, a.drop, a.row) < (b.deadline, b.sortOrder, b.drop, b.row)
  }
}

extension ClaimedSubmission {
  /// The columns that are read, at the beginning of a row.
  static let names = [
    "id", "drop_id", "row_number", "function", "is_report", "business_key", "content_digest", "vehicle", "sort_order",
    "deadline", "service_window", "fields", "state", "attempts", "sends", "last_sent_at", "absences",
  ]
  /// The same of the submission `s` in a query.
  static let columns = names.map { "s.\($0)" }.joined(separator: ", ")

  /// Reads a row that begins with ``columns``.
  init(_ row: Row, requestID: String) throws {
    guard let state = SubmissionState(rawValue: row[12]) else { throw Impossible("an unknown state is stored") }
    let deadline: String = row[9]
    self.init(
      id: SubmissionID(rawValue: row[0]), drop: DropID(rawValue: row[1]), row: row[2],
      submission: NewSubmission(
        function: row[3], isReport: row[4], key: row[5], contentDigest: row[6], vehicle: row[7], order: row[8],
        deadline: deadline == Tables.noDeadline ? "" : deadline, window: row[10], fields: row[11]),
      state: state, attempts: row[13], sends: row[14], requestID: requestID,
      lastSentAt: (row[15] as Int64?).map(Moment.init(milliseconds:)), absences: row[16])
  }
}
