package import Delivery
internal import Findings
internal import GRDB

/// Names that stand for the numbers of packages which the service has yet to make.
extension SQLiteLedger {
  static let resolvableQuery = """
    SELECT \(ClaimedSubmission.columns), d.function AS defined_by, d.receipt AS given
    FROM submissions AS s INDEXED BY unresolved
    JOIN submissions AS d ON d.defines = s.uses AND d.defines IS NOT NULL AND d.state <> 'rejected'
    WHERE s.resolved = 0 AND s.state = 'ready' AND d.state = 'accepted' LIMIT ?
    """

  package func resolvable(limit: Int) throws -> [Resolvable] {
    try read { database in
      try Row.fetchAll(try database.cachedStatement(sql: Self.resolvableQuery), arguments: [limit]).map { row in
        Resolvable(
          submission: try ClaimedSubmission(row, requestID: ""), definedBy: row["defined_by"],
          receipt: try StoredValues.value(Receipt.self, from: row["given"]))
      }
    }
  }

  package func resolve(_ id: SubmissionID, as new: NewSubmission, at now: Moment) throws {
    try write { database in
      if let holder = try Staging.holder(of: new.key, at: new.keyPlace, in: database), holder["id"] != id.rawValue {
        return try Self.merge(id, into: holder, new, at: now, in: database)
      }
      try database.execute(
        sql: """
          UPDATE submissions SET key_place = ?, business_key = ?, content_digest = ?, fields = ?, resolved = 1
          WHERE id = ?
          """, arguments: [new.keyPlace, new.key, new.contentDigest, new.fields, id.rawValue])
      try Staging.link(id.rawValue, to: new.threads, in: database)
      try Blocking.refresh(only: id.rawValue, in: database)
      for thread in new.threads { try Blocking.refresh(thread: thread.name, in: database) }
    }
  }

  /// The same call stands under its number already: it answers for equal content, and other content is a conflict.
  private static func merge(
    _ id: SubmissionID, into holder: Row, _ new: NewSubmission, at now: Moment, in database: Database
  ) throws {
    guard holder["content_digest"] == new.contentDigest else {
      let conflict = try Staging.conflict(with: holder, at: Location(record: 1, line: 1, byteOffset: 0))
      return try apply(.rejected([conflict]), to: id, at: now, wasClaimed: false, in: database)
    }
    try database.execute(
      sql: "UPDATE rows SET submission_id = ?, link = 'shared' WHERE submission_id = ?",
      arguments: [holder["id"] as Int64, id.rawValue])
    try database.execute(sql: "DELETE FROM submissions WHERE id = ?", arguments: [id.rawValue])
    for thread in new.threads { try Blocking.refresh(thread: thread.name, in: database) }
  }

  package func expireNames(seenBefore start: Moment, at now: Moment) throws -> Int {
    try write { database in
      let expired = try Row.fetchAll(
        database,
        sql: """
          SELECT s.id, s.uses FROM submissions AS s INDEXED BY unresolved JOIN drops AS d ON d.id = s.drop_id
          WHERE s.resolved = 0 AND s.state = 'ready' AND d.state = 'staged' AND d.seen_at < ?
            AND NOT EXISTS (SELECT 1 FROM submissions AS m WHERE m.defines = s.uses AND m.state <> 'rejected')
          """, arguments: [start.milliseconds])
      for row in expired {
        try Self.apply(
          .rejected([Finding(.referenceUndefined, facts: ["value": ThreadName.shown(row["uses"])])]),
          to: SubmissionID(rawValue: row["id"]), at: now, wasClaimed: false, in: database)
      }
      return expired.count
    }
  }
}
