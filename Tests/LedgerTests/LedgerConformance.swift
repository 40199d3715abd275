import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: drops and rows")
struct StagingConformance {
  @Test("A staged drop comes back with everything it was given", arguments: Driver.allCases)
  func wholeDrop(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let warning = Finding(.deadlinePassed, field: "collectionDate", facts: ["expected": "2026-11-23"])
      let id = try ledger.beginStaging(newDrop(1)).id
      let odd = ["\"引用\"", "a\\b\n\u{0}\t", "〜∥㈱髙", ""]
      try ledger.stage(
        [
          StagedRow(
            location: Location(record: 2, line: 5, byteOffset: 77), cells: odd, findings: [warning],
            submission: report("k"))
        ],
        in: id)
      try ledger.finishStaging(id)

      let drop = try #require(try ledger.drop(identifiedBy: newDrop(1).identity))
      #expect(drop.id == id && drop.state == .staged && drop.drop.header == ["車台番号", "引取年月日"])
      #expect(drop.drop.seenAt == minute(0) && drop.drop.byteCount == 100 && drop.drop.path == "/drop/1.csv")
      let rows = try ledger.rows(of: id, after: 0, limit: 10)
      #expect(rows.map(\.cells) == [odd])
      #expect(rows.map(\.findings) == [[warning]])
      #expect(rows.map(\.location) == [Location(record: 2, line: 5, byteOffset: 77)])
      #expect(rows.map(\.vehicle) == ["k"] && rows.map(\.function) == ["collection-report"])
      #expect(rows.map(\.ledgerID) == ["D\(id.rawValue)R2"])
    }
  }

  @Test("The same bytes for another function or tenant are another drop", arguments: Driver.allCases)
  func identity(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      var other = newDrop(1)
      other.identity.function = "hand-over-report"
      var tenant = newDrop(1)
      tenant.identity.tenant = "saitama"
      let ids = try [newDrop(1), other, tenant, newDrop(1)].map { try ledger.beginStaging($0).id }
      #expect(Set(ids).count == 3 && ids[0] == ids[3])
      #expect(try ledger.drops(limit: 2).map(\.id) == [ids[2], ids[1]])
      #expect(try ledger.drop(identifiedBy: newDrop(9).identity) == nil)
    }
  }

  @Test("Rows come page by page in file order", arguments: Driver.allCases)
  func pages(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let id = try ledger.take(newDrop(1), report("a"), nil, report("c"))
      #expect(try ledger.rows(of: id, after: 0, limit: 2).map(\.location.record) == [2, 3])
      #expect(try ledger.rows(of: id, after: 3, limit: 2).map(\.location.record) == [4])
    }
  }

  @Test("A batch goes in whole or not at all", arguments: Driver.allCases)
  func atomicBatch(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let id = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("a"))], in: id)
      #expect(throws: Fault.self) { try ledger.stage([row(3, report("b")), row(2, report("c"))], in: id) }
      #expect(try ledger.rows(of: id, after: 0, limit: 9).map(\.location.record) == [2])
    }
  }

  @Test("Portions of one batch go in together, or not at all where their source fails", arguments: Driver.allCases)
  func portions(_ driver: Driver) throws {
    struct Broken: Error {}
    try driver.withLedger { ledger in
      let id = try ledger.beginStaging(newDrop(1)).id
      var portions = [[row(2, report("a"))], [], [row(3, report("b")), row(4, nil)]]
      var prefix = StagedPrefix()
      try ledger.stage(in: id, behind: &prefix) { portions.isEmpty ? nil : portions.removeFirst() }
      let whole = prefix
      portions = [[row(5, report("c"))]]
      #expect(throws: Broken.self) {
        try ledger.stage(in: id, behind: &prefix) {
          if portions.isEmpty { throw Broken() }
          return portions.removeFirst()
        }
      }
      #expect(try ledger.rows(of: id, after: 0, limit: 9).map(\.location.record) == [2, 3, 4])
      #expect(try prefix == whole && whole.count == 3 && ledger.drop(id)?.prefix == whole)
    }
  }

  @Test(
    "Nothing of an interrupted staging can be claimed; it can be gone on with, and starting over leaves no trace of it",
    arguments: Driver.allCases)
  func interrupted(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let id = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("a")), row(3, report("b"))], in: id)
      #expect(try ledger.claim() == nil)
      #expect(try ledger.openDrops().isEmpty)

      let again = try ledger.beginStaging(newDrop(1, at: minute(5), path: "/drop/renamed.csv"))
      #expect(again.id == id && again.state == .staging)
      #expect(try ledger.drop(id)?.drop.path == "/drop/renamed.csv")
      #expect(try again.prefix.count == 2 && ledger.tally(of: id).input == 2)
      try ledger.stage([row(4, report("c"))], in: id)
      #expect(try ledger.drop(id)?.prefix.count == 3)

      try ledger.restartStaging(id)
      #expect(try ledger.drop(id)?.prefix == StagedPrefix() && ledger.tally(of: id).input == 0)
      try ledger.stage([row(2, report("a"))], in: id)
      try ledger.finishStaging(id)
      #expect(try ledger.tally(of: id).held == 1)
      #expect(try ledger.claim()?.submission.key == "a")
    }
  }

  @Test(
    "What a dead process was staging goes when another drop comes, or when nobody went on with it",
    arguments: Driver.allCases)
  func unfinished(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("a")), row(3, nil)], in: first)
      let second = try ledger.beginStaging(newDrop(2)).id
      #expect(try ledger.tally(of: first).input == 0)
      try ledger.stage([row(2, report("a"))], in: second)
      #expect(try ledger.recoverInterrupted(at: minute(1)) == 0)
      #expect(try ledger.tally(of: second).input == 1)
      try ledger.removeUnfinished()
      #expect(try ledger.tally(of: second).input == 0)
      #expect(try ledger.drops(limit: 9).map(\.prefix) == [StagedPrefix(), StagedPrefix()])
      #expect(try ledger.take(newDrop(1), report("a")) == first && ledger.claim()?.drop == first)
    }
  }

  @Test("A drop that was staged completely is not staged again", arguments: Driver.allCases)
  func stagedStays(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let id = try ledger.take(newDrop(1), report("a"))
      #expect(try ledger.beginStaging(newDrop(1)).state == .staged)
      #expect(throws: Fault.self) { try ledger.stage([row(9, nil)], in: id) }
      #expect(throws: Fault.self) { try ledger.abandonStaging(id) }
      #expect(throws: Fault.self) { try ledger.restartStaging(id) }
      try ledger.removeUnfinished()
      #expect(try ledger.tally(of: id).input == 1)
    }
  }

  @Test("An abandoned drop was never seen; its reports are those of the drops after it", arguments: Driver.allCases)
  func abandoned(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let gone = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("a")), row(3, report("b"))], in: gone)
      let heir = try ledger.take(newDrop(2), report("b"), report("c"))
      let third = try ledger.take(newDrop(3), report("b"))
      try ledger.abandonStaging(gone)

      #expect(try ledger.drop(gone) == nil)
      #expect(try ledger.fates(of: heir) == ["held waiting", "held waiting"])
      let first = try #require(try ledger.claim())
      #expect(first.submission.key == "b" && first.drop == heir && first.row == 2)
      try ledger.finish(first, .taken)
      #expect(try ledger.fates(of: heir) == ["accepted", "held waiting"])
      #expect(try ledger.fates(of: third) == ["alreadyDone"])
    }
  }

  @Test("The fingerprint of an output is the last one written", arguments: Driver.allCases)
  func outputs(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let id = try ledger.take(newDrop(1), nil)
      #expect(try ledger.output(at: "/drop/1.result.csv") == nil)
      try ledger.recordOutput(at: "/drop/1.result.csv", fingerprint: "aa", of: id)
      try ledger.recordOutput(at: "/drop/1.result.csv", fingerprint: "bb", of: id)
      #expect(try ledger.output(at: "/drop/1.result.csv") == "bb")
    }
  }
}
