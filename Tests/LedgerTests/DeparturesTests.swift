import Delivery
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite("What had left when a process was killed")
struct DeparturesTests {
  private static let claims = ["r-1", "r-2", "r-3"].map {
    Claim(now: minute(1), openWindows: ["reports"], requestID: $0)
  }

  /// Three reports are claimed, the first is on its way, and the process is gone; then `meanwhile` happens.
  private func killed(_ meanwhile: (String) throws -> Void, _ then: (SQLiteLedger, DropID) throws -> Void) throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      var drop: DropID?
      do {
        let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
        drop = try ledger.take(newDrop(1), report("a"), report("b"), report("c"))
        #expect(try ledger.record([], thenClaim: Self.claims).count == 3)
        try ledger.noteLeaving("r-1")
        try ledger.close()
      }
      try meanwhile(path)
      try then(SQLiteLedger(path: path, .owner(program: "tests")), try #require(drop))
    }
  }

  @Test("Only what was handed to the wire is in doubt; the rest is as if it had not been claimed")
  func kill() throws {
    try killed({ _ in }) { ledger, drop in
      #expect(try ledger.recoverInterrupted(at: minute(5)) == 3)
      #expect(try ledger.fates(of: drop) == ["inDoubt interrupted", "held waiting", "held waiting"])
      let next = try #require(try ledger.claim(at: minute(6), request: "r-4"))
      #expect(next.submission.key == "b" && next.sends == 1 && next.attempts == 1)
      #expect(try ledger.contradictions().isEmpty)
    }
  }

  @Test(
    "After a power cut, or without the file, everything that was claimed is in doubt",
    arguments: [
      "another boot\nr-1\n", "", nil,
    ])
  func powerCut(left: String?) throws {
    func damage(_ path: String) throws {
      try FileManager.default.removeItem(atPath: path + ".left")
      if let left { try Data(left.utf8).write(to: URL(fileURLWithPath: path + ".left")) }
    }
    try killed(damage) { ledger, drop in
      let fates = Array(repeating: "inDoubt interrupted", count: 3)
      let count = try ledger.recoverInterrupted(at: minute(5))
      let found = try ledger.fates(of: drop)
      #expect(count == 3 && found == fates)
    }
  }

  @Test("Nothing leaves before what a dead process left in flight is judged")
  func order() throws {
    try killed({ _ in }) { ledger, _ in
      #expect(throws: (any Error).self) { try ledger.noteLeaving("r-9") }
      _ = try ledger.recoverInterrupted(at: minute(5))
      try ledger.noteLeaving("r-9")
    }
  }

  @Test("The file is short however much leaves")
  func tidy() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      let ledger = try SQLiteLedger(path: path, .owner(program: "tests"))
      for number in 0..<25_000 {
        try ledger.noteLeaving("r-\(number)")
        if number % 5_000 == 0 { _ = try ledger.record([], thenClaim: [Claim]()) }
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".left")).count < 200_000)
    }
  }
}
