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
