import Delivery
import Findings
import Ledger
import Testing
import Validation

@Suite("Every ledger: names for packages to come")
struct ReferenceConformance {
  private static let name = "office\u{1F}2026-11-21\u{1F}@A"

  private func maker(_ key: String = "make") -> NewSubmission {
    var maker = report(key, vehicle: "v", function: "package-add", order: 2040)
    maker.defines = Self.name
    return maker
  }

  private func user(_ key: String = "call @A", digest: String = "same", resolved: Bool = false) -> NewSubmission {
    var user = report(key, digest: digest, vehicle: "", function: "package-pickup", order: 2060)
    if !resolved { user.uses = Self.name }
    user.threads = [ThreadLink(name: ThreadName.of("package", resolved ? "P" : Self.name), until: .accepted)]
    return user
  }

  @Test("What names a package waits until it has a number", arguments: Driver.allCases)
  func resolves(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let calls = try ledger.take(newDrop(1), user())
      #expect(try ledger.fates(of: calls) == ["held reference-waiting"])
      try ledger.take(newDrop(2), maker())
      #expect(try ledger.resolvable(limit: 9).isEmpty)
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.claim() == nil)
      let resolvable = try #require(try ledger.resolvable(limit: 9).first)
      #expect(resolvable.receipt.number == "M-1" && resolvable.definedBy == "package-add")
      try ledger.resolve(resolvable.submission.id, as: user("call P", resolved: true), at: minute(3))
      #expect(try ledger.resolvable(limit: 9).isEmpty)
      #expect(try ledger.claim()?.submission.key == "call P")
    }
  }

  @Test(
    "A call that stands under its number already answers for equal content and refuses other",
    arguments: ["same", "other"])
  func alreadyThere(_ digest: String) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let named = try ledger.take(newDrop(1), user(digest: digest))
        try ledger.take(newDrop(2), user("call P", resolved: true))
        try ledger.take(newDrop(3), maker())
        try ledger.finish(ledger.claim(), .taken)
        let id = try #require(try ledger.resolvable(limit: 9).first).submission.id
        try ledger.resolve(id, as: user("call P", digest: digest, resolved: true), at: minute(3))
        #expect(try ledger.fates(of: named) == [digest == "same" ? "held waiting" : "rejected"])
        try ledger.finish(ledger.claim(request: "r-2"), .taken)
        #expect(try ledger.claim() == nil)
        #expect(try ledger.fates(of: named) == [digest == "same" ? "alreadyDone" : "rejected"])
        #expect(try ledger.tally(of: named).isConserved)
      }
    }
  }

  @Test(
    "A call whose number was found in a drop that never came in is its own again", arguments: Driver.allCases)
  func foundInUnfinished(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let named = try ledger.take(newDrop(1), user())
      try ledger.take(newDrop(2), maker())
      try ledger.finish(ledger.claim(), .taken)
      let dead = try ledger.beginStaging(newDrop(3)).id
      try ledger.stage([row(2, user("call P", resolved: true))], in: dead)
      let id = try #require(try ledger.resolvable(limit: 9).first).submission.id
      try ledger.resolve(id, as: user("call P", resolved: true), at: minute(3))
      #expect(try ledger.claim() == nil)
      try ledger.removeUnfinished()
      #expect(try ledger.tally(of: dead).input == 0)
      let call = try #require(try ledger.claim(request: "r-2"))
      #expect(call.submission.key == "call P" && call.drop == named && call.row == 2)
      try ledger.finish(call, .taken)
      #expect(try ledger.fates(of: named) == ["accepted"])
    }
  }

  @Test("Two rows can't give one name, unless they are one report or the first is refused", arguments: Driver.allCases)
  func taken(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), maker())
      let second = try ledger.take(newDrop(2), maker("another"), maker())
      #expect(try ledger.fates(of: second) == ["invalid", "held waiting"])
      try ledger.finish(ledger.claim(), .refused)
      #expect(try ledger.fates(of: ledger.take(newDrop(3), maker("another"))) == ["held waiting"])
    }
  }

  @Test("A name that nobody gave is refused on a later day, and not while its maker waits", arguments: [true, false])
  func expires(_ isMade: Bool) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let calls = try ledger.take(newDrop(1), user())
        if isMade { try ledger.take(newDrop(2), maker()) }
        #expect(try ledger.expireNames(seenBefore: minute(0), at: minute(5)) == 0)
        #expect(try ledger.expireNames(seenBefore: minute(1), at: minute(5)) == (isMade ? 0 : 1))
        #expect(try ledger.fates(of: calls) == [isMade ? "held reference-waiting" : "rejected"])
      }
    }
  }
}
