import Delivery
import Findings
import GRDB
import Testing

@testable import Ledger

@Suite("Digests that a ledger of version 4 wrote in full are known by their beginnings")
struct ShortDigestTests {
  /// SHA-256 of `abc` (FIPS 180-4), and what is left of it.
  private static let long = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  private static let short = KeyDigest.text(of: Array("abc".utf8))
  private static let past = String(repeating: "0123456789abcdef", count: 4)

  private static func old(_ id: Int, _ key: String, base: String = "NULL") -> String {
    "(\(id), 1, \(id + 1), 'collection-report', 1, '\(key)', '\(long)', 'v\(id)', 10, '9999-12-31', 'reports', '{}', \(base))"
  }

  private static func withUpgraded(_ body: (SQLiteLedger) throws -> Void) throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "4")
      try DatabaseQueue(path: path).write { database in
        try database.execute(
          sql: """
            INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
            VALUES ('\(newDrop(1).identity.sha256)', 'collection-report', '', 'staged', '/drop/1.csv', 9, '[]', '{}', 1);
            INSERT INTO submissions (id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
              sort_order, deadline, service_window, fields, base_key)
            VALUES \(old(1, long)), \(old(2, long + "#2", base: "'\(long)'")), \(old(3, "another")),
              \(old(4, long.dropLast() + "x"));
            UPDATE submissions SET state = 'inFlight', attempts = 1, sends = 1, last_sent_at = 1 WHERE id = 1;
            INSERT INTO past_reports VALUES ('\(past)', NULL, '\(long)', 'collection-report', 'v9', '', 1, NULL);
            """)
      }
      var sizes: [Int] = []
      try body(SQLiteLedger(path: path, .owner(program: "tests"), upgrading: { sizes.append($0) }))
      #expect(sizes.count == 1 && sizes[0] > 4_096, "whoever waits for the upgrade is told of it")
    }
  }

  @Test("The same key in the new form is the old report, with the number of its time; other keys stay as they are")
  func keys() throws {
    #expect(Self.short == "ungWv48Bz+pBQUDeXa4iI7AD")
    try Self.withUpgraded { ledger in
      let columns = "SELECT business_key, content_digest, base_key FROM submissions ORDER BY id"
      let rows = try ledger.read { try Row.fetchAll($0, sql: columns) }
      #expect(
        rows.map { $0["business_key"] } == [Self.short, Self.short + "#2", "another", Self.long.dropLast() + "x"])
      #expect(rows.allSatisfy { $0["content_digest"] == Self.short })
      #expect(rows.map { $0["base_key"] } == [nil, Self.short, nil, nil])
      #expect(try ledger.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }
  }

  @Test("What was reported, or was long ago, is not reported again after the upgrade")
  func reports() throws {
    try Self.withUpgraded { ledger in
      let drop = try ledger.beginStaging(newDrop(2))
      let past = KeyDigest.text(ofDigest: (0..<32).map { [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF][$0 % 8] })
      try ledger.stage(
        [
          row(2, report(Self.short, digest: Self.short, vehicle: "v1")), row(3, report(Self.short, vehicle: "v1")),
          row(4, report(past, digest: Self.short, vehicle: "v9")),
        ], in: drop.id)
      try ledger.finishStaging(drop.id)
      let rows = try ledger.rows(of: drop.id, after: 0, limit: 9)
      #expect(rows.map { $0.findings.map(\.code) } == [[], [.pendingConflict], [.reportedLongAgo]])
    }
  }
}
