import Delivery
import Findings
import GRDB
import Testing

@testable import Ledger

@Suite("Queries that run for every vehicle or row never walk a whole table")
struct PlansTests {
  static let queries = [
    Claiming.ofAll, Claiming.ofDrop, Claiming.ofDrops, Claiming.ofOne, SQLiteLedger.rowsQuery,
    SQLiteLedger.vehicleQuery,
    SQLiteLedger.tallyQuery, SQLiteLedger.doubtfulQuery, SQLiteLedger.nextDueQuery, Staging.holderQuery,
    "SELECT * FROM drops WHERE sha256 = ? AND function = ? AND tenant = ?",
    Blocking.refreshOfVehicle, Blocking.refreshOfVehicles, Blocking.refreshOfThread, Blocking.refreshOfDrop,
    Blocking.threadsOfStep,
    SQLiteLedger.resolvableQuery, Families.query, Retrying.refusedQuery, Retrying.rowsQuery, Retrying.sameReportQuery,
    Retrying.markPast,
    SQLiteLedger.openDropsQuery, SQLiteLedger.doubtsQuery, SQLiteLedger.unfinishedQuery, SQLiteLedger.decidedQuery,
    Tables.uncountLastRows,
    "UPDATE submissions SET findings = NULL WHERE state = 'inFlight' AND is_report = 1",
    "UPDATE attempts SET finished_at = 1 WHERE finished_at IS NULL",
    "DELETE FROM submissions WHERE drop_id = 1 AND row_number >= 1",
    "DELETE FROM obstacles WHERE drop_id = 1 AND row_number >= 1",
  ]

  /// The few rows that a query has found so far: of a line of the books, of a vehicle, of a drop's fates; and what people decided.
  private static let rowsFound = [
    "SCAN a", "SCAN l", "SCAN f", "SCAN going", "SCAN CONSTANT ROW", "SCAN (subquery-2)",
    "SCAN decisions", "SCAN releases",
  ]

  @Test("Each finds its rows by an index", arguments: queries)
  func plan(_ query: String) throws {
    let steps = try Self.steps(query)
    #expect(!steps.isEmpty)
    for step in steps where step.hasPrefix("SCAN") {
      #expect(
        step.contains("json_each") || step.contains("SCAN 1 ") || step.contains("INDEX attempts_unfinished")
          || Self.rowsFound.contains(step), "\(steps)")
    }
  }

  @Test("A claim reads nothing but indexes and needs no sorting", arguments: [Claiming.ofAll, Claiming.ofDrop])
  func claim(_ query: String) throws {
    for step in try Self.steps(query) {
      #expect(!step.contains("TEMP B-TREE"), "\(step)")
      #expect(!step.hasPrefix("SEARCH") || step.contains("COVERING INDEX"), "\(step)")
    }
  }

  private static func steps(_ query: String) throws -> [String] {
    var steps: [String] = []
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      steps = try ledger.read { file in
        let statement = try file.makeStatement(sql: "EXPLAIN QUERY PLAN " + query)
        statement.setUncheckedArguments(StatementArguments(Array(repeating: 0, count: statement.sqliteArgumentCount)))
        return try Row.fetchAll(statement).map { $0["detail"] }
      }
    }
    return steps
  }
}

extension Statement {
  fileprivate var sqliteArgumentCount: Int {
    sql.contains("?4")
      ? 4 : sql.contains("?3") ? 3 : sql.contains("?2") ? 2 : sql.contains("?1") ? 1 : sql.count { $0 == "?" }
  }
}
