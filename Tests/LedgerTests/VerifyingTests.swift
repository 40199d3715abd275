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

  /// What a line must say of a row, made the slow and obvious way.
  private func object(_ row: Row, of table: String) throws -> NSDictionary {
    var object: [String: Any] = ["table": table]
    for (column, value) in row {
      switch value.storage {
      case .null, .blob: break
      case .int64(let number): object[column] = number
      case .double(let number): object[column] = number
      case .string(let text):
        let holdsJSON = ["header", "dialect", "cells", "findings", "fields", "receipt"].contains(column)
        object[column] = holdsJSON ? try JSONSerialization.jsonObject(with: Data(text.utf8)) : text
      }
    }
    return object as NSDictionary
  }

  @Test("An export has a line for every row of every table, which says what stands there, and nothing that is no JSON")
  func export() throws {
    try withNight { ledger in
      let path = "/drop/\"引取\"\\\u{1}\n/a.csv"
      try ledger.recordOutput(at: path, fingerprint: "", of: DropID(rawValue: 1))
      var lines: [String: [NSDictionary]] = [:]
      try ledger.export { line in
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
        lines[try #require(object["table"] as? String), default: []].append(object)
      }
      for table in SQLiteLedger.exportedTables {
        let rows = try ledger.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)") }
        #expect(try lines[table] ?? [] == rows.map { try object($0, of: table) })
      }
      #expect(lines["outputs"]?.first?["path"] as? String == path)
      let counts = lines.mapValues(\.count)
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
