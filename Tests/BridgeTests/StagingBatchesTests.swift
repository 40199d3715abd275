import Delivery
import Findings
import Foundation
import Ledger
import Testing

@testable import Bridge

@Suite("Rows on their way into the ledger")
struct StagingBatchesTests {
  private static func withDrop(_ body: (SQLiteLedger, DropID) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("batches-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = try SQLiteLedger(path: folder.path + "/ledger.sqlite", .owner(program: "tests"))
    let identity = DropIdentity(sha256: String(repeating: "0", count: 64), function: "collection-report")
    let drop = try ledger.beginStaging(
      NewDrop(
        identity: identity, path: "/drop/1.csv", byteCount: 9, header: [], dialect: "{}",
        seenAt: Moment(milliseconds: 0)))
    try body(ledger, drop.id)
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
            #expect(try ledger.tally(of: drop).input == next - 2)
          }
        }
        try batches.finish()
        #expect(try ledger.rows(of: drop, after: 0, limit: .max).map(\.location.record) == Array(2..<next))
        try ledger.finishStaging(drop)
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
      #expect(try ledger.tally(of: drop).input == 3)
      #expect(throws: Fault.self) {
        try batches.write(Self.rows(3..<4))
        for number in 10..<1_000 { try batches.write(Self.rows(number..<number + 1)) }
      }
      try batches.finish()
      try ledger.abandonStaging(drop)
      #expect(try ledger.drop(drop) == nil)
    }
  }

  @Test("A slow source keeps nobody from the ledger")
  func slow() throws {
    try Self.withDrop { ledger, drop in
      let batches = StagingBatches(ledger: ledger, drop: drop)
      try batches.write(Self.rows(2..<5))
      // Of the owner's own thread: a transaction that waited for its next rows for ever would never let it in.
      try ledger.recordOutput(at: "/drop/1.result.csv", fingerprint: "f", of: drop)
      try batches.write(Self.rows(5..<7))
      try batches.finish()
      #expect(try ledger.tally(of: drop).input == 5)
    }
  }
}
