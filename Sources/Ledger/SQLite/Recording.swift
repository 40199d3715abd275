package import Delivery
internal import Findings
internal import GRDB

extension SQLiteLedger {
  package func record(
    _ results: [AttemptResult], counting calls: CallCounts, thenClaim claims: [Claim]
  ) throws -> [ClaimedSubmission] {
    let claimed = try write { database in
      try Self.add(calls, in: database)
      for result in results { try Self.record(result, in: database) }
      return try claims.compactMap { try Claiming(database: database, claim: $0).next() }
    }
    // Between two groups nothing is in flight but what was just recorded; where that failed, its marks still count.
    try? ownDepartures().tidy()
    return claimed
  }

  package func claimable(_ claim: Claim, limit: Int) throws -> [ClaimedSubmission] {
    try read { database in try Claiming(database: database, claim: claim).peek(limit) }
  }

  @discardableResult
  package func settle(
    _ id: SubmissionID, _ settlement: Settlement, evidence: Evidence?, ifStill seen: SubmissionState?, at now: Moment
  ) throws -> Bool {
    try write { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT state, attempts FROM submissions WHERE id = ?", arguments: [id.rawValue])
      else { throw Impossible("there is no submission \(id.rawValue)") }
      let state: String = row["state"]
      let isAsSeen = seen.map { $0.rawValue == state } ?? true
      if isAsSeen {
        guard state != SubmissionState.inFlight.rawValue else {
          throw Impossible("submission \(id.rawValue) is in flight")
        }
        try Self.apply(settlement, to: id, at: now, wasClaimed: state == SubmissionState.unknown.rawValue, in: database)
      }
      if let evidence { try Self.note(evidence, on: id, at: now, in: database) }
      return isAsSeen
    }
  }

  static func record(_ result: AttemptResult, in database: Database) throws {
    guard result.wasSent else { return try takeBack(result, in: database) }
    let finish = try database.cachedStatement(
      sql: """
        UPDATE attempts SET finished_at = ?, outcome = ?, status = ?, code = ?
        WHERE submission_id = ? AND request_id = ? AND finished_at IS NULL
        """)
    try finish.execute(arguments: [
      result.finishedAt.milliseconds, result.settlement.state.rawValue, result.status, result.code,
      result.submission.rawValue, result.requestID,
    ])
    guard database.changesCount == 1 else { throw Impossible("attempt \(result.requestID) is not under way") }
    for (index, cells) in result.lines.enumerated() {
      try database.cachedStatement(sql: "INSERT INTO lists (submission_id, number, cells) VALUES (?, ?, ?)")
        .execute(arguments: [result.submission.rawValue, index + 1, StoredValues.json(cells)])
    }
    try apply(result.settlement, to: result.submission, at: result.finishedAt, wasClaimed: true, in: database)
  }

  /// Writes the settlement's columns; the table's trigger decides whether the step is allowed.
  ///
  /// - Parameter wasClaimed: whether the claim has counted the attempt already.
  static func apply(
    _ settlement: Settlement, to id: SubmissionID, at now: Moment, wasClaimed: Bool, in database: Database
  ) throws {
    var dueAt: Int64?
    var findings: String?
    var receipt: String?
    var blocks = false
    var spent = 0
    switch settlement {
    case .accepted(let given):
      receipt = try StoredValues.json(given)
    case .rejected(let reasons, let blocksVehicle):
      findings = try StoredValues.json(reasons)
      blocks = blocksVehicle
    case .retryable(let notBefore, let reason, let spendsAttempt):
      dueAt = notBefore.milliseconds
      findings = try StoredValues.json([reason])
      spent = (spendsAttempt ? 1 : 0) - (wasClaimed ? 1 : 0)
    case .unknown(let askNotBefore, let reason):
      dueAt = askNotBefore.milliseconds
      findings = try StoredValues.json([reason])
    }
    let update = try database.cachedStatement(
      sql: """
        UPDATE submissions SET state = ?, due_at = ?, findings = ?, receipt = ?, blocks_vehicle = ?, settled_at = ?,
          attempts = max(attempts + ?, 0)
        WHERE id = ? RETURNING vehicle, vehicle_number, is_report
        """)
    let values: StatementArguments = [
      settlement.state.rawValue, dueAt, findings, receipt, blocks,
      settlement.state.isSettled ? now.milliseconds : nil, spent, id.rawValue,
    ]
    guard let about = try Row.fetchOne(update, arguments: values) else {
      throw Impossible("there is no submission \(id.rawValue)")
    }
    guard about["is_report"] else { return }
    if case .accepted(let given) = settlement { try learn(from: given, id, about, in: database) }
    try Blocking.refresh(after: id.rawValue, of: about["vehicle"], in: database)
  }

  /// Keeps what an acceptance teaches: whose number it is, and the package that the service made.
  private static func learn(
    from receipt: Receipt, _ id: SubmissionID, _ about: Row, in database: Database
  ) throws {
    try Staging.link(id.rawValue, to: (receipt.threads ?? []).map { ThreadLink(name: $0) }, in: database)
    let vehicle: String = about["vehicle"]
    let stated: String = about["vehicle_number"]
    guard !vehicle.isEmpty, let number = stated.isEmpty ? receipt.number : stated else { return }
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO vehicle_numbers (number, vehicle) VALUES (?, ?)")
      .execute(arguments: [number, vehicle])
  }

  /// Keeps the evidence and counts the clear absences in a row.
  private static func note(_ evidence: Evidence, on id: SubmissionID, at now: Moment, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO evidence (submission_id, number, seen_at, verdict, detail)
        SELECT :id, 1 + coalesce(MAX(number), 0), :now, :verdict, :detail FROM evidence WHERE submission_id = :id;
        UPDATE submissions SET absences = CASE WHEN :verdict = 'absent' THEN absences + 1 ELSE 0 END WHERE id = :id
        """,
      arguments: [
        "id": id.rawValue, "now": now.milliseconds, "verdict": evidence.verdict.rawValue, "detail": evidence.detail,
      ])
  }
}
