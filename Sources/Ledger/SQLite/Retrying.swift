import Delivery
package import Findings
internal import GRDB

extension SQLiteLedger {
  package func retryRejected(
    in drop: DropID, where isOthersTrouble: ([Finding]) -> Bool
  ) throws -> Retried {
    try write { database in
      let refused = try Row.fetchAll(
        try database.cachedStatement(sql: Retrying.refusedQuery), arguments: [drop.rawValue])
      var retrying = Retrying(database: database, drop: drop)
      for submission in refused where isOthersTrouble(try StoredValues.findings(from: submission["findings"])) {
        try retrying.renew(submission)
      }
      return retrying.retried
    }
  }
}

/// Gives refused rows a new submission of the same content, inside the caller's transaction.
///
/// What was refused stays as it was, marked as past: its attempts, its reasons. A past refusal holds nothing back any
/// more; what waited for it waits for its successor.
struct Retrying {
  /// What a person let go, and what was done all the same, holds nothing (`blocks_vehicle = 0`) and is not for sending.
  ///
  /// Packages come before what names them.
  static let refusedQuery = """
    SELECT DISTINCT s.* FROM rows AS r JOIN submissions AS s ON s.id = r.submission_id
    WHERE r.drop_id = ? AND s.state = 'rejected' AND s.blocks_vehicle = 1
      AND s.drop_id NOT IN (\(Tables.dropsInStaging))
    ORDER BY s.resolved DESC, s.sort_order, s.deadline, s.drop_id, s.row_number
    """
  static let rowsQuery = "SELECT drop_id, number FROM rows WHERE submission_id = ?"
  static let sameReportQuery = """
    SELECT id FROM submissions
    WHERE key_place = ? AND base_key = ? AND base_key IS NOT NULL AND content_digest = ? AND state <> 'rejected'
    """
  static let markPast = """
    UPDATE submissions SET past = (
      SELECT 1 + MAX(p.past) FROM submissions AS p
      WHERE p.drop_id = submissions.drop_id AND p.row_number = submissions.row_number)
    WHERE id = ?
    """

  /// What another report of the line was found to stand in the way as, at an earlier try.
  private static let obstructions: Set<FindingCode> = [.keyConflict, .pendingConflict, .rowCorrected, .referenceTaken]
  /// What makes the content and the place of a submission; everything else begins anew.
  private static let copied = """
    drop_id, row_number, function, is_report, key_place, business_key, content_digest, vehicle, sort_order, deadline,
    service_window, fields, office, vehicle_number, passes_to, base_key, defines, uses, resolved
    """

  var database: Database
  var drop: DropID
  private(set) var retried = Retried()

  init(database: Database, drop: DropID) {
    self.database = database
    self.drop = drop
  }

  mutating func renew(_ refused: Row) throws {
    let id: Int64 = refused["id"]
    let rows = try Row.fetchAll(try database.cachedStatement(sql: Self.rowsQuery), arguments: [id]).map {
      RowID(drop: DropID(rawValue: $0["drop_id"]), number: $0["number"])
    }
    let mine = rows.count { $0.drop == drop }
    if let twin = try twin(of: refused) {
      try markAsPast(id)
      try database.cachedStatement(sql: "UPDATE rows SET submission_id = ?, link = 'shared' WHERE submission_id = ?")
        .execute(arguments: [twin, id])
      try Blocking.refresh(after: id, of: refused["vehicle"], in: database)
      retried.answered += mine
    } else if let obstruction = try obstruction(of: refused, rows) {
      try note(obstruction, on: refused)
      retried.blocked += mine
    } else if try isNameless(refused) {
      return
    } else {
      try makeSuccessor(of: refused)
      retried.renewed += mine
    }
    retried.drops.formUnion(rows.map(\.drop))
  }

  /// The equal report that is live or accepted already.
  private func twin(of refused: Row) throws -> Int64? {
    if let holder = try holder(of: refused),
      holder["content_digest"] == refused["content_digest"] as String
    {
      return holder["id"]
    }
    return try Int64.fetchOne(
      try database.cachedStatement(sql: Self.sameReportQuery),
      arguments: [refused["key_place"] as String, refused["base_key"] as String?, refused["content_digest"] as String])
  }

  /// Who has its key by now.
  private func holder(of refused: Row) throws -> Row? {
    try Staging.holder(of: refused["business_key"], at: refused["key_place"], in: database)
  }

  /// What would be said twice: the line was corrected, or its key or its package's name is another's by now.
  private func obstruction(of refused: Row, _ rows: [RowID]) throws -> Finding? {
    let digest: String = refused["content_digest"]
    for row in rows where refused["is_report"] {
      let family = try Families.family(of: row, in: database)
      let other =
        family.members.first { $0.isReported && $0.made?.contentDigest != digest }
        ?? family.corrections(of: row).first { $0.made?.contentDigest != digest }
      if let other { return Finding(.rowCorrected, facts: ["earlier": other.row.description]) }
    }
    let place = Location(record: refused["row_number"], line: 1, byteOffset: 0)
    if let holder = try holder(of: refused) {
      return try Staging.conflict(with: holder, at: place)
    }
    guard let name: String = refused["defines"] else { return nil }
    return try Staging.taken(name, key: refused["business_key"], digest: digest, at: place, in: database)
  }

  /// Whether it names a package that nothing makes: it would only wait to be refused again.
  private func isNameless(_ refused: Row) throws -> Bool {
    guard refused["resolved"] == false, let name: String = refused["uses"] else { return false }
    let maker = try database.cachedStatement(
      sql: "SELECT 1 FROM submissions WHERE defines = ? AND defines IS NOT NULL AND state <> 'rejected'")
    return try Int.fetchOne(maker, arguments: [name]) == nil
  }

  private func note(_ obstruction: Finding, on refused: Row) throws {
    let findings = try StoredValues.findings(from: refused["findings"]).filter { !Self.obstructions.contains($0.code) }
    try database.cachedStatement(sql: "UPDATE submissions SET findings = ? WHERE id = ?")
      .execute(arguments: [StoredValues.json(findings + [obstruction]), refused["id"] as Int64])
  }

  private func makeSuccessor(of refused: Row) throws {
    let id: Int64 = refused["id"]
    try markAsPast(id)
    try database.cachedStatement(
      sql: """
        INSERT INTO submissions (\(Self.copied), held) SELECT \(Self.copied), resolved = 0 FROM submissions WHERE id = ?
        """
    ).execute(arguments: [id])
    let successor = database.lastInsertedRowID
    try database.cachedStatement(
      sql: "INSERT INTO threads (submission_id, name, until) SELECT ?, name, until FROM threads WHERE submission_id = ?"
    ).execute(arguments: [successor, id])
    try database.cachedStatement(sql: "UPDATE rows SET submission_id = ? WHERE submission_id = ?")
      .execute(arguments: [successor, id])
    guard refused["is_report"] else { return }
    let vehicle: String = refused["vehicle"]
    try Passing(database: database).reorder(vehicle, process: refused["sort_order"] / 1000)
    try Blocking.refresh(only: successor, in: database)
    try Blocking.refresh(after: successor, of: vehicle, in: database)
  }

  private func markAsPast(_ id: Int64) throws {
    try database.cachedStatement(sql: Self.markPast).execute(arguments: [id])
  }
}
