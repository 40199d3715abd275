internal import Delivery
internal import GRDB
internal import Validation

/// Which time a step is that may happen again: the part of a business key that only the ledger can know.
struct KeySequence {
  var database: Database

  /// The submission that is this very report already, whichever time it was.
  ///
  /// A file that is exported again repeats yesterday's rows; counting alone would take them for a second visit.
  func sameReport(_ new: NewSubmission) throws -> Int64? {
    if new.sequence == nil { return nil }
    let statement = try database.cachedStatement(
      sql: """
        SELECT id FROM submissions
        WHERE key_place = ? AND base_key = ? AND content_digest = ? AND state <> 'rejected'
        """)
    return try Int64.fetchOne(statement, arguments: [new.keyPlace, new.key, new.contentDigest])
  }

  /// The key with the number of the time, where the function counts.
  func key(of new: NewSubmission) throws -> String {
    guard let sequence = new.sequence else { return new.key }
    let time =
      switch sequence {
      case .counts: max(1, try count(sequence, new, "state <> 'rejected'"))
      case .follows: 1 + (try count(sequence, new, "state = 'accepted'"))
      }
    return "\(new.key)#\(time)"
  }

  private func count(_ sequence: FunctionSchema.Sequence, _ new: NewSubmission, _ state: String) throws -> Int {
    let statement = try database.cachedStatement(
      sql: """
        SELECT (
          SELECT COUNT(*) FROM submissions
          WHERE is_report = 1 AND vehicle = ?1 AND office = ?2 AND \(state)
            AND function IN (SELECT value FROM json_each(?3))
        ) + (
          SELECT COUNT(*) FROM past_reports
          WHERE vehicle = ?1 AND office = ?2 AND function IN (SELECT value FROM json_each(?3)))
        """)
    let functions = StoredValues.json(sequence.functions)
    return try Int.fetchOne(statement, arguments: [new.vehicle, new.office, functions]) ?? 0
  }
}
