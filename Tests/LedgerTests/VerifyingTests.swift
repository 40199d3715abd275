import Delivery
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Proving a ledger")
struct VerifyingTests {
  /// What somebody with a SQL shell may have done, and what verifying says of it.
  static let damages: [(sql: String, said: String)] = [
    ("UPDATE submissions SET sends = sends + 1 WHERE state = 'accepted'", "another number of times"),
    ("DELETE FROM attempts WHERE outcome = 'accepted'", "neither an answer nor an inquiry nor a person"),
    ("UPDATE rows SET link = NULL, submission_id = NULL WHERE number = 2", "no row stands for"),
    ("UPDATE drops SET state = 'staging' WHERE id = 1", "before its drop was complete"),
    ("UPDATE tallies SET count = count + 1 WHERE fate = 'held'", "counts are not those of its rows"),
    ("DELETE FROM rows WHERE number = 5", "counts are not those of its rows"),
    ("UPDATE attempts SET finished_at = NULL, outcome = NULL WHERE outcome = 'accepted'", "in flight without"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM drops", "refers to one of drops"),
    ("UPDATE rows SET number = number + 10", "another row's own"),
  ]

  private func withNight(_ body: (SQLiteLedger) throws -> Void) throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      try ledger.take(newDrop(1), report("a"), report("b"), report("c"), nil)
      for settlement in [Settlement.taken, .refused, .doubt] { try ledger.finish(ledger.claim(), settlement) }
      try ledger.take(newDrop(2), report("a"), report("d"))
      try body(ledger)
    }
  }

  @Test("A night with every fate is sound, also in the middle of an attempt")
  func sound() throws {
    try withNight { ledger in
      #expect(try ledger.contradictions() == [])
      _ = try ledger.claim()
      #expect(try ledger.contradictions() == [])
    }
  }

  @Test("Damage is found and said in words", arguments: damages)
  func damaged(sql: String, said: String) throws {
    try withNight { ledger in
      try ledger.writing?.writeWithoutTransaction { try $0.execute(sql: sql) }
      let found = try ledger.contradictions()
      #expect(found.contains { $0.contains(said) }, "\(found)")
    }
  }

  @Test("An export has a line for every row of every table, and nothing that is no JSON")
  func export() throws {
    try withNight { ledger in
      var counts: [String: Int] = [:]
      try ledger.export { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        counts[try #require(object?["table"] as? String), default: 0] += 1
        if object?["table"] as? String == "rows" { #expect(object?["cells"] is [String]) }
      }
      #expect(counts["drops"] == 2 && counts["rows"] == 6 && counts["submissions"] == 4 && counts["attempts"] == 3)
    }
  }

  @Test("Every table is exported but those of the tools")
  func tables() throws {
    try withNight { ledger in
      let tables = try ledger.read { database in
        try String.fetchAll(
          database,
          sql:
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
      }
      #expect(Set(tables) == Set(SQLiteLedger.exportedTables))
    }
  }
}
