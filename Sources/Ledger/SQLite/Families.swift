import Delivery
internal import GRDB

/// Finds all rows of one line of the customer's books, from any of them.
enum Families {
  static let query = """
    WITH RECURSIVE above (drop_id, number) AS (
      SELECT ?1, ?2
      UNION
      SELECT r.origin_drop, r.origin_row FROM above AS a
      JOIN rows AS r ON r.drop_id = a.drop_id AND r.number = a.number WHERE r.origin_drop IS NOT NULL
    ), line (drop_id, number) AS (
      SELECT a.drop_id, a.number FROM above AS a JOIN rows AS r ON r.drop_id = a.drop_id AND r.number = a.number
      WHERE r.origin_drop IS NULL
      UNION
      SELECT r.drop_id, r.number FROM line AS l
      JOIN rows AS r ON r.origin_drop = l.drop_id AND r.origin_row = l.number
    )
    SELECT r.drop_id AS of_drop, r.number AS of_row, r.origin_drop, r.origin_row, s.is_report,
      coalesce(s.base_key, s.business_key) AS made_key, s.content_digest, s.uses, s.state, s.receipt, s.vehicle,
      s.sort_order
    FROM line AS l JOIN rows AS r ON r.drop_id = l.drop_id AND r.number = l.number
      LEFT JOIN submissions AS s ON s.id = r.submission_id
    ORDER BY r.drop_id, r.number
    """

  static func family(of row: RowID, in database: Database) throws -> RowFamily {
    let rows = try Row.fetchAll(
      try database.cachedStatement(sql: query), arguments: [row.drop.rawValue, row.number])
    return RowFamily(
      members: try rows.map { found in
        let origin = (found["origin_drop"] as Int64?).map {
          RowID(drop: DropID(rawValue: $0), number: found["origin_row"])
        }
        return RowFamily.Member(
          row: RowID(drop: DropID(rawValue: found["of_drop"]), number: found["of_row"]), origin: origin,
          made: try RowStanding.Made(found))
      })
  }
}

extension SQLiteLedger {
  package func family(of row: RowID) throws -> RowFamily {
    try read { try Families.family(of: row, in: $0) }
  }
}

extension RowStanding.Made {
  /// Reads a submission's columns with its key as `made_key`; `nil` where the row has none.
  init?(_ found: Row) throws {
    guard let key: String = found["made_key"] else { return nil }
    guard let state = SubmissionState(rawValue: found["state"]) else {
      throw Impossible("a submission has an unknown state")
    }
    self.init(
      isReport: found["is_report"], key: key, contentDigest: found["content_digest"], uses: found["uses"],
      state: state,
      receipt: try (found["receipt"] as String?).map { try StoredValues.value(Receipt.self, from: $0) },
      step: RowStanding.Step(vehicle: found["vehicle"], order: found["sort_order"]))
  }
}
