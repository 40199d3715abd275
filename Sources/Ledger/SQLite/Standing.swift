internal import Delivery
internal import GRDB

extension SQLiteLedger {
  static let standingQuery = """
    SELECT d.function, s.drop_id, s.row_number, s.is_report, coalesce(s.base_key, s.business_key) AS made_key,
      s.content_digest, s.uses, s.state, s.receipt, s.vehicle, s.sort_order, s.blocks_vehicle,
      i.vehicle AS held_vehicle, i.sort_order AS held_order
    FROM rows AS r JOIN drops AS d ON d.id = r.drop_id LEFT JOIN submissions AS s ON s.id = r.submission_id
      LEFT JOIN obstacles AS i ON i.drop_id = r.drop_id AND i.row_number = r.number
    WHERE r.drop_id = ? AND r.number = ? AND d.state = 'staged' LIMIT 1
    """

  package func standing(of row: RowID) throws -> RowStanding? {
    try read { database in
      let statement = try database.cachedStatement(sql: Self.standingQuery)
      guard let found = try Row.fetchOne(statement, arguments: [row.drop.rawValue, row.number]) else { return nil }
      var standing = RowStanding(function: found["function"], holder: row)
      if let vehicle: String = found["held_vehicle"] {
        standing.hold = RowStanding.Step(vehicle: vehicle, order: found["held_order"])
      }
      guard let made = try RowStanding.Made(found) else { return standing }
      standing.holder = RowID(drop: DropID(rawValue: found["drop_id"]), number: found["row_number"])
      standing.submission = made
      if (found["blocks_vehicle"] as Bool?) == true { standing.hold = made.step }
      return standing
    }
  }
}
