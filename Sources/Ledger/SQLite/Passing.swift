internal import GRDB

/// The order of offices within one process, where a vehicle is passed on from one to the next.
///
/// A second dismantler takes a car in after the first has delivered it, although intake comes before delivery in each
/// office (domain/3 §3.2, S31 and S41). Process and rank alone would send the second intake first, which the service
/// defers, and the delivery that it waits for would wait behind it for ever.
struct Passing {
  /// What each office further down the line adds to the place of its steps; more than any rank.
  static let stride = 200
  private static let longestLine = 4

  var database: Database

  static let isPassedOn = "SELECT 1 FROM submissions WHERE vehicle = ? AND passes_to <> '' LIMIT 1"

  /// How many offices of the process had, or will have, the vehicle before `$.office`.
  private static func depth(_ alias: String) -> String {
    """
    (WITH RECURSIVE line (office, depth) AS (
      SELECT \(alias).office, 0
      UNION
      SELECT p.office, line.depth + 1 FROM line JOIN submissions AS p ON p.passes_to = line.office
      WHERE p.vehicle = \(alias).vehicle AND p.passes_to <> '' AND p.is_report = 1 AND p.state <> 'rejected'
        AND p.sort_order / 1000 = \(alias).sort_order / 1000 AND line.depth < \(longestLine)
    ) SELECT MAX(depth) FROM line)
    """
  }

  private static func place(_ alias: String) -> String {
    "\(alias).sort_order / 1000 * 1000 + \(alias).sort_order % \(stride) + \(stride) * \(depth(alias))"
  }

  private static let reorderWaiting = """
    UPDATE submissions AS s SET sort_order = \(place("s"))
    WHERE s.vehicle = ?1 AND s.is_report = 1 AND s.state IN (\(Tables.waiting)) AND s.sort_order / 1000 = ?2
    """
  private static let reorderObstacles = """
    UPDATE obstacles AS i SET sort_order = \(place("i")) WHERE i.vehicle = ?1 AND i.vehicle <> '' AND i.sort_order / 1000 = ?2
    """

  /// Puts the waiting steps of a vehicle in the order of the offices that it passes through.
  func reorder(_ vehicle: String, process: Int) throws {
    let passing = try database.cachedStatement(sql: Self.isPassedOn)
    guard !vehicle.isEmpty, try Int.fetchOne(passing, arguments: [vehicle]) != nil else { return }
    for sql in [Self.reorderWaiting, Self.reorderObstacles] {
      try database.cachedStatement(sql: sql).execute(arguments: [vehicle, process])
    }
  }
}
