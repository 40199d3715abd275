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

  /// Intake and delivery of a vehicle by an office of the same process, the delivery to the next one of the line.
  private func visit(_ office: String, passingTo next: String = "") -> [NewSubmission] {
    var intake = report("in " + office, vehicle: "v", function: "intake", order: 3030)
    var delivery = report("out " + office, vehicle: "v", function: "deliver", order: 3080)
    intake.office = office
    delivery.office = office
    delivery.passesTo = next
    return [intake, delivery]
  }

  @Test(
    "A second office of the process takes the vehicle in after the first has delivered it, whatever came first",
    arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func passedOn(_ drops: [Int]) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let visits = [visit("K", passingTo: "K2"), visit("K2", passingTo: "K3"), visit("K3")]
        for drop in drops { try ledger.take(newDrop(drop + 1), visits[drop][0], visits[drop][1]) }
        for expected in ["in K", "out K", "in K2", "out K2", "in K3", "out K3"] {
          let claimed = try #require(try ledger.claim(request: expected))
          #expect(claimed.submission.key == expected)
          try ledger.finish(claimed, .taken)
        }
      }
    }
  }

  @Test("An invalid intake of the second office holds nothing of the first", arguments: Driver.allCases)
  func invalidSecond(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.beginStaging(newDrop(1)).id
      var wrong = row(2, nil)
      wrong.obstacle = Obstacle(
        function: "intake", vehicle: "v", office: "K2", order: 3030, lines: [ThreadName.ofVehicle("v")])
      try ledger.stage([wrong], in: drop)
      try ledger.finishStaging(drop)
      let first = visit("K", passingTo: "K2")
      let last = try ledger.take(newDrop(2), first[0], first[1], visit("K2")[1])
      for _ in first { try ledger.finish(ledger.claim(), .taken) }
      #expect(try ledger.claim() == nil)
      #expect(try ledger.fates(of: last) == ["accepted", "accepted", "held earlier-step"])
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
      try ledger.take(newDrop(2), report("h", vehicle: "v", function: Self.hand, order: 20))
      let staging = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("c", vehicle: "v", order: 10))], in: staging)
      #expect(try ledger.claim()?.submission.key == "h")
    }
  }

  @Test("A refusal that is abandoned with its drop holds nobody any more", arguments: Driver.allCases)
  func abandonedRefusal(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let later = try ledger.take(newDrop(2), report("h", vehicle: "v", function: Self.hand, order: 20))
      let staging = try ledger.beginStaging(newDrop(1)).id
      try ledger.stage([row(2, report("c", vehicle: "v", order: 10))], in: staging)
      try ledger.settle(SubmissionID(rawValue: 2), .refused, evidence: nil, at: minute(0))
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
