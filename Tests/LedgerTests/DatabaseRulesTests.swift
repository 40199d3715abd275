import Delivery
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// What the file itself refuses, whoever writes to it: every statement here goes past the driver.
@Suite("The SQLite file keeps its own rules")
struct DatabaseRulesTests {
  /// Assignments that make a submission's columns fit the state, so that only the step itself can be wrong.
  private static func assignments(_ state: SubmissionState) -> String {
    let isSent = [.inFlight, .accepted, .unknown].contains(state)
    return """
      state = '\(state.rawValue)', sends = \(state == .ready ? "0" : isSent ? "max(sends, 1)" : "sends"),
      last_sent_at = \(state == .ready ? "NULL" : isSent ? "coalesce(last_sent_at, 1)" : "last_sent_at"),
      due_at = \([.retryable, .unknown].contains(state) ? "1" : "NULL"),
      findings = \([.rejected, .retryable, .unknown].contains(state) ? "'[]'" : "NULL"),
      receipt = \(state == .accepted ? "'{}'" : "NULL"), settled_at = \(state.isSettled ? "1" : "NULL")
      """
  }

  private static func path(to state: SubmissionState) -> [SubmissionState] {
    switch state {
    case .ready: []
    case .inFlight, .rejected, .retryable: [state]
    case .accepted, .unknown: [.inFlight, state]
    }
  }

  private func withFile(_ body: (Database) throws -> Void) throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      try ledger.take(newDrop(1), report("a"), report("b"))
      try #require(ledger.writing).writeWithoutTransaction(body)
    }
  }

  private static let pairs = SubmissionState.allCases.flatMap { from in SubmissionState.allCases.map { (from, $0) } }

  @Test("A step is taken when the state machine allows it and refused when not", arguments: pairs)
  func steps(_ from: SubmissionState, _ next: SubmissionState) throws {
    try withFile { file in
      for state in Self.path(to: from) {
        try file.execute(sql: "UPDATE submissions SET \(Self.assignments(state)) WHERE id = 1")
      }
      let step = "UPDATE submissions SET \(Self.assignments(next)) WHERE id = 1"
      if from.successors.contains(next) {
        try file.execute(sql: step)
        #expect(try String.fetchOne(file, sql: "SELECT state FROM submissions WHERE id = 1") == next.rawValue)
      } else {
        let error = #expect(throws: DatabaseError.self) { try file.execute(sql: step) }
        #expect(error?.message == "forbidden transition of a submission")
      }
    }
  }

  /// Statements after `UPDATE submissions SET state = 'inFlight' …` of number 1; 2 is ready.
  static let forbidden = [
    "INSERT INTO submissions SELECT 9, drop_id, 9, function, is_report, business_key, 'x', vehicle, 1, deadline, 'w', '{}', 0, 'ready', 0, 0, NULL, 0, NULL, NULL, NULL, NULL, 0, '', '', '', NULL, NULL, NULL, 1, 0, key_place FROM submissions WHERE id = 1",
    "INSERT INTO submissions SELECT 9, drop_id, 9, function, is_report, 'new', 'x', vehicle, 1, deadline, 'w', '{}', 0, 'inFlight', 1, 1, 1, 0, NULL, NULL, NULL, NULL, 0, '', '', '', NULL, NULL, NULL, 1, 0, key_place FROM submissions WHERE id = 1",
    "UPDATE drops SET state = 'staging'; UPDATE submissions SET \(assignments(.inFlight)) WHERE id = 2",
    "UPDATE tallies SET count = -1",
    "INSERT INTO tallies VALUES (1, 'lost', 1)",
    "DELETE FROM submissions WHERE id = 1",
    "DELETE FROM drops",
    "UPDATE submissions SET business_key = 'other' WHERE id = 2",
    "UPDATE submissions SET key_place = 'other' WHERE id = 2",
    "UPDATE submissions SET content_digest = 'other' WHERE id = 2",
    "UPDATE submissions SET resolved = 0 WHERE id = 2",
    "UPDATE submissions SET past = 1 WHERE id = 1",
    "INSERT INTO submissions SELECT 9, drop_id, row_number, function, is_report, 'new', 'x', vehicle, 1, deadline, 'w', '{}', 0, 'ready', 0, 0, NULL, 0, NULL, NULL, NULL, NULL, 0, '', '', '', NULL, NULL, NULL, 1, 0, key_place FROM submissions WHERE id = 2",
    "UPDATE submissions SET uses = 'name', resolved = 0 WHERE id = 1",
    "INSERT INTO threads VALUES (2, 'package', 'sometime')",
    "INSERT INTO threads VALUES (99, 'package', NULL)",
    "UPDATE submissions SET fields = '[]' WHERE id = 2",
    "UPDATE submissions SET state = 'accepted', settled_at = 1 WHERE id = 1",
    "UPDATE submissions SET state = 'accepted', receipt = '{}' WHERE id = 1",
    "UPDATE submissions SET state = 'rejected', settled_at = 1 WHERE id = 1",
    "UPDATE submissions SET state = 'unknown', findings = '[]' WHERE id = 1",
    "UPDATE submissions SET receipt = '{}' WHERE id = 1",
    "UPDATE submissions SET state = 'inFlight' WHERE id = 2",
    "UPDATE submissions SET blocks_vehicle = 1 WHERE id = 1",
    "UPDATE submissions SET state = 'lost' WHERE id = 1",
    "UPDATE submissions SET attempts = -1 WHERE id = 1",
    "UPDATE submissions SET attempts = 'many' WHERE id = 1",
    "UPDATE rows SET link = NULL WHERE number = 2",
    "UPDATE rows SET submission_id = 99 WHERE number = 2",
    "INSERT INTO attempts (submission_id, number, request_id, sent_at) VALUES (1, 7, 'r', 1), (1, 8, 'r', 1)",
    "INSERT INTO attempts VALUES (1, 7, 'r', 1, 2, NULL, NULL, NULL)",
    "INSERT INTO attempts VALUES (1, 7, 'r', 1, 2, 'ready', NULL, NULL)",
    "INSERT INTO evidence VALUES (1, 1, 1, 'perhaps', '')",
  ]

  @Test("A statement that would break a rule is refused", arguments: forbidden)
  func refused(_ statement: String) throws {
    try withFile { file in
      try file.execute(sql: "UPDATE submissions SET \(Self.assignments(.inFlight)) WHERE id = 1")
      let error = #expect(throws: DatabaseError.self) { try file.execute(sql: statement) }
      #expect(error?.resultCode == .SQLITE_CONSTRAINT)
    }
  }

  @Test("A key that was rejected may live again, once")
  func keyLivesAgain() throws {
    try withFile { file in
      let copy = { (id: Int) in
        """
        INSERT INTO submissions (id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
          sort_order, deadline, service_window, fields)
        SELECT \(id), drop_id, \(id), function, is_report, business_key, 'x', vehicle, 1, deadline, 'w', '{}'
        FROM submissions WHERE id = 1
        """
      }
      try file.execute(sql: "UPDATE submissions SET \(Self.assignments(.rejected)) WHERE id = 1")
      try file.execute(sql: copy(8))
      #expect(throws: DatabaseError.self) { try file.execute(sql: copy(9)) }
    }
  }

  @Test("A row stands for one submission; a refused one may make room for the next and never comes back")
  func past() throws {
    try withFile { file in
      let next = """
        INSERT INTO submissions (drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
          sort_order, deadline, service_window, fields)
        SELECT drop_id, row_number, function, is_report, business_key, content_digest, vehicle, 1, deadline, 'w', '{}'
        FROM submissions WHERE id = 1
        """
      try file.execute(sql: "UPDATE submissions SET \(Self.assignments(.rejected)) WHERE id = 1")
      #expect(throws: DatabaseError.self) { try file.execute(sql: next) }
      try file.execute(sql: "UPDATE submissions SET past = 1 WHERE id = 1")
      try file.execute(sql: next)
      #expect(throws: DatabaseError.self) { try file.execute(sql: "UPDATE submissions SET past = 0 WHERE id = 1") }
      #expect(throws: DatabaseError.self) { try file.execute(sql: "UPDATE submissions SET past = 2 WHERE id = 1") }
    }
  }
}
