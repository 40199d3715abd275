/// The rule that what is said of a whole package, or of a truck, waits for the reports that belong to it (domain/3 §3.6).
///
/// What feeds a thread comes before what waits for it; two that wait go by process and rank. Each text selects what
/// holds the submission `s` back, as ``Blocking`` reads it.
enum ThreadOrder {
  private static let members = """
    FROM threads AS mine
    JOIN threads AS theirs ON theirs.name = mine.name AND theirs.submission_id <> mine.submission_id
    JOIN submissions AS o ON o.id = theirs.submission_id
    WHERE mine.submission_id = s.id AND mine.until IS NOT NULL
    """

  private static let isEarlier = "(theirs.until IS NULL OR o.sort_order < s.sort_order)"

  /// A report of the thread is under way, in doubt, or earlier and still to be sent.
  static let unsettled = """
    SELECT \(Blocking.name("o")) \(members) AND (
      o.state IN ('inFlight', 'unknown')
      OR (o.state IN (\(Tables.waiting)) AND o.drop_id NOT IN (\(Tables.dropsInStaging))
        AND (theirs.until IS NULL
          OR (o.sort_order, o.deadline, o.drop_id, o.row_number)
            < (s.sort_order, s.deadline, s.drop_id, s.row_number))))
    """

  /// An earlier report of the thread was refused, and its step was not done by any other.
  static let refused = """
    SELECT \(Blocking.name("o")) \(members) AND mine.until = 'accepted' AND o.state = 'rejected' AND o.blocks_vehicle = 1
      AND o.past = 0 AND \(isEarlier) AND NOT \(isDone("o.vehicle", "o.sort_order", "mine.name"))
    """

  /// An earlier row of the thread was invalid, and its step was not done by any other.
  static let invalid = """
    SELECT \(Blocking.name("i")) FROM threads AS mine JOIN obstacles AS i ON i.line = mine.name
    WHERE mine.submission_id = s.id AND mine.until = 'accepted' AND (i.vehicle <> '' OR i.sort_order < s.sort_order)
      AND NOT \(isDone("i.vehicle", "i.sort_order", "mine.name"))
    """

  /// A vehicle's step is done wherever a report of it was accepted; a step of the thread itself only within it.
  private static func isDone(_ vehicle: String, _ order: String, _ thread: String) -> String {
    """
    CASE WHEN \(vehicle) <> '' THEN \(VehicleOrder.isDone(vehicle, order)) ELSE EXISTS (
      SELECT 1 FROM threads AS t JOIN submissions AS a ON a.id = t.submission_id
      WHERE t.name = \(thread) AND a.sort_order = \(order)
        AND (a.state = 'accepted' OR (a.state = 'rejected' AND a.blocks_vehicle = 0))) END
    """
  }
}
