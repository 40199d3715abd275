import Delivery
import Findings
import GRDB
import Testing

@testable import Ledger

@Suite("Keeping and forgetting")
struct RetentionTests {
  /// Far more than five years before any test runs.
  private static let longAgo = Moment("2017-03-01T10:00:00+09:00")!
  private static let today = Moment("2026-11-21T10:00:00+09:00")!

  private func withLedger(_ body: (SQLiteLedger) throws -> Void) throws {
    try withFolder { try body(SQLiteLedger(path: $0 + "/ledger.db", .owner(program: "tests"))) }
  }

  private func settle(_ ledger: SQLiteLedger, at moment: Moment, _ settlement: Settlement = .taken) throws {
    while let claimed = try ledger.claim(at: moment) { try ledger.finish(claimed, settlement, at: moment) }
  }

  @Test("What was settled long ago goes, and the same row is still recognised")
  func forgotten() throws {
    try withLedger { ledger in
      try ledger.take(newDrop(1, at: Self.longAgo), report("a"), report("b"))
      try settle(ledger, at: Self.longAgo)
      let young = try ledger.take(newDrop(2, at: Self.today), report("c"))
      try settle(ledger, at: Self.today)
      #expect(try ledger.prunable(before: Self.today) == SQLiteLedger.Pruned(drops: 1, rows: 2))
      #expect(try ledger.prune(before: Self.today, atMost: 5) == SQLiteLedger.Pruned(drops: 1, rows: 2))
      #expect(try ledger.prune(before: Self.today, atMost: 5) == SQLiteLedger.Pruned())
      #expect(try ledger.drops(limit: 9).map(\.id) == [young])
      let again = try ledger.take(newDrop(3, at: Self.today), report("a"), report("a", digest: "other"), report("d"))
      #expect(try ledger.fates(of: again) == ["invalid", "invalid", "held waiting"])
      let finding = try ledger.rows(of: again, after: 0, limit: 1).first?.findings.first
      #expect(finding?.code == .reportedLongAgo && finding?.facts["receipt"] == "M-1")
      #expect(try ledger.contradictions().isEmpty)
    }
  }

  @Test("What is not settled stays, and so does what another drop's rows rely on")
  func kept() throws {
    try withLedger { ledger in
      let open = try ledger.take(newDrop(1, at: Self.longAgo), report("a"), report("b"))
      try ledger.finish(ledger.claim(at: Self.longAgo), .taken, at: Self.longAgo)
      let first = try ledger.take(newDrop(2, at: Self.longAgo), report("c"))
      _ = first
      let claimed = try #require(try ledger.claim(at: Self.longAgo, drops: [first]))
      try ledger.finish(claimed, .taken, at: Self.longAgo)
      try ledger.take(newDrop(3, at: Self.today), report("c"))
      #expect(try ledger.prune(before: Self.today, atMost: 5) == SQLiteLedger.Pruned())
      #expect(try ledger.fates(of: open) == ["accepted", "held waiting"])
    }
  }

  @Test("Nothing of the last five years goes, whatever the moment and whoever asks")
  func young() throws {
    try withLedger { ledger in
      try ledger.take(newDrop(1, at: Self.longAgo), report("a"))
      try settle(ledger, at: Self.today)
      #expect(try ledger.prune(before: minute(100_000_000), atMost: 5) == SQLiteLedger.Pruned())
      #expect(throws: Fault.self) {
        try ledger.write { try $0.execute(sql: "DELETE FROM rows; DELETE FROM attempts; DELETE FROM submissions") }
      }
    }
  }

  @Test("A long drop goes in slices: after a kill between two, the ledger is sound and the next call goes on")
  func slices() throws {
    try withLedger { ledger in
      let drop = try ledger.beginStaging(newDrop(1, at: Self.longAgo)).id
      try ledger.stage((2..<5_104).map { row($0, report("k\($0)")) } + [row(5_104, report("k2"))], in: drop)
      try ledger.finishStaging(drop)
      try ledger.write { database in
        try database.execute(
          sql: """
            UPDATE submissions SET state = 'inFlight', sends = 1, last_sent_at = 1;
            INSERT INTO attempts SELECT id, 1, 'r', 1, 2, 'accepted', 200, '0000' FROM submissions;
            UPDATE submissions SET state = 'accepted', settled_at = 1, receipt = '{"number":"M-1","columns":{},"findings":[]}'
            """)
      }
      var kept = Tally()
      (kept.input, kept.accepted) = (103, 103)
      #expect(try ledger.write { try SQLiteLedger.removeSlice(of: drop.rawValue, in: $0) } == 5_000)
      #expect(try ledger.tally(of: drop) == kept && ledger.contradictions() == [])
      #expect(try ledger.prune(before: Self.today, atMost: 5) == SQLiteLedger.Pruned(drops: 1, rows: 103))
      #expect(try ledger.drops(limit: 9).isEmpty && ledger.contradictions() == [])
      let again = try ledger.take(newDrop(2, at: Self.today), report("k2"), report("k5103"))
      #expect(try ledger.fates(of: again) == ["invalid", "invalid"])
    }
  }

  @Test("A refused report leaves no trace that would keep its correction from being sent")
  func refused() throws {
    try withLedger { ledger in
      try ledger.take(newDrop(1, at: Self.longAgo), report("a"))
      try settle(ledger, at: Self.longAgo, .refused)
      #expect(try ledger.prune(before: Self.today, atMost: 5).drops == 1)
      let again = try ledger.take(newDrop(2, at: Self.today), report("a"))
      #expect(try ledger.fates(of: again) == ["held waiting"])
    }
  }
}
