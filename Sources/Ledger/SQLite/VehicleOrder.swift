/// The rule that a vehicle's reports go strictly one after the other, in SQL (domain/3 §3.6).
///
/// Each text selects what holds the submission `s` back, as ``Blocking`` reads it. A report without a vehicle, and an
/// inquiry, neither hold anything nor are held by this rule.
enum VehicleOrder {
  /// (a) Another report of the vehicle is under way, or nobody knows what became of it.
  static let underWay = """
    SELECT \(Blocking.name("o")) FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state IN ('inFlight', 'unknown')
    """

  /// (b) An earlier report of the vehicle is still to be sent.
  static let earlierWaiting = """
    SELECT \(Blocking.name("o")) FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state IN (\(Tables.waiting))
      AND o.drop_id NOT IN (\(Tables.dropsInStaging))
      AND (o.sort_order, o.deadline, o.drop_id, o.row_number) < (s.sort_order, s.deadline, s.drop_id, s.row_number)
    """

  /// (c) An earlier report of the vehicle was refused, and the step was not done by any other.
  static let earlierRefused = """
    SELECT \(Blocking.name("o")) FROM submissions AS o
    WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.state = 'rejected' AND o.blocks_vehicle = 1
      AND o.past = 0 AND o.sort_order < s.sort_order AND NOT \(isDone("o.vehicle", "o.sort_order"))
    """

  /// (d) An earlier row of the vehicle was invalid, and the step was not done by any other.
  static let earlierInvalid = """
    SELECT \(Blocking.name("i")) FROM obstacles AS i
    WHERE i.line = 'vehicle' || char(31) || s.vehicle AND i.sort_order < s.sort_order
      AND NOT \(isDone("i.vehicle", "i.sort_order"))
    """

  /// Whether a vehicle's step is done: a report of it was accepted, or the service knows it already.
  static func isDone(_ vehicle: String, _ order: String) -> String {
    """
    EXISTS (
      SELECT 1 FROM submissions AS a
      WHERE a.is_report = 1 AND a.vehicle = \(vehicle) AND a.sort_order = \(order)
        AND (a.state = 'accepted' OR (a.state = 'rejected' AND a.blocks_vehicle = 0)))
    """
  }

  /// Whether nothing of the vehicle holds `s` back.
  static let isFree = """
    (s.is_report = 0 OR s.vehicle = '' OR (
      NOT EXISTS (\(underWay))
      AND NOT EXISTS (\(earlierWaiting))
      AND NOT EXISTS (\(earlierRefused))))
    """
}
