import Delivery
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("A guest beside the owner of a SQLite ledger")
struct GuestTests {
  private static let accepted = Decision(
    who: "hanako", why: "screen", settlement: .accepted(Receipt(number: "M-9")), receipt: "M-9")

  private func withBoth(_ body: (_ owner: SQLiteLedger, _ guest: SQLiteLedger, DropID, SubmissionID) throws -> Void)
    throws
  {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      let owner = try SQLiteLedger(path: path, .owner(program: "elvbridge watch"))
      let drop = try owner.take(newDrop(1), report("a"), report("b"))
      let claimed = try #require(try owner.claim())
      try owner.finish(claimed, .doubt)
      let guest = try SQLiteLedger(path: path, .guest)
      try body(owner, guest, drop, claimed.id)
      try guest.close()
      try owner.close()
    }
  }

  @Test("While the owner is asking, a guest decides; the owner goes on")
  func whileAsking() throws {
    try withBoth { owner, guest, drop, id in
      let doubt = try #require(try owner.doubtful(askableAt: minute(3), limit: 1).first)
      #expect(try guest.decide(id, Self.accepted, having: 0, at: minute(3)))
      let seen = Evidence(verdict: .absent, detail: "E2001")
      #expect(try !owner.settle(doubt.id, .doubt, evidence: seen, ifStill: .unknown, at: minute(3)))
      #expect(try owner.fates(of: drop) == ["accepted", "held waiting"])
      try owner.finish(owner.claim(at: minute(4), request: "r-2"), .taken, at: minute(4))
      #expect(try owner.tally(of: drop).accepted == 2)
    }
  }

  @Test("When the owner was quicker, the guest's word is not taken")
  func ownerFirst() throws {
    try withBoth { owner, guest, drop, id in
      let seen = Evidence(verdict: .present, detail: "0000")
      let isSettled = try owner.settle(id, .taken, evidence: seen, ifStill: .unknown, at: minute(3))
      #expect(isSettled)
      #expect(try !guest.decide(id, Self.accepted, having: 0, at: minute(3)))
      #expect(try guest.history(of: RowID(drop: drop, number: 2))?.receipt?.number == "M-1")
    }
  }

  @Test("A guest releases, and claims, stages and recovers nothing")
  func rights() throws {
    try withBoth { owner, guest, drop, _ in
      try owner.finish(owner.claim(at: minute(4), request: "r-2"), .refused, at: minute(4))
      #expect(try guest.release(drop, row: 3, who: "hanako", why: "mistyped", at: minute(5)))
      #expect(throws: Fault.self) { try guest.recoverInterrupted(at: minute(6)) }
      #expect(throws: Fault.self) { try guest.claim(at: minute(6)) }
      #expect(throws: Fault.self) { try guest.beginStaging(newDrop(9)) }
      #expect(throws: Fault.self) { try guest.settle(SubmissionID(rawValue: 1), .taken, evidence: nil, at: minute(6)) }
    }
  }

  @Test("Owner and guests write at the same time; every word is taken once and nothing is lost")
  func crowd() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let owner = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
    let drop = try owner.beginStaging(newDrop(1)).id
    try owner.stage((2..<62).map { row($0, report("v\($0)")) }, in: drop)
    try owner.finishStaging(drop)
    for number in 0..<40 { try owner.finish(owner.claim(request: "r\(number)"), .doubt) }
    let ids = try owner.doubts().map(\.claimed.id)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let guest = try SQLiteLedger(path: owner.path, .guest)
          let taken = try ids.filter { try guest.decide($0, Self.accepted, having: 0, at: minute(4)) }.count
          try guest.close()
          return taken
        }
      }
      group.addTask {
        for number in 0..<20 {
          try owner.finish(owner.claim(at: minute(5), request: "s\(number)"), .taken, at: minute(5))
        }
        return 0
      }
      let taken = try await group.reduce(0, +)
      #expect(taken == 40)
    }
    #expect(try owner.tally(of: drop).accepted == 60)
  }

  @Test("A guest brings no older ledger up to date, and makes none")
  func older() throws {
    try withFolder { folder in
      let path = folder + "/ledger.db"
      #expect(throws: Fault.self) { try SQLiteLedger(path: path, .guest) }
      #expect(!FileManager.default.fileExists(atPath: path))
      try Schema.migrator().migrate(DatabaseQueue(path: path), upTo: "1")
      for ownership in [SQLiteLedger.Ownership.guest, .reader] {
        let fault = #expect(throws: Fault.self) { try SQLiteLedger(path: path, ownership) }
        #expect(fault?.code == .ledgerOlder)
      }
    }
  }
}
