internal import GRDB

/// The rule that a vehicle's reports go strictly one after the other, in SQL (domain/3 §3.6).
///
/// Each text selects the function of a report `o` that holds the submission `s` back. A report without a vehicle, and
/// an inquiry, neither hold anything nor are held.
enum VehicleOrder {
  /// (a) Another report of the vehicle is under way, or nobody knows what became of it.
  static let underWay = """
    SELECT o.function FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state IN ('inFlight', 'unknown')
    """

  /// (b) An earlier report of the vehicle is still to be sent.
  static let earlierWaiting = """
    SELECT o.function FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state IN (\(Tables.waiting)) AND o.queued = 1
      AND (o.sort_order, o.deadline, o.drop_id, o.row_number) < (s.sort_order, s.deadline, s.drop_id, s.row_number)
    """

  /// (c) An earlier report of the vehicle was refused and none of its function was accepted since or before.
  static let earlierRefused = """
    SELECT o.function FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state = 'rejected' AND o.blocks_vehicle = 1
      AND o.sort_order < s.sort_order
      AND NOT EXISTS (
        SELECT 1 FROM submissions AS a
        WHERE a.is_report = 1 AND a.vehicle = o.vehicle AND a.state = 'accepted' AND a.function = o.function)
    """

  /// Writes (c) down in `held` for a vehicle's waiting reports.
  ///
  /// Refusals stay for good, and so does what they hold: without the mark every claim would look at all of it again. The
  /// claim asks all three questions all the same; the mark only keeps the queue short.
  static let refresh = """
    UPDATE submissions AS s SET held = EXISTS (\(earlierRefused))
    WHERE s.is_report = 1 AND s.vehicle = ? AND s.vehicle <> '' AND s.state IN (\(Tables.waiting))
      AND s.held <> EXISTS (\(earlierRefused))
    """

  /// Whether nothing holds `s` back.
  static let isFree = """
    (s.is_report = 0 OR s.vehicle = '' OR (
      NOT EXISTS (\(underWay))
      AND NOT EXISTS (\(earlierWaiting))
      AND NOT EXISTS (\(earlierRefused))))
    """

  /// The function of the step that holds `s` back, or `NULL`.
  static let holder = """
    CASE WHEN s.is_report = 1 AND s.vehicle <> '' THEN coalesce(
      (\(underWay) LIMIT 1),
      (\(earlierWaiting) ORDER BY o.sort_order, o.deadline, o.drop_id, o.row_number LIMIT 1),
      (\(earlierRefused) ORDER BY o.sort_order, o.deadline, o.drop_id, o.row_number LIMIT 1))
    END
    """

  static func refresh(_ vehicle: String, in database: Database) throws {
    try database.cachedStatement(sql: refresh).execute(arguments: [vehicle])
  }
}
