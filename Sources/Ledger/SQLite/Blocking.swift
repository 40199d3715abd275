internal import Findings
internal import GRDB

/// What stands before a submission, and the mark that keeps the queue short.
///
/// Refusals, invalid rows and unknown package numbers stay for long, and so does what they hold. Without the mark `held`
/// every claim would look at all of it again; it is written whenever something changes that it depends on.
enum Blocking {
  /// The step that holds another back: its function and its row, `collection-report␟D3R7`.
  static func name(_ alias: String) -> String {
    "\(alias).function || char(31) || 'D' || \(alias).drop_id || 'R' || \(alias).row_number"
  }

  private static let isHeld = """
    (s.resolved = 0
      OR (s.vehicle <> '' AND (EXISTS (\(VehicleOrder.earlierRefused)) OR EXISTS (\(VehicleOrder.earlierInvalid))))
      OR EXISTS (\(ThreadOrder.unsettled)) OR EXISTS (\(ThreadOrder.refused)) OR EXISTS (\(ThreadOrder.invalid)))
    """

  private static func refresh(_ condition: String) -> String {
    """
    UPDATE submissions AS s SET held = \(isHeld)
    WHERE s.is_report = 1 AND s.state IN (\(Tables.waiting)) AND \(condition) AND s.held <> \(isHeld)
    """
  }

  private static let refreshOfOne = refresh("s.id = ?")
  static let refreshOfVehicle = refresh("s.vehicle = ? AND s.vehicle <> ''")
  static let refreshOfThread = refresh(
    "s.id IN (SELECT submission_id FROM threads WHERE name = ? AND until IS NOT NULL)")
  static let refreshOfDrop = refresh(
    """
    s.id IN (
      SELECT w.submission_id FROM submissions AS m JOIN threads AS t ON t.submission_id = m.id
      JOIN threads AS w ON w.name = t.name AND w.until IS NOT NULL WHERE m.drop_id = ?)
    """)

  /// The threads that a submission's end concerns: its own, and those in which another report of its step stands.
  static let threadsOfStep = """
    SELECT t.name FROM threads AS t WHERE t.submission_id = ?1
    UNION SELECT t.name FROM submissions AS s JOIN submissions AS o ON o.is_report = 1 AND o.vehicle = s.vehicle
      AND o.sort_order = s.sort_order JOIN threads AS t ON t.submission_id = o.id WHERE s.id = ?1 AND s.vehicle <> ''
    UNION SELECT i.line FROM submissions AS s JOIN obstacles AS i ON i.vehicle = s.vehicle
      AND i.sort_order = s.sort_order WHERE s.id = ?1 AND s.vehicle <> '' AND i.vehicle <> ''
    """

  /// What holds `s` back, or `NULL`.
  static let holder = """
    CASE WHEN s.is_report = 1 THEN coalesce(
      CASE WHEN s.vehicle <> '' THEN coalesce(
        (\(VehicleOrder.underWay) LIMIT 1),
        (\(VehicleOrder.earlierWaiting) ORDER BY o.sort_order, o.deadline, o.drop_id, o.row_number LIMIT 1),
        (\(VehicleOrder.earlierRefused) ORDER BY o.sort_order, o.deadline, o.drop_id, o.row_number LIMIT 1),
        (\(VehicleOrder.earlierInvalid) ORDER BY i.sort_order, i.drop_id, i.row_number LIMIT 1)) END,
      (\(ThreadOrder.unsettled) ORDER BY o.sort_order, o.deadline, o.drop_id, o.row_number LIMIT 1),
      (\(ThreadOrder.refused) LIMIT 1),
      (\(ThreadOrder.invalid) LIMIT 1))
    END
    """

  /// The same for a submission whose mark `held` is true to what stands: without the mark nothing but another report of
  /// its vehicle can hold it, and most vehicles have one.
  static let holderIfAny = """
    CASE WHEN s.held = 1 OR EXISTS (
      SELECT 1 FROM submissions AS o WHERE o.is_report = 1 AND o.vehicle = s.vehicle AND o.id <> s.id)
    THEN \(holder) END
    """

  static func refresh(only submission: Int64, in database: Database) throws {
    try database.cachedStatement(sql: refreshOfOne).execute(arguments: [submission])
  }

  /// The same as ``refreshOfVehicle`` for many at once, in a JSON array.
  static let refreshOfVehicles = refresh("s.vehicle IN (SELECT value FROM json_each(?)) AND s.vehicle <> ''")

  static func refresh(vehicles: Set<String>, in database: Database) throws {
    if vehicles.isEmpty { return }
    try database.cachedStatement(sql: refreshOfVehicles).execute(arguments: [StoredValues.json(Array(vehicles))])
  }

  static func refresh(vehicle: String, in database: Database) throws {
    try database.cachedStatement(sql: refreshOfVehicle).execute(arguments: [vehicle])
  }

  static func refresh(thread: String, in database: Database) throws {
    try database.cachedStatement(sql: refreshOfThread).execute(arguments: [thread])
  }

  /// After obstacles were removed, each a `line` and a `vehicle`: everything that they may have held.
  static func refresh(afterObstacles removed: [Row], in database: Database) throws {
    for obstacle in removed {
      try refresh(thread: obstacle["line"], in: database)
      try refresh(vehicle: obstacle["vehicle"], in: database)
    }
  }

  /// After a submission came to an end, or to a doubt: everything that may have waited for it.
  static func refresh(after submission: Int64, of vehicle: String, in database: Database) throws {
    try refresh(vehicle: vehicle, in: database)
    let threads = try database.cachedStatement(sql: threadsOfStep)
    for thread in try String.fetchAll(threads, arguments: [submission]) { try refresh(thread: thread, in: database) }
  }

  /// The finding that tells a person what a step waits for, from ``holder``'s text.
  static func finding(_ holder: String) -> Finding {
    let parts = holder.split(separator: "\u{1F}").map(String.init)
    return Finding(.earlierStep, facts: ["function": parts[0], "earlier": parts.count > 1 ? parts[1] : ""])
  }
}
