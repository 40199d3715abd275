import Delivery
import Findings
import Ledger
import Testing
import Validation

@Suite("Every ledger: steps that happen again")
struct SequenceConformance {
  private func intake(_ digest: String) -> NewSubmission {
    var intake = report("in", digest: digest, vehicle: "v", function: "intake", order: 3030)
    intake.sequence = .follows(["delivery"])
    intake.office = "office"
    return intake
  }

  private func delivery(_ digest: String) -> NewSubmission {
    var delivery = report("out", digest: digest, vehicle: "v", function: "delivery", order: 3080)
    delivery.sequence = .counts(["intake"])
    delivery.office = "office"
    return delivery
  }

  @Test("A vehicle that comes back is taken in and delivered again", arguments: Driver.allCases)
  func comesBack(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      for visit in 1...3 {
        let drop = try ledger.take(newDrop(visit), intake("in \(visit)"), delivery("out \(visit)"))
        for step in ["intake", "delivery"] {
          let claimed = try #require(try ledger.claim(request: "\(step) \(visit)"))
          #expect(claimed.submission.function == step)
          try ledger.finish(claimed, .taken)
        }
        #expect(try ledger.fates(of: drop) == ["accepted", "accepted"])
      }
    }
  }

  @Test("Yesterday's rows exported again are no second visit", arguments: Driver.allCases)
  func exportedAgain(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), intake("in"), delivery("out"))
      for _ in 0..<2 { try ledger.finish(ledger.claim(), .taken) }
      let again = try ledger.take(newDrop(2), intake("in"), delivery("out"))
      #expect(try ledger.claim() == nil)
      #expect(try ledger.fates(of: again) == ["alreadyDone", "alreadyDone"])
    }
  }

  @Test("A second delivery without a second intake is the same step with other content", arguments: Driver.allCases)
  func sameVisit(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), intake("in"), delivery("out"))
      for _ in 0..<2 { try ledger.finish(ledger.claim(), .taken) }
      #expect(try ledger.fates(of: ledger.take(newDrop(2), delivery("other"))) == ["invalid"])
    }
  }

  @Test("What a report knows is the latest accepted one of its vehicle", arguments: Driver.allCases)
  func known(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      #expect(try ledger.known(of: "v", by: ["intake"]) == nil)
      for visit in 1...2 {
        var intake = intake("in \(visit)")
        intake.fields = "{\"visit\":\"\(visit)\"}"
        try ledger.take(newDrop(visit), intake, delivery("out \(visit)"))
        for step in 1...2 {
          try ledger.finish(ledger.claim(request: "\(visit) \(step)"), .taken, at: minute(10 * visit + step))
        }
      }
      #expect(try ledger.known(of: "v", by: ["intake", "other"]) == "{\"visit\":\"2\"}")
      try ledger.take(newDrop(9), intake("in 9"))
      let third = try #require(try ledger.claim(request: "third"))
      #expect(try ledger.accepted(like: third.id).sorted() == ["{\"visit\":\"1\"}", "{\"visit\":\"2\"}"])
    }
  }

  @Test("Lists and what was there before are kept", arguments: Driver.allCases)
  func kept(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), inquiry("q", vehicle: ""))
      let claimed = try #require(try ledger.claim())
      try ledger.keep(["a", "b", "a"], before: claimed.id)
      try ledger.keep(["b", "c"], before: claimed.id)
      #expect(try ledger.kept(before: claimed.id) == ["b", "c"])
      let result = AttemptResult(
        submission: claimed.id, requestID: claimed.requestID, finishedAt: minute(2), settlement: .accepted(Receipt()),
        status: 200, code: "0000", lines: [["x", "1"], ["y", "2"]])
      _ = try ledger.record([result], thenClaim: nil)
      #expect(try ledger.list(of: drop, row: 2) == [["x", "1"], ["y", "2"]])
      #expect(try ledger.list(of: drop, row: 3).isEmpty)
    }
  }
}
