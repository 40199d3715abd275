import Delivery
import Findings
import Ledger
import Testing
import Validation

/// A refusal that leaves the content alone, as the closures of these tests see it.
private let unpaid = Settlement.rejected([Finding(.depositUnpaid, facts: ["value": "料金"])])

extension LedgerDriver {
  fileprivate func retry(_ drop: DropID) throws -> Retried {
    try retryRejected(in: drop) { $0.contains { $0.code == .depositUnpaid || $0.code == .referenceUndefined } }
  }

  /// Stages a drop of one row that corrects another.
  @discardableResult
  fileprivate func correct(_ origin: RowID, in drop: NewDrop, _ submission: NewSubmission?) throws -> DropID {
    let id = try beginStaging(drop).id
    var correction = row(2, submission)
    correction.origin = origin
    try stage([correction], in: id)
    try finishStaging(id)
    return id
  }
}

@Suite("Every ledger: refused rows sent again as they are")
struct RetryConformance {
  @Test(
    "Only what was refused for others' trouble gets a new life, and doing it again changes nothing",
    arguments: Driver.allCases)
  func renewed(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"), report("c"), nil)
      try ledger.finish(ledger.claim(), unpaid)
      try ledger.finish(ledger.claim(), .refused)
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.openDrops().isEmpty)
      let retried = try ledger.retry(drop)
      #expect(retried.renewed == 1 && retried.answered == 0 && retried.blocked == 0 && retried.drops == [drop])
      #expect(try ledger.fates(of: drop) == ["held waiting", "rejected", "accepted", "invalid"])
      #expect(try ledger.openDrops().map(\.id) == [drop])
      #expect(try ledger.retry(drop) == Retried())
      let claimed = try #require(try ledger.claim(request: "second"))
      #expect(claimed.submission.key == "a" && claimed.sends == 1 && claimed.attempts == 1 && claimed.row == 2)
      try ledger.finish(claimed, .taken)
      #expect(try ledger.claim() == nil)
      #expect(try ledger.fates(of: drop) == ["accepted", "rejected", "accepted", "invalid"])
      #expect(try ledger.retry(drop) == Retried())
    }
  }

  @Test("A row may be refused and sent again as often as it takes", arguments: Driver.allCases)
  func oftener(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"))
      for time in 1...3 {
        try ledger.finish(ledger.claim(request: "\(time)"), unpaid)
        #expect(try ledger.fates(of: drop) == ["rejected"])
        #expect(try ledger.retry(drop).renewed == 1)
      }
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.fates(of: drop) == ["accepted"])
    }
  }

  @Test("What was refused before stays in the row's history, whoever answers for it by now", arguments: Driver.allCases)
  func remembered(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"))
      let row = RowID(drop: drop, number: 2)
      for time in 1...2 {
        #expect(try ledger.history(of: row)?.earlier.count == time - 1)
        try ledger.finish(ledger.claim(request: "\(time)"), unpaid)
        #expect(try ledger.retry(drop).renewed == 1)
      }
      let earlier = try #require(try ledger.history(of: row)).earlier
      #expect(earlier.map { $0.attempts.map(\.requestID) } == [["1"], ["2"]])
      #expect(earlier.allSatisfy { $0.findings.map(\.code) == [.depositUnpaid] && $0.earlier.isEmpty })
      #expect(try ledger.history(of: RowID(drop: drop, number: 3))?.earlier.isEmpty == true)
      try ledger.finish(ledger.claim(request: "3"), unpaid)
      let other = try ledger.take(newDrop(2), report("a"))
      #expect(try ledger.retry(drop).answered == 1)
      let history = try #require(try ledger.history(of: row))
      #expect(
        history.rowID.drop == other && history.earlier.map { $0.attempts.map(\.requestID) } == [["1"], ["2"], ["3"]])
    }
  }

  @Test("All rows that shared what was refused follow, whichever drop asks", arguments: Driver.allCases)
  func shared(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.take(newDrop(1), report("a"))
      let second = try ledger.take(newDrop(2), report("a"), report("b"))
      try ledger.finish(ledger.claim(), unpaid)
      let retried = try ledger.retry(second)
      #expect(retried.renewed == 1 && retried.drops == [first, second])
      #expect(try ledger.fates(of: first) == ["held waiting"])
      try ledger.finish(ledger.claim(request: "second"), .taken)
      #expect(try ledger.fates(of: first) == ["accepted"])
      #expect(try ledger.fates(of: second) == ["alreadyDone", "held waiting"])
    }
  }

  @Test(
    "The same report made meanwhile answers; another content of the key is told and stays told once",
    arguments: ["same", "other"], [true, false])
  func meanwhile(_ digest: String, _ isAccepted: Bool) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let drop = try ledger.take(newDrop(1), report("a"))
        try ledger.finish(ledger.claim(), unpaid)
        try ledger.take(newDrop(2), report("a", digest: digest))
        if isAccepted { try ledger.finish(ledger.claim(request: "second"), .taken) }
        if digest == "same" {
          #expect(try ledger.retry(drop).answered == 1)
          #expect(try ledger.fates(of: drop) == [isAccepted ? "alreadyDone" : "held waiting"])
          #expect(try ledger.retry(drop) == Retried())
        } else {
          for _ in 1...2 {
            #expect(try ledger.retry(drop).blocked == 1)
            guard case .rejected(let findings)? = try ledger.rows(of: drop, after: 0, limit: 1).first?.fate else {
              Issue.record("no longer refused")
              return
            }
            #expect(findings.map(\.code) == [.depositUnpaid, isAccepted ? .keyConflict : .pendingConflict])
          }
        }
        #expect(try ledger.tally(of: drop).isConserved)
        #expect((try ledger.claim(request: "third") == nil) == isAccepted)
        #expect(try ledger.claim(request: "fourth") == nil)
      }
    }
  }

  @Test("What was done all the same, or let go by a person, is left alone", arguments: Driver.allCases)
  func leftAlone(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("b"))
      try ledger.finish(ledger.claim(), .rejected([Finding(.depositUnpaid)], blocksVehicle: false))
      try ledger.finish(ledger.claim(), unpaid)
      #expect(try ledger.release(drop, row: 3, who: "花子", why: "画面で報告済み", at: minute(3)))
      #expect(try ledger.retryRejected(in: drop) { _ in true } == Retried())
    }
  }

  @Test("Later steps wait for the successor, and what was refused before holds nothing", arguments: Driver.allCases)
  func laterSteps(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      func step(_ key: String, _ order: Int, at office: String, passesTo next: String = "") -> NewSubmission {
        var step = report(key, vehicle: "v", function: key, order: order)
        (step.office, step.passesTo) = (office, next)
        return step
      }
      let drop = try ledger.take(newDrop(1), step("intake B", 3030, at: "B"))
      try ledger.finish(ledger.claim(), unpaid)
      // Meanwhile it is known that A had the vehicle first: what B still has to say moves behind it.
      let later = try ledger.take(
        newDrop(2), step("delivery A", 3080, at: "A", passesTo: "B"), step("delivery B", 3080, at: "B"))
      #expect(try ledger.claim() == nil)
      #expect(try ledger.retry(drop).renewed == 1)
      #expect(try ledger.fates(of: later) == ["held waiting", "held earlier-step"])
      for expected in ["delivery A", "intake B", "delivery B"] {
        let claimed = try #require(try ledger.claim(request: expected))
        #expect(claimed.submission.key == expected)
        #expect(try ledger.claim() == nil)
        try ledger.finish(claimed, .taken)
      }
    }
  }

  @Test("The call for a package waits for the row that fills it after all", arguments: Driver.allCases)
  func threads(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      var call = report("pick-up", vehicle: "", function: "package-pickup", order: 2060)
      call.threads = [ThreadLink(name: ThreadName.of("package", "P"), until: .accepted)]
      var filling = report("fill", vehicle: "v", function: "package-add", order: 2040)
      filling.threads = [ThreadLink(name: ThreadName.of("package", "P"))]
      let calls = try ledger.take(newDrop(1), call)
      let drop = try ledger.take(newDrop(2), filling)
      try ledger.finish(ledger.claim(), unpaid)
      #expect(try ledger.claim() == nil)
      #expect(try ledger.retry(drop).renewed == 1)
      #expect(try ledger.claim(drops: [calls]) == nil)
      try ledger.finish(ledger.claim(request: "second"), .taken)
      #expect(try ledger.claim(drops: [calls], request: "third") != nil)
    }
  }

  @Test(
    "A package's maker comes back with those that name it, also when they were given up", arguments: Driver.allCases)
  func names(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let name = "office\u{1F}2026-11-21\u{1F}@A"
      var maker = report("make", vehicle: "v", function: "package-add", order: 2040)
      maker.defines = name
      var user = report("call @A", vehicle: "", function: "package-pickup", order: 2060)
      user.uses = name
      let drop = try ledger.take(newDrop(1), user, maker)
      try ledger.finish(ledger.claim(), unpaid)
      #expect(try ledger.expireNames(seenBefore: minute(1), at: minute(5)) == 1)
      #expect(try ledger.fates(of: drop) == ["rejected", "rejected"])
      // Without its maker it would only be given up again.
      #expect(try ledger.retryRejected(in: drop) { $0[0].code == .referenceUndefined } == Retried())
      #expect(try ledger.retry(drop).renewed == 2)
      #expect(try ledger.fates(of: drop) == ["held reference-waiting", "held waiting"])
      #expect(try ledger.expireNames(seenBefore: minute(1), at: minute(5)) == 0)
      try ledger.finish(ledger.claim(request: "second"), .taken)
      #expect(try ledger.resolvable(limit: 9).count == 1)
    }
  }

  @Test(
    "A row whose correction says something else is not sent, whatever became of the correction",
    arguments: ["same key", "other key", "invalid", "refused", "unchanged"])
  func corrected(_ kind: String) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let drop = try ledger.take(newDrop(1), report("a"))
        try ledger.finish(ledger.claim(), unpaid)
        let key = kind == "other key" ? "b" : "a"
        let correction = try ledger.correct(
          RowID(drop: drop, number: 2), in: newDrop(2),
          kind == "invalid" ? nil : report(key, digest: kind == "unchanged" ? "same" : "other", vehicle: "a"))
        if kind == "refused" || kind == "unchanged" { try ledger.finish(ledger.claim(request: "second"), unpaid) }
        let retried = try ledger.retry(drop)
        if kind == "unchanged" {
          #expect(retried.renewed == 1)
          #expect(try ledger.retry(correction).answered == 1)
          return
        }
        #expect(retried.blocked == 1 && retried.renewed == 0)
        guard case .rejected(let findings)? = try ledger.rows(of: drop, after: 0, limit: 1).first?.fate else {
          Issue.record("no longer refused")
          return
        }
        #expect(findings.last == Finding(.rowCorrected, facts: ["earlier": "D\(correction.rawValue)R2"]))
        if kind == "refused" { #expect(try ledger.retry(correction).renewed == 1) }
      }
    }
  }

  @Test("A family is the same from each of its rows", arguments: Driver.allCases)
  func family(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let root = RowID(drop: try ledger.take(newDrop(1), nil, report("x")), number: 2)
      let child = RowID(drop: try ledger.correct(root, in: newDrop(2), nil), number: 2)
      let grandchild = RowID(drop: try ledger.correct(child, in: newDrop(3), report("a")), number: 2)
      let other = RowID(drop: try ledger.correct(root, in: newDrop(4), report("b")), number: 2)
      for row in [root, child, grandchild, other] {
        let family = try ledger.family(of: row)
        #expect(family.root == root && family.members.map(\.row) == [root, child, grandchild, other])
        #expect(family.members.map(\.isReported) == [false, false, true, true])
      }
      let family = try ledger.family(of: root)
      #expect(Set(family.corrections(of: root).map(\.row)) == [child, grandchild, other])
      #expect(family.corrections(of: child).map(\.row) == [grandchild])
      #expect(try ledger.family(of: RowID(drop: root.drop, number: 3)).members.count == 1)
      #expect(try ledger.family(of: RowID(drop: root.drop, number: 9)).members.isEmpty)
    }
  }
}
