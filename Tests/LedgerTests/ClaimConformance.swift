import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: whose turn it is")
struct ClaimConformance {
  @Test("Turns go by deadline (none last), order, drop and row", arguments: Driver.allCases)
  func order(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(
        newDrop(1), report("f", order: 20), report("d"), report("e"), report("b", order: 90, deadline: "2026-11-23"))
      try ledger.take(newDrop(2), report("c", deadline: "2026-11-24"), report("a", deadline: "2026-11-22"))
      let keys = try (0..<7).map { try ledger.claim(request: "r\($0)")?.submission.key }
      #expect(keys == ["a", "b", "c", "d", "e", "f", nil])
    }
  }

  @Test("A claim comes with all that was staged and with its first attempt", arguments: Driver.allCases)
  func contents(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), nil, report("a", deadline: "2026-11-23"))
      let claimed = try #require(try ledger.claim(at: minute(7), request: "r-1"))
      #expect(claimed.drop == drop && claimed.row == 3 && claimed.requestID == "r-1")
      #expect(claimed.state == .inFlight && claimed.attempts == 1 && claimed.sends == 1)
      #expect(claimed.lastSentAt == minute(7) && claimed.absences == 0)
      #expect(claimed.submission.deadline == "2026-11-23" && claimed.submission.contentDigest == "same")
      #expect(claimed.submission.function == "collection-report" && claimed.submission.isReport)
    }
  }

  @Test("A closed window, another run's drop and a later moment are passed over", arguments: Driver.allCases)
  func filters(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.take(newDrop(1), report("a"), inquiry("q", vehicle: "z", order: 50))
      let second = try ledger.take(newDrop(2), report("b"))
      #expect(try ledger.claim(windows: []) == nil)
      #expect(try ledger.claim(drops: []) == nil)
      #expect(try ledger.claim(windows: ["feeInquiry"])?.submission.key == "q")
      #expect(try ledger.claim(drops: [second])?.submission.key == "b")
      let many = (1000..<1040).map(DropID.init(rawValue:))
      #expect(try ledger.claim(drops: many) == nil)
      let claimed = try ledger.claim(drops: many + [first])
      #expect(claimed?.submission.key == "a")
      try ledger.finish(claimed, .later(minute(10)))
      #expect(try ledger.claim(at: minute(9)) == nil)
      #expect(try ledger.claim(at: minute(10))?.attempts == 2)
    }
  }

  @Test("Recording and claiming are one step: a result that does not fit claims nothing", arguments: Driver.allCases)
  func oneStep(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"))
      let claimed = try #require(try ledger.claim(request: "r-1"))
      let stranger = AttemptResult(
        submission: claimed.id, requestID: "r-0", finishedAt: minute(2), settlement: .taken, status: 200, code: nil)
      let next = Claim(now: minute(2), openWindows: ["reports"], requestID: "r-2")
      #expect(throws: Fault.self) { try ledger.record([stranger], thenClaim: next) }
      #expect(try ledger.fates(of: drop) == ["inDoubt -", "held waiting"])
      var own = stranger
      own.requestID = "r-1"
      #expect(try ledger.record([own], thenClaim: next)?.submission.key == "b")
      #expect(try ledger.fates(of: drop) == ["accepted", "inDoubt -"])
      #expect(throws: Fault.self) { try ledger.record([own], thenClaim: nil) }
    }
  }

  @Test("Looking at the next turn takes nothing, and one submission can be claimed by name", arguments: Driver.allCases)
  func lookAhead(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"))
      var claim = Claim(now: minute(1), openWindows: ["reports"], requestID: "r-1")
      #expect(try ledger.claimable(claim, limit: 3).map(\.submission.key) == ["a", "b"])
      let seen = try #require(try ledger.claimable(claim, limit: 1).first)
      #expect(seen.submission.key == "a" && seen.state == .ready && seen.attempts == 0)
      #expect(try ledger.fates(of: drop) == ["held waiting", "held waiting"])
      claim.only = SubmissionID(rawValue: seen.id.rawValue + 1)
      #expect(try ledger.record([], thenClaim: claim)?.submission.key == "b")
      #expect(try ledger.record([], thenClaim: claim) == nil)
    }
  }

  @Test("Many answers and many intents are one step, and one vehicle has one of them", arguments: Driver.allCases)
  func group(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(
        newDrop(1), report("a"), report("b", vehicle: "a", order: 11), report("c"), report("d"))
      let claims = ["r-1", "r-2", "r-3"].map { Claim(now: minute(1), openWindows: ["reports"], requestID: $0) }
      let first = try ledger.record([], thenClaim: claims)
      #expect(first.map(\.submission.key) == ["a", "c", "d"] && first.map(\.requestID) == ["r-1", "r-2", "r-3"])
      let results = zip(first, [Settlement.taken, .refused, .doubt]).map { claimed, settlement in
        AttemptResult(
          submission: claimed.id, requestID: claimed.requestID, finishedAt: minute(2), settlement: settlement,
          status: 200, code: nil)
      }
      let next = Claim(now: minute(2), openWindows: ["reports"], requestID: "r-4")
      #expect(try ledger.record(results, thenClaim: [next, next]).map(\.submission.key) == ["b"])
      #expect(try ledger.fates(of: drop) == ["accepted", "inDoubt -", "rejected", "inDoubt no-usable-answer"])
    }
  }

  @Test("An intent that is given back untouched was no attempt and no sending", arguments: Driver.allCases)
  func givenBack(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"))
      for (request, sends) in [("r-1", 1), ("r-2", 1), ("r-3", 2)] {
        let claimed = try #require(try ledger.claim(request: request))
        #expect(claimed.sends == sends && claimed.attempts == sends)
        var result = AttemptResult(
          submission: claimed.id, requestID: request, finishedAt: minute(1),
          settlement: .later(minute(1), spends: request == "r-2"), status: nil, code: nil)
        result.wasSent = request == "r-2"
        _ = try ledger.record([result], thenClaim: nil)
      }
      #expect(try ledger.fates(of: drop) == ["held throttled"])
      #expect(try ledger.claim(request: "r-4")?.lastSentAt == minute(1))
    }
  }

  @Test("An attempt that waiting excuses is not counted, but the sending is", arguments: Driver.allCases)
  func excused(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a"))
      try ledger.finish(ledger.claim(request: "r-1"), .later(minute(1), spends: false))
      try ledger.finish(ledger.claim(request: "r-2"), .later(minute(1)))
      let third = try #require(try ledger.claim(request: "r-3"))
      #expect(third.attempts == 2 && third.sends == 3)
    }
  }

  @Test("The next due moment is the earliest after now, of the run's drops", arguments: Driver.allCases)
  func nextDue(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.take(newDrop(1), report("a"), report("b"))
      let second = try ledger.take(newDrop(2), report("c"))
      #expect(try ledger.nextDue(after: minute(0), drops: nil) == nil)
      for (key, due) in [("a", 30), ("b", 10), ("c", 20)] {
        let claimed = try #require(try ledger.claim())
        #expect(claimed.submission.key == key)
        try ledger.finish(claimed, .later(minute(due)))
      }
      #expect(try ledger.nextDue(after: minute(9), drops: nil) == minute(10))
      #expect(try ledger.nextDue(after: minute(10), drops: nil) == minute(20))
      #expect(try ledger.nextDue(after: minute(10), drops: [first]) == minute(30))
      #expect(try ledger.nextDue(after: minute(20), drops: [second]) == nil)
    }
  }
}
