import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: a person's word about a doubt")
struct DecisionConformance {
  private static let accepted = Decision(
    who: "hanako", why: "seen on the screen",
    settlement: .accepted(Receipt(number: "M-9", findings: [Finding(.decidedByPerson)])), receipt: "M-9")
  private static let notSent = Decision(who: "taro", why: "not there", settlement: .later(minute(5), spends: false))

  /// A drop whose first report is in doubt.
  private func doubt(in ledger: any LedgerDriver, _ further: NewSubmission...) throws -> (DropID, SubmissionID) {
    let id = try ledger.beginStaging(newDrop(1)).id
    try ledger.stage(([report("a")] + further).enumerated().map { row($0 + 2, $1) }, in: id)
    try ledger.finishStaging(id)
    let claimed = try #require(try ledger.claim(drops: [id]))
    try ledger.finish(claimed, .doubt)
    return (id, claimed.id)
  }

  @Test("An acceptance settles the row, frees what waited, and who and why stay", arguments: Driver.allCases)
  func acceptance(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger, report("b", vehicle: "a", order: 20))
      #expect(try ledger.claim() == nil, "the vehicle's next step waits")
      #expect(try ledger.decide(id, Self.accepted, having: 0, at: minute(4)))
      #expect(try ledger.fates(of: drop) == ["accepted", "held waiting"])
      #expect(try ledger.claim()?.submission.key == "b")
      #expect(try ledger.vehicle(ofNumber: "M-9") == "a")
      let history = try #require(try ledger.history(of: RowID(drop: drop, number: 2)))
      #expect(history.decisions.map(\.who) == ["hanako"] && history.decisions.map(\.why) == ["seen on the screen"])
      #expect(history.decisions.map(\.receipt) == ["M-9"] && history.decisions.map(\.verdict) == [.accepted])
      #expect(history.decisions.map(\.at) == [minute(4)] && history.receipt?.number == "M-9")
      #expect(try ledger.decidedDrops() == [drop: 1])
    }
  }

  @Test("“Not sent” lets it go once more; a second doubt is a person's again", arguments: Driver.allCases)
  func notSent(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger)
      #expect(try ledger.decide(id, Self.notSent, having: 0, at: minute(4)))
      #expect(try ledger.claim(at: minute(4)) == nil)
      let again = try #require(try ledger.claim(at: minute(5), request: "r-2"))
      #expect(again.id == id && again.sends == 2 && again.attempts == 1)
      try ledger.finish(again, .doubt, at: minute(6))
      #expect(try ledger.doubtful(askableAt: minute(9), limit: 1).map(\.doubts) == [2])
      #expect(try ledger.decide(id, Self.accepted, having: 0, at: minute(9)))
      let history = try #require(try ledger.history(of: RowID(drop: drop, number: 2)))
      #expect(history.decisions.map(\.verdict) == [.retryable, .accepted] && history.attempts.count == 2)
    }
  }

  @Test("A word on what has changed since is not taken", arguments: Driver.allCases)
  func changed(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger)
      try ledger.settle(id, .doubt, evidence: Evidence(verdict: .absent, detail: "E2001"), at: minute(3))
      #expect(try !ledger.decide(id, Self.notSent, having: 0, at: minute(4)), "it was asked about meanwhile")
      #expect(try ledger.decide(id, Self.notSent, having: 1, at: minute(4)))
      #expect(try !ledger.decide(id, Self.accepted, having: 1, at: minute(4)), "it is in doubt no longer")
      #expect(try ledger.fates(of: drop) == ["held throttled"])
      #expect(try ledger.history(of: RowID(drop: drop, number: 2))?.decisions.count == 1)
    }
  }

  @Test("An inquiry that ends after a person decided changes nothing but is kept", arguments: Driver.allCases)
  func late(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger)
      #expect(try ledger.decide(id, Self.accepted, having: 0, at: minute(4)))
      for settlement in [Settlement.taken, .refused, .doubt, .later(minute(9))] {
        let seen = Evidence(verdict: .absent, detail: "late")
        #expect(try !ledger.settle(id, settlement, evidence: seen, ifStill: .unknown, at: minute(5)))
      }
      #expect(try ledger.fates(of: drop) == ["accepted"])
      let history = try #require(try ledger.history(of: RowID(drop: drop, number: 2)))
      #expect(history.evidence.count == 4 && history.receipt?.number == "M-9")
    }
  }

  @Test("Doubts come with what was sent and seen; inquiries count since the last send", arguments: Driver.allCases)
  func list(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger, report("b"))
      try ledger.finish(ledger.claim(at: minute(2), request: "r-2"), .taken, at: minute(2))
      for verdict in [Verdict.unclear, .absent] {
        try ledger.settle(id, .doubt, evidence: Evidence(verdict: verdict, detail: "d"), at: minute(4))
      }
      let doubts = try ledger.doubts()
      #expect(doubts.map(\.rowID.description) == ["D\(drop.rawValue)R2"])
      #expect(doubts.first?.evidence.map(\.evidence.verdict) == [.unclear, .absent])
      #expect(doubts.first?.attempts.map(\.outcome) == [.unknown] && doubts.first?.dueAt == minute(3))
      #expect(try ledger.doubtful(askableAt: minute(9), limit: 1).map(\.inquiries) == [2])
      try ledger.settle(id, .later(minute(5)), evidence: nil, at: minute(5))
      try ledger.finish(ledger.claim(at: minute(6), request: "r-3"), .doubt, at: minute(6))
      #expect(try ledger.doubtful(askableAt: minute(9), limit: 1).map(\.inquiries) == [0])
      #expect(try ledger.history(of: RowID(drop: drop, number: 99)) == nil)
    }
  }

  @Test("Sends of refused reports of the same key are counted, no others", arguments: Driver.allCases)
  func earlier(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a"))
      try ledger.finish(ledger.claim(), .refused)
      let drop = try ledger.take(newDrop(2), report("a", digest: "corrected"))
      let again = try #require(try ledger.claim(drops: [drop]))
      #expect(again.submission.key == "a")
      #expect(try ledger.earlierSends(like: again.id) == 1)
      let other = try ledger.take(newDrop(3), report("c"))
      #expect(try ledger.earlierSends(like: try #require(try ledger.claim(drops: [other])).id) == 0)
    }
  }

  @Test("A decision is told of in every drop that shares the report", arguments: Driver.allCases)
  func shared(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let (drop, id) = try doubt(in: ledger)
      let other = try ledger.take(newDrop(2), report("a"))
      #expect(try ledger.decidedDrops().isEmpty)
      #expect(try ledger.decide(id, Self.accepted, having: 0, at: minute(4)))
      #expect(try ledger.decidedDrops() == [drop: 1, other: 1])
      #expect(try ledger.fates(of: other) == ["alreadyDone"])
      #expect(try ledger.drops(sharing: RowID(drop: other, number: 2)).map(\.id) == [other, drop])
      #expect(try ledger.drops(sharing: RowID(drop: drop, number: 2)).map(\.id) == [drop, other])
    }
  }
}
