import Delivery
import Findings
import GRDB
import Testing
import Validation

@testable import Ledger

@Suite("Keys that a ledger of version 5 wrote down stand in their places afterwards, and are the same keys")
struct KeyPlaceUpgradeTests {
  private static let chassis = "ABC12-345678"

  private static func old(
    _ id: Int, _ key: String, function: String = "collection-report", fields: String, base: String = "NULL"
  ) -> String {
    "(\(id), 1, \(id + 1), '\(function)', 1, '\(key)', 'same', 'v', 10, '9999-12-31', 'reports', '\(fields)', \(base))"
  }

  /// A ledger of version 5 with reports of one function that has a key, and of one that has none.
  private static func makeOld(at path: String) throws {
    try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "5")
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
          VALUES ('\(newDrop(1).identity.sha256)', 'collection-report', '', 'staged', '/drop/1.csv', 9, '[]', '{}', 1),
            ('\(newDrop(3).identity.sha256)', 'collection-report', '', 'staging', '/drop/3.csv', 9, '[]', '{}', 1);
          INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings)
          VALUES (2, 2, 2, 0, '[]', '[]'), (2, 3, 3, 0, '[]', '[]');
          INSERT INTO tallies VALUES (2, 'invalid', 2);
          INSERT INTO submissions (id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
            sort_order, deadline, service_window, fields, base_key)
          VALUES \(old(1, "k1", fields: #"{"chassisNo":"\#(chassis)","note":"x"}"#)),
            \(old(2, "k2#2", fields: #"{"chassisNo":"AB\"C国1"}"#, base: "'k2'")),
            \(old(3, "k3", fields: #"{"note":"x"}"#)),
            \(old(4, "k4", function: "other-report", fields: #"{"chassisNo":"\#(chassis)"}"#));
          UPDATE submissions SET state = 'inFlight', attempts = 1, sends = 1, last_sent_at = 1 WHERE id = 1;
          """)
    }
  }

  private static func open(_ path: String) throws -> SQLiteLedger {
    try SQLiteLedger(
      path: path, .owner(program: "tests"), keyField: { $0 == "collection-report" ? "chassisNo" : nil })
  }

  @Test("A key's place is what its first field holds, and nothing where there is none")
  func places() throws {
    try withFolder { folder in
      try Self.makeOld(at: folder + "/ledger.db")
      let ledger = try Self.open(folder + "/ledger.db")
      let places = try ledger.read { try String.fetchAll($0, sql: "SELECT key_place FROM submissions ORDER BY id") }
      #expect(places == [Self.chassis, "AB\"C", "", ""])
      #expect(try ledger.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }
  }

  @Test("What stands in the ledger is not reported again, and other content of the same key is a conflict")
  func sameKeys() throws {
    try withFolder { folder in
      try Self.makeOld(at: folder + "/ledger.db")
      let ledger = try Self.open(folder + "/ledger.db")
      func placed(_ key: String, _ place: String, digest: String = "same", sequence: Bool = false) -> NewSubmission {
        var new = report(key, digest: digest, vehicle: "v")
        new.keyPlace = place
        if sequence { new.sequence = .counts(["collection-report"]) }
        return new
      }
      let drop = try ledger.beginStaging(newDrop(2))
      try ledger.stage(
        [
          row(2, placed("k1", Self.chassis)), row(3, placed("k1", Self.chassis, digest: "other")),
          row(4, placed("k2", "AB\"C", sequence: true)), row(5, placed("k3", "")), row(6, placed("k5", "K5")),
        ], in: drop.id)
      try ledger.finishStaging(drop.id)
      let rows = try ledger.rows(of: drop.id, after: 0, limit: 9)
      #expect(rows.map { $0.findings.map(\.code) } == [[], [.pendingConflict], [], [], []])
      #expect(try ledger.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM submissions") } == 5)
    }
  }

  @Test("What an earlier version was staging is begun anew, because nobody counted its rows")
  func unfinished() throws {
    try withFolder { folder in
      try Self.makeOld(at: folder + "/ledger.db")
      let ledger = try Self.open(folder + "/ledger.db")
      let drop = try ledger.beginStaging(newDrop(3))
      #expect(try drop.id.rawValue == 2 && drop.prefix.count == 0 && ledger.tally(of: drop.id).input == 0)
      try ledger.stage([row(2, report("x")), row(3, nil)], in: drop.id)
      try ledger.finishStaging(drop.id)
      #expect(try ledger.tally(of: drop.id).input == 2)
    }
  }

  @Test("Without a schema that says where keys stand nothing is changed, and the next owner with one goes on")
  func unknownFunction() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      try Self.makeOld(at: path)
      let unknown = Fault(.ledgerUnavailable, ["path": path, "reason": "no schema"])
      let fault = #expect(throws: Fault.self) {
        try SQLiteLedger(path: path, .owner(program: "tests"), keyField: { _ in throw unknown })
      }
      #expect(fault?.facts == unknown.facts)
      let versions = try DatabaseQueue(path: path).read { try Schema.migrator().appliedIdentifiers($0) }
      #expect(versions == ["1", "2", "3", "4", "5"])
      try Self.open(path).close()
    }
  }

  @Test("Two live reports of one key in different places, which only a bug could make, are found by verifying")
  func twice() throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      let drop = try ledger.beginStaging(newDrop(1))
      var elsewhere = report("k", vehicle: "b")
      elsewhere.keyPlace = "elsewhere"
      try ledger.stage([row(2, report("k", vehicle: "a")), row(3, elsewhere)], in: drop.id)
      try ledger.finishStaging(drop.id)
      let found = try ledger.contradictions()
      #expect(found.count == 2 && found.allSatisfy { $0.contains("has the same key") })
    }
  }
}
