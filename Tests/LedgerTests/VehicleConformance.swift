import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: one vehicle's steps")
struct VehicleConformance {
  private static let hand = "hand-over-report"

  private func collectAndHandOver(_ ledger: any LedgerDriver) throws -> (DropID, DropID) {
    let later = try ledger.take(newDrop(1), report("h", vehicle: "v", function: Self.hand, order: 20))
    let earlier = try ledger.take(newDrop(2), report("c", vehicle: "v", order: 10))
    return (earlier, later)
  }

  /// What became of the earlier step, whether the later one may go, and what its row says.
  static let cases: [(Settlement?, Bool, String)] = [
    (nil, false, "held earlier-step"),
    (.taken, true, "held waiting"),
    (.refused, false, "held earlier-step"),
    (.rejected([Finding(.serviceRefused)], blocksVehicle: false), true, "held waiting"),
    (.later(minute(50)), false, "held earlier-step"),
    (.doubt, false, "held earlier-step"),
  ]

  @Test("A later step waits until the earlier one is accepted, across drops", arguments: cases)
  func laterStep(_ settlement: Settlement?, _ isFree: Bool, _ fate: String) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let (_, later) = try collectAndHandOver(ledger)
        #expect(try ledger.fates(of: later) == ["held earlier-step"])
        #expect(try ledger.claim(drops: [later]) == nil)
        let first = try #require(try ledger.claim())
        #expect(first.submission.key == "c")
        if let settlement { try ledger.finish(first, settlement) }
        #expect(try ledger.fates(of: later) == [fate])
        #expect((try ledger.claim(at: minute(3)) != nil) == isFree)
      }
    }
  }

  @Test("The row that waits names the step it waits for", arguments: Driver.allCases)
  func named(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (_, later) = try collectAndHandOver(ledger)
      let row = try #require(try ledger.rows(of: later, after: 0, limit: 1).first)
      guard case .held(let finding) = row.fate else { return #expect(Bool(false), "\(row.fate)") }
      #expect(finding == Finding(.earlierStep, facts: ["function": "collection-report", "earlier": "D2R2"]))
    }
  }

  @Test("A corrected report that is accepted frees what its refusal held", arguments: Driver.allCases)
  func corrected(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (_, later) = try collectAndHandOver(ledger)
      try ledger.finish(ledger.claim(), .refused)
      try ledger.take(newDrop(3), report("c", digest: "corrected", vehicle: "v"))
      #expect(try ledger.fates(of: later) == ["held earlier-step"])
      try ledger.finish(ledger.claim(request: "r-2"), .taken)
      #expect(try ledger.claim()?.submission.key == "h")
    }
  }

  @Test("A refused later step holds no earlier one", arguments: Driver.allCases)
  func laterRefused(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("h", vehicle: "v", function: Self.hand, order: 20))
      try ledger.finish(ledger.claim(), .refused)
      try ledger.take(newDrop(2), report("c", vehicle: "v", order: 10))
      #expect(try ledger.claim()?.submission.key == "c")
    }
  }

  @Test("A drop that is still being staged holds nobody", arguments: Driver.allCases)
  func staging(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let staging = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("c", vehicle: "v", order: 10))], in: staging)
      try ledger.take(newDrop(2), report("h", vehicle: "v", function: Self.hand, order: 20))
      #expect(try ledger.claim()?.submission.key == "h")
    }
  }

  @Test("A refusal that is abandoned with its drop holds nobody any more", arguments: Driver.allCases)
  func abandonedRefusal(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let staging = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("c", vehicle: "v", order: 10))], in: staging)
      try ledger.settle(SubmissionID(rawValue: 1), .refused, evidence: nil, at: minute(0))
      let later = try ledger.take(newDrop(2), report("h", vehicle: "v", function: Self.hand, order: 20))
      #expect(try ledger.fates(of: later) == ["held earlier-step"])
      #expect(try ledger.claim() == nil)
      try ledger.abandonStaging(staging)
      #expect(try ledger.claim()?.submission.key == "h")
    }
  }

  @Test("One vehicle's trouble holds no other vehicle", arguments: Driver.allCases)
  func others(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      _ = try collectAndHandOver(ledger)
      try ledger.finish(ledger.claim(), .doubt)
      try ledger.take(newDrop(3), report("x"))
      #expect(try ledger.claim()?.submission.key == "x")
    }
  }

  @Test("Inquiries neither hold nor are held", arguments: Driver.allCases)
  func inquiries(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), inquiry("q", vehicle: "v", order: 1), report("c", vehicle: "v", order: 10))
      #expect(try ledger.claim()?.submission.key == "q")
      #expect(try ledger.claim()?.submission.key == "c")
      let late = try ledger.take(newDrop(2), inquiry("q2", vehicle: "v", order: 99))
      #expect(try ledger.fates(of: late) == ["held waiting"])
      #expect(try ledger.claim()?.submission.key == "q2")
    }
  }

  @Test("Reports without a vehicle do not hold each other", arguments: Driver.allCases)
  func noVehicle(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a", vehicle: ""), report("b", vehicle: ""))
      #expect(try ledger.claim()?.submission.key == "a")
      #expect(try ledger.claim()?.submission.key == "b")
    }
  }
}
