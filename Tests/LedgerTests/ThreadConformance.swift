import Delivery
import Findings
import Ledger
import Testing
import Validation

/// A row that fills a package, and the calls about the whole of it.
private func fill(_ vehicle: String, _ package: String, key: String? = nil) -> NewSubmission {
  var filling = report(key ?? "fill-" + vehicle, vehicle: vehicle, function: "package-add", order: 2040)
  filling.threads = [ThreadLink(name: ThreadName.of("package", package))]
  return filling
}

private func call(
  _ package: String, order: Int = 2060, function: String = "package-pickup", until: AwaitSchema.Until = .accepted
) -> NewSubmission {
  var call = report("\(function)-\(package)", vehicle: "", function: function, order: order)
  call.threads = [ThreadLink(name: ThreadName.of("package", package), until: until)]
  return call
}

private let obstacle = Obstacle(
  function: "package-add", vehicle: "v", order: 2040,
  lines: [ThreadName.ofVehicle("v"), ThreadName.of("package", "P")])

@Suite("Every ledger: packages and trucks")
struct ThreadConformance {
  /// How a row that fills the package ends, and whether the call for the package may go then.
  static let ends: [(Settlement?, Bool, Bool)] = [
    (nil, false, false),
    (.taken, true, true),
    (.refused, false, true),
    (.rejected([Finding(.serviceRefused)], blocksVehicle: false), true, true),
    (.later(minute(50)), false, false),
    (.doubt, false, false),
  ]

  @Test("A call for a package waits for the rows that fill it, as the schema says", arguments: ends)
  func waits(_ end: Settlement?, _ mayGoWhenAccepted: Bool, _ mayGoWhenSettled: Bool) throws {
    for driver in Driver.allCases {
      for (until, mayGo) in [(AwaitSchema.Until.accepted, mayGoWhenAccepted), (.settled, mayGoWhenSettled)] {
        try driver.withLedger { ledger in
          let calls = try ledger.take(newDrop(1), call("P", until: until))
          try ledger.take(newDrop(2), fill("v", "P"))
          #expect(try ledger.fates(of: calls) == ["held earlier-step"])
          #expect(try ledger.claim(drops: [calls]) == nil)
          if let end { try ledger.finish(ledger.claim(), end) }
          #expect(
            (try ledger.claim(at: minute(3), drops: [calls]) != nil) == mayGo, "\(until) \(String(describing: end))")
        }
      }
    }
  }

  @Test("Rows that fill one package don't wait for each other", arguments: Driver.allCases)
  func independent(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), fill("v", "P"), fill("w", "P"))
      try ledger.finish(ledger.claim(), .doubt)
      #expect(try ledger.claim()?.submission.vehicle == "w")
    }
  }

  @Test("Two calls for one package go in their order", arguments: Driver.allCases)
  func order(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let later = try ledger.take(newDrop(1), call("P", order: 2061, function: "package-report"))
      try ledger.take(newDrop(2), call("P"))
      #expect(try ledger.claim(drops: [later]) == nil)
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.claim()?.submission.function == "package-report")
    }
  }

  @Test("A vehicle that goes into another package frees the call that its refusal held", arguments: Driver.allCases)
  func elsewhere(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let calls = try ledger.take(newDrop(1), call("P"))
      try ledger.take(newDrop(2), fill("v", "P"))
      try ledger.finish(ledger.claim(), .refused)
      try ledger.take(newDrop(3), fill("v", "Q", key: "again"))
      #expect(try ledger.claim(drops: [calls]) == nil)
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.claim(drops: [calls]) != nil)
    }
  }

  @Test("An invalid row holds its vehicle's later steps and the call for its package", arguments: Driver.allCases)
  func invalid(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let waiting = try ledger.take(
        newDrop(1), call("P"), report("deliver", vehicle: "v", function: "deliver", order: 2050),
        report("other", vehicle: "w", function: "deliver", order: 2050))
      let drop = try ledger.beginStaging(newDrop(2)).id
      var wrong = row(2, nil)
      wrong.obstacle = obstacle
      try ledger.stage([wrong], in: drop)
      try ledger.finishStaging(drop)
      #expect(try ledger.fates(of: waiting) == ["held earlier-step", "held earlier-step", "held waiting"])
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.claim() == nil)
      try ledger.take(newDrop(3), fill("v", "P"))
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.fates(of: waiting) == ["held waiting", "held waiting", "accepted"])
    }
  }

  @Test("A person's word lets go what a wrong row holds, once", arguments: Driver.allCases)
  func release(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let calls = try ledger.take(newDrop(1), call("P"))
      let refused = try ledger.take(newDrop(2), fill("typo", "P"))
      try ledger.finish(ledger.claim(), .refused)
      let drop = try ledger.beginStaging(newDrop(3)).id
      var wrong = row(2, nil)
      wrong.obstacle = obstacle
      try ledger.stage([wrong], in: drop)
      try ledger.finishStaging(drop)
      for held in [refused, drop] {
        #expect(try ledger.claim() == nil)
        #expect(try ledger.release(held, row: 2, who: "花子", why: "車台番号の誤り", at: minute(3)))
        #expect(try !ledger.release(held, row: 2, who: "花子", why: "", at: minute(3)))
      }
      #expect(try ledger.claim(drops: [calls]) != nil)
    }
  }

  @Test("The package that the service made is a thread of its maker", arguments: Driver.allCases)
  func made(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("make", vehicle: "v", function: "package-add", order: 2040))
      let receipt = Receipt(number: "M-1", threads: [ThreadName.of("package", "P")])
      try ledger.finish(ledger.claim(), .accepted(receipt))
      try ledger.take(newDrop(2), call("P"))
      let claimed = try #require(try ledger.claim())
      #expect(try ledger.member(ofThread: "package", of: claimed.id) == "{}")
      #expect(try ledger.member(ofThread: "residue", of: claimed.id) == nil)
      #expect(try ledger.vehicle(ofNumber: "M-1") == "v")
    }
  }
}
