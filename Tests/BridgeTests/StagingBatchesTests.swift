import Delivery
import Findings
import Foundation
import Ledger
import Testing

@testable import Bridge

@Suite("Rows on their way into the ledger")
struct StagingBatchesTests {
  private static func withDrop(_ body: (SQLiteLedger, DropRecord) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("batches-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = try SQLiteLedger(path: folder.path + "/ledger.sqlite", .owner(program: "tests"))
    let identity = DropIdentity(sha256: String(repeating: "0", count: 64), function: "collection-report")
    let drop = try ledger.beginStaging(
      NewDrop(
        identity: identity, path: "/drop/1.csv", byteCount: 9, header: [], dialect: "{}",
        seenAt: Moment(milliseconds: 0)))
    try body(ledger, drop)
  }

  private static func rows(_ numbers: Range<Int>) -> [StagedRow] {
    numbers.map { number in
      StagedRow(
        location: Location(record: number, line: number, byteOffset: 0), cells: ["\(number)"], findings: [],
        submission: nil)
    }
  }

  @Test("Portions of any size, quick or slow, come in all and in order", .timeLimit(.minutes(2)))
  func anyPortions() throws {
    var dice = Dice(for: "portions of rows")
    for _ in 0..<20 {
      try Self.withDrop { ledger, drop in
        let batches = StagingBatches(ledger: ledger, drop: drop)
        var next = 2
        for _ in 0..<Int(dice(20)) {
          let end = next + Int(dice(4) == 0 ? dice(3_000) : dice(40))
          try batches.write(Self.rows(next..<end))
          next = end
          if dice(4) == 0 { Thread.sleep(forTimeInterval: Double(dice(30)) / 1_000) }
          if dice(6) == 0 {
            try batches.finish()
            #expect(try ledger.tally(of: drop.id).input == next - 2)
          }
        }
        try batches.finish()
        #expect(try ledger.rows(of: drop.id, after: 0, limit: .max).map(\.location.record) == Array(2..<next))
        try ledger.finishStaging(drop.id)
      }
    }
  }

  @Test("What can't be written is thrown once, with the next portion or at the end; the caller may give up or go on")
  func broken() throws {
    try Self.withDrop { ledger, drop in
      let batches = StagingBatches(ledger: ledger, drop: drop)
      try batches.write(Self.rows(2..<5))
      try batches.finish()
      try batches.write(Self.rows(4..<9))
      #expect(throws: Fault.self) { try batches.finish() }
      try batches.finish()
      #expect(try ledger.tally(of: drop.id).input == 3)
      #expect(throws: Fault.self) {
        try batches.write(Self.rows(3..<4))
        for number in 10..<1_000 { try batches.write(Self.rows(number..<number + 1)) }
      }
      try batches.finish()
      try ledger.abandonStaging(drop.id)
      #expect(try ledger.drop(drop.id) == nil)
    }
  }

  @Test("A slow source keeps nobody from the ledger")
  func slow() throws {
    try Self.withDrop { ledger, drop in
      let batches = StagingBatches(ledger: ledger, drop: drop)
      try batches.write(Self.rows(2..<5))
      // Of the owner's own thread: a transaction that waited for its next rows for ever would never let it in.
      try ledger.recordOutput(at: "/drop/1.result.csv", fingerprint: "f", of: drop.id)
      try batches.write(Self.rows(5..<7))
      try batches.finish()
      #expect(try ledger.tally(of: drop.id).input == 5)
    }
  }

  @Test("What a dead process left is compared and not written again; anything else makes all of it be written anew")
  func goingOn() throws {
    try Self.withDrop { ledger, drop in
      let dead = StagingBatches(ledger: ledger, drop: drop)
      try dead.write(Self.rows(2..<400))
      try dead.finish()
      let left = try ledger.beginStaging(drop.drop)
      #expect(left.prefix.count == 398)

      // A row that was written twice would be refused.
      let next = StagingBatches(ledger: ledger, drop: left)
      for start in stride(from: 2, to: 1_000, by: 7) { try next.write(Self.rows(start..<start + 7)) }
      try next.finish()
      let whole = try ledger.beginStaging(drop.drop)
      #expect(try whole.prefix.count == 1_001 && ledger.tally(of: drop.id).input == 1_001)

      let shorter = StagingBatches(ledger: ledger, drop: whole)
      try shorter.write(Self.rows(2..<1_000))
      #expect(throws: StagedOtherwise.self) { try shorter.finish() }
      let other = StagingBatches(ledger: ledger, drop: whole)
      try other.write(Self.rows(2..<9))
      #expect(throws: StagedOtherwise.self) { try other.write(Self.rows(10..<1_100)) }
      #expect(try ledger.tally(of: drop.id).input == 1_001)
    }
  }
}
