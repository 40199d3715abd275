import Delivery
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Opening a SQLite ledger")
struct OpeningTests {
  @Test("A second owner is refused and told who the first is; when that one lets go, the next may come")
  func twoOwners() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      func upgraded(_: Int) { Issue.record("a ledger that is new, or of this version, is not brought up to date") }
      let first = try SQLiteLedger(path: path, .owner(program: "elvbridge run"), upgrading: upgraded)
      let fault = #expect(throws: Fault.self) { try SQLiteLedger(path: path, .owner(program: "elvbridge watch")) }
      #expect(fault?.code == .ledgerBusy && fault?.facts["path"] == path)
      let owner = try #require(fault?.facts["owner"])
      #expect(owner.hasPrefix("PID \(ProcessInfo.processInfo.processIdentifier) since 20"))
      #expect(owner.contains("elvbridge run on "))
      try first.close()
      try SQLiteLedger(path: path, .owner(program: "elvbridge watch"), upgrading: upgraded).close()
    }
  }

  @Test("The lock file names process, boot, host, time and program")
  func lockFile() throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      let lines = try String(contentsOfFile: ledger.path + ".lock", encoding: .utf8).split(separator: "\n")
      #expect(lines.map { $0.split(separator: " ")[0] } == ["pid", "boot", "host", "since", "program"])
      let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
      #expect(lines[1] == "boot " + boot.trimmingCharacters(in: .newlines))
    }
  }

  @Test("A reader sees every commit of a working owner, and can write nothing")
  func readerBesideOwner() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      let owner = try SQLiteLedger(path: path, .owner(program: "tests"))
      let reader = try SQLiteLedger(path: path, .reader)
      #expect(try reader.drops(limit: 9).isEmpty)
      let drop = try owner.take(newDrop(1), report("a"))
      #expect(try reader.fates(of: drop) == ["held waiting"])
      try owner.finish(owner.claim(), .taken)
      #expect(try reader.fates(of: drop) == ["accepted"])
      let fault = #expect(throws: Fault.self) { try reader.claim() }
      #expect(fault?.code == .ledgerUnavailable)
      try owner.close()
      #expect(try SQLiteLedger(path: path, .reader).tally(of: drop).accepted == 1)
    }
  }

  @Test("Only its user can read the ledger and its side files; missing folders are made")
  func modes() throws {
    try withFolder { folder in
      let path = folder + "/state/elv/ledger.db"
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      try ledger.take(newDrop(1), report("a"))
      for suffix in ["", "-wal", "-shm", ".lock"] {
        let mode = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? Int
        #expect(mode == 0o600, "\(suffix)")
      }
    }
  }

  @Test("What was written is there after closing and opening again")
  func reopen() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      let first = try SQLiteLedger(path: path, .owner(program: "tests"))
      let drop = try first.take(newDrop(1), report("a"), report("b"))
      _ = try first.claim()
      try first.close()
      let second = try SQLiteLedger(path: path, .owner(program: "tests"))
      #expect(try second.recoverInterrupted(at: minute(9)) == 1)
      #expect(try second.fates(of: drop) == ["inDoubt interrupted", "held waiting"])
    }
  }

  @Test("A file that is no ledger is refused and left as it was", arguments: ["text", "damaged", "foreign", "cut"])
  func noLedger(_ kind: String) throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      switch kind {
      case "text": try Data("車台番号,引取年月日\n".utf8).write(to: URL(fileURLWithPath: path))
      case "foreign": try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE invoices (id)") }
      default:
        try SQLiteLedger(path: path, .owner(program: "tests")).close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        if kind == "cut" {
          bytes = bytes.prefix(5000)
        } else {
          bytes.replaceSubrange(100..<8000, with: Data(count: 7900))
        }
        try bytes.write(to: URL(fileURLWithPath: path))
      }
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      for ownership in [SQLiteLedger.Ownership.owner(program: "tests"), .reader] {
        let fault = #expect(throws: Fault.self) { try SQLiteLedger(path: path, ownership) }
        #expect(fault?.code == .ledgerUnavailable)
        #expect(fault?.facts["reason"]?.isEmpty == false)
      }
      if kind != "foreign" { #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before) }
    }
  }

  @Test("A ledger whose making was cut short is finished by the next owner")
  func unfinished() throws {
    try withFolder { folder in
      let path = folder + "/ledger.sqlite"
      try DatabaseQueue(path: path).write { database in
        try database.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      }
      let ledger = try SQLiteLedger(path: path, .owner(program: "test"))
      #expect(try ledger.drops(limit: 1).isEmpty)
    }
  }

  @Test("A ledger of version 1 goes on: what waited is sent, what was accepted stays known")
  func older() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "1")
      try DatabaseQueue(path: path).write { database in
        let sha256 = newDrop(1).identity.sha256
        try database.execute(
          sql: """
            INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
            VALUES ('\(sha256)', 'collection-report', '', 'staged', '/drop/1.csv', 9, '[]', '{}', 1);
            INSERT INTO submissions (drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
              sort_order, deadline, service_window, fields, queued)
            VALUES (1, 2, 'collection-report', 1, 'a', 'same', 'a', 10, '9999-12-31', 'reports', '{}', 1),
              (1, 3, 'collection-report', 1, 'b', 'same', 'b', 10, '9999-12-31', 'reports', '{}', 1);
            UPDATE submissions SET state = 'inFlight', sends = 1, last_sent_at = 1 WHERE id = 1;
            UPDATE submissions SET state = 'accepted', receipt = '{"columns":{},"findings":[]}', settled_at = 2
            WHERE id = 1;
            INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id)
            VALUES (1, 2, 2, 0, '[]', '[]', 'a', 'own', 1), (1, 3, 3, 0, '[]', '[]', 'b', 'own', 2);
            """)
      }
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      #expect(try ledger.fates(of: DropID(rawValue: 1)) == ["accepted", "held waiting"])
      #expect(try ledger.claim()?.submission.key == "b")
      #expect(try ledger.fates(of: ledger.take(newDrop(2), report("a"))) == ["alreadyDone"])
    }
  }

  @Test("A ledger of version 2 goes on: histories stay, names resolve, and what was refused can be sent again")
  func second() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "2")
      try DatabaseQueue(path: path).write { database in
        let sha256 = newDrop(1).identity.sha256
        func submission(_ id: Int, _ key: String, _ more: String) -> String {
          "(\(id), 1, \(id + 1), 'collection-report', 1, '\(key)', 'same', '\(key)', 10, '9999-12-31', 'reports', '{}', 1, \(more))"
        }
        try database.execute(
          sql: """
            INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
            VALUES ('\(sha256)', 'collection-report', '', 'staged', '/drop/1.csv', 9, '[]', '{}', 1);
            INSERT INTO submissions (id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
              sort_order, deadline, service_window, fields, queued, defines, uses, resolved, held)
            VALUES \(submission(1, "a", "'name', NULL, 1, 0")), \(submission(2, "b", "NULL, 'name', 0, 1")),
              \(submission(3, "c", "NULL, NULL, 1, 0"));
            INSERT INTO threads VALUES (1, 'package', NULL), (2, 'package', 'accepted');
            INSERT INTO attempts VALUES (1, 1, 'r', 1, 2, 'rejected', 409, 'E3001');
            UPDATE submissions SET state = 'inFlight', attempts = 1, sends = 1, last_sent_at = 1 WHERE id = 1;
            UPDATE submissions SET state = 'rejected', findings = '[]', settled_at = 2, blocks_vehicle = 1 WHERE id = 1;
            INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id)
            VALUES (1, 2, 2, 0, '[]', '[]', 'a', 'own', 1), (1, 3, 3, 0, '[]', '[]', 'b', 'own', 2),
              (1, 4, 4, 0, '[]', '[]', 'c', 'own', 3);
            """)
      }
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      let drop = DropID(rawValue: 1)
      #expect(try ledger.fates(of: drop) == ["rejected", "held earlier-step", "held waiting"])
      #expect(try ledger.retryRejected(in: drop) { _ in true }.renewed == 1)
      #expect(try ledger.claim()?.submission.key == "a")
      #expect(try ledger.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check").isEmpty })
      #expect(try ledger.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
      let outcomes = "SELECT outcome FROM attempts WHERE submission_id = 1"
      #expect(try ledger.read { try String.fetchAll($0, sql: outcomes) } == ["rejected"])
    }
  }

  @Test("A ledger of version 3 goes on: fates are counted, open drops stay open, half-staged ones stay out")
  func third() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "3")
      try DatabaseQueue(path: path).write { database in
        func drop(_ number: Int, _ state: String) -> String {
          "('\(newDrop(number).identity.sha256)', 'collection-report', '', '\(state)', '/drop/\(number).csv', 9, '[]', '{}', 1)"
        }
        func submission(_ id: Int, _ drop: Int, _ key: String, _ isQueued: Int) -> String {
          "(\(id), \(drop), \(id + 1), 'collection-report', 1, '\(key)', 'same', '\(key)', 10, '9999-12-31', 'reports', '{}', \(isQueued))"
        }
        try database.execute(
          sql: """
            INSERT INTO drops (sha256, function, tenant, state, path, byte_count, header, dialect, seen_at)
            VALUES \(drop(1, "staged")), \(drop(2, "staging"));
            INSERT INTO submissions (id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle,
              sort_order, deadline, service_window, fields, queued)
            VALUES \(submission(1, 1, "a", 1)), \(submission(2, 1, "b", 1)), \(submission(3, 2, "c", 0));
            INSERT INTO attempts VALUES (1, 1, 'r', 1, 2, 'accepted', 200, '0000');
            UPDATE submissions SET state = 'inFlight', attempts = 1, sends = 1, last_sent_at = 1 WHERE id = 1;
            UPDATE submissions SET state = 'accepted', receipt = '{"columns":{},"findings":[]}', settled_at = 2
            WHERE id = 1;
            INSERT INTO rows (drop_id, number, line, byte_offset, cells, findings, vehicle, link, submission_id)
            VALUES (1, 2, 2, 0, '[]', '[]', 'a', 'own', 1), (1, 3, 3, 0, '[]', '[]', 'b', 'own', 2),
              (1, 4, 4, 0, '[]', '[]', NULL, NULL, NULL), (1, 5, 5, 0, '[]', '[]', 'a', 'shared', 1),
              (2, 4, 4, 0, '[]', '[]', 'c', 'own', 3);
            """)
      }
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      let drop = DropID(rawValue: 1)
      var expected = Tally()
      (expected.input, expected.accepted, expected.held, expected.invalid) = (4, 2, 1, 1)
      #expect(try ledger.tally(of: drop) == expected)
      #expect(try ledger.openDrops().map(\.id) == [drop])
      #expect(try ledger.rows(ofVehicle: "a").map(\.ledgerID) == ["D1R2", "D1R5"])
      #expect(try ledger.contradictions() == [])
      #expect(try ledger.claim()?.submission.key == "b")
      #expect(try ledger.claim() == nil)
      #expect(try ledger.recoverInterrupted(at: minute(9)) == 1)
      try ledger.removeUnfinished()
      #expect(try ledger.tally(of: DropID(rawValue: 2)).input == 0)
      #expect(try ledger.contradictions() == [])
    }
  }

  @Test(
    "A ledger brought up to date has the tables, indexes and triggers of a new one",
    arguments: ["1", "2", "3", "4", "5"])
  func sameTables(_ version: String) throws {
    try withFolder { folder in
      func schema(_ path: String) throws -> [String] {
        try SQLiteLedger(path: path, .owner(program: "tests")).read {
          try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
        }
      }
      try Schema.migrator().migrate(DatabaseQueue(path: folder + "/old.db"), upTo: version)
      let tables = try schema(folder + "/old.db")
      #expect(try tables == schema(folder + "/new.db"))
      for name in ["live_key", "live_name", "claimable", "steps_of_vehicle", "submission_steps", "submission_content"] {
        #expect(tables.count { $0.contains(" \(name) ") } == 1, "\(name)")
      }
    }
  }

  @Test("A ledger of a newer program is refused by owner and reader")
  func newer() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      try ledger.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999')") }
      try ledger.close()
      for ownership in [SQLiteLedger.Ownership.owner(program: "tests"), .reader] {
        let fault = #expect(throws: Fault.self) { try SQLiteLedger(path: path, ownership) }
        #expect(fault?.code == .ledgerVersion && fault?.facts["path"] == path)
      }
    }
  }

  @Test(
    "A ledger that can't be there says so",
    arguments: ["/proc/none/ledger.db", "/dev/null/ledger.db", "/dev/null", "/tmp"])
  func impossiblePlaces(_ path: String) {
    for ownership in [SQLiteLedger.Ownership.owner(program: "tests"), .reader] {
      let fault = #expect(throws: Fault.self) { try SQLiteLedger(path: path, ownership) }
      #expect(fault?.code == .ledgerUnavailable && fault?.facts["path"] == path)
    }
  }

  @Test("A full disk is told as such, loses nothing, and work goes on when there is room")
  func fullDisk() throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      let drop = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("a"))], in: drop)
      let writing = try #require(ledger.writing)
      try writing.writeWithoutTransaction { file in
        let pages = try Int.fetchOne(file, sql: "PRAGMA page_count") ?? 0
        try file.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
      let batch = (3..<3000).map { row($0, report("k\($0)")) }
      let fault = #expect(throws: Fault.self) { try ledger.stage(batch, in: drop) }
      #expect(fault?.code == .diskFull)
      #expect(try ledger.tally(of: drop).input == 1)
      try writing.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
      try ledger.stage(batch, in: drop)
      try ledger.finishStaging(drop)
      #expect(try ledger.tally(of: drop).held == 2998)
    }
  }
}
