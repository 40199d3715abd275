import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: crashes, doubt and decisions")
struct DoubtConformance {
  @Test("What a dead process had under way becomes doubt; an inquiry simply goes again", arguments: Driver.allCases)
  func recovery(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), inquiry("q", vehicle: "q"), report("b"))
      _ = try ledger.claim(at: minute(1), windows: ["reports"], request: "r-1")
      _ = try ledger.claim(at: minute(1), windows: ["feeInquiry"], request: "r-2")
      #expect(try ledger.recoverInterrupted(at: minute(5)) == 2)
      #expect(try ledger.recoverInterrupted(at: minute(5)) == 0)
      #expect(try ledger.fates(of: drop) == ["inDoubt interrupted", "held waiting", "held waiting"])
      #expect(try ledger.doubtful(askableAt: minute(4), limit: 9).isEmpty)
      let doubtful = try ledger.doubtful(askableAt: minute(5), limit: 9)
      #expect(doubtful.map(\.submission.key) == ["a"] && doubtful.map(\.requestID) == ["r-1"])
      #expect(doubtful.map(\.lastSentAt) == [minute(1)] && doubtful.map(\.state) == [.unknown])
      let next = try (0..<3).map { try ledger.claim(at: minute(6), request: "s\($0)")?.submission.key }
      #expect(next == ["q", "b", nil])
    }
  }

  @Test("Two clear absences in a row are counted; anything else starts over", arguments: Driver.allCases)
  func absences(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a"))
      let id = try #require(try ledger.claim()).id
      #expect(try ledger.recoverInterrupted(at: minute(2)) == 1)
      let verdicts: [(Evidence.Verdict?, Int)] = [
        (.absent, 1), (.absent, 2), (.unclear, 0), (.absent, 1), (nil, 1), (.different, 0), (.absent, 1),
      ]
      for (verdict, absences) in verdicts {
        let evidence = verdict.map { Evidence(verdict: $0, detail: "vehicle-inquiry E2001") }
        try ledger.settle(id, .doubt, evidence: evidence, at: minute(3))
        #expect(try ledger.doubtful(askableAt: minute(9), limit: 1).map(\.absences) == [absences])
      }
      try ledger.settle(id, .later(minute(4)), evidence: Evidence(verdict: .absent, detail: ""), at: minute(4))
      let again = try #require(try ledger.claim(at: minute(4), request: "r-2"))
      #expect(again.id == id && again.absences == 0 && again.sends == 2)
    }
  }

  @Test("Evidence, a gate or a person settles what is not in flight", arguments: Driver.allCases)
  func settle(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"), report("c"))
      let first = try #require(try ledger.claim())
      #expect(throws: Fault.self) { try ledger.settle(first.id, .taken, evidence: nil, at: minute(2)) }
      try ledger.finish(first, .doubt)
      try ledger.settle(first.id, .taken, evidence: Evidence(verdict: .present, detail: "S20"), at: minute(3))
      let second = SubmissionID(rawValue: first.id.rawValue + 1)
      try ledger.settle(second, .rejected([Finding(.depositUnpaid)]), evidence: nil, at: minute(3))
      #expect(try ledger.fates(of: drop) == ["accepted", "rejected", "held waiting"])
      for settlement in [Settlement.taken, .refused, .doubt, .later(minute(9))] {
        #expect(throws: Fault.self) { try ledger.settle(first.id, settlement, evidence: nil, at: minute(4)) }
        #expect(throws: Fault.self) { try ledger.settle(second, settlement, evidence: nil, at: minute(4)) }
      }
      #expect(throws: Fault.self) {
        try ledger.settle(SubmissionID(rawValue: 99), .refused, evidence: nil, at: minute(4))
      }
    }
  }

  @Test("A gate without an answer makes the report wait and spends an attempt", arguments: Driver.allCases)
  func gate(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a"))
      let finding = Finding(.gateUnanswered, facts: ["function": "fee-inquiry"])
      let id = SubmissionID(rawValue: 1)
      try ledger.settle(
        id, .retryable(notBefore: minute(5), because: finding, spendsAttempt: true), evidence: nil, at: minute(1))
      #expect(try ledger.claim(at: minute(4)) == nil)
      let claimed = try #require(try ledger.claim(at: minute(5)))
      #expect(claimed.attempts == 2 && claimed.sends == 1)
    }
  }

  @Test("The sum counts every row once", arguments: Driver.allCases)
  func tally(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("old"))
      try ledger.finish(ledger.claim(), .taken)
      let drop = try ledger.take(newDrop(2), report("a"), report("b"), report("c"), report("d"), report("old"), nil)
      try ledger.finish(ledger.claim(), .taken)
      try ledger.finish(ledger.claim(), .refused)
      try ledger.finish(ledger.claim(), .doubt)
      var expected = Tally()
      expected.input = 6
      expected.accepted = 1
      expected.rejected = 1
      expected.inDoubt = 1
      expected.held = 1
      expected.alreadyDone = 1
      expected.invalid = 1
      #expect(try ledger.tally(of: drop) == expected)
      #expect(expected.isConserved)
      #expect(try ledger.tally(of: DropID(rawValue: 99)) == Tally())
    }
  }
}
