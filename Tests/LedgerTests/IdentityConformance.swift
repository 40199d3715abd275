import Delivery
import Findings
import Ledger
import Testing

@Suite("Every ledger: the same report")
struct IdentityConformance {
  /// How far the first row's report is when the second row comes, and what the two rows' fates are then.
  struct Case: Sendable, CustomTestStringConvertible {
    var settlement: Settlement?
    var claimed = true
    var fates: [String]
    /// When the first was accepted; nil while it is not.
    var when: String?
    var testDescription: String { fates[0] }
  }

  static let cases = [
    Case(settlement: nil, claimed: false, fates: ["held waiting", "held waiting"]),
    Case(settlement: nil, fates: ["inDoubt -", "inDoubt -"]),
    Case(settlement: .later(minute(9)), fates: ["held throttled", "held throttled"]),
    Case(settlement: .doubt, fates: ["inDoubt no-usable-answer", "inDoubt no-usable-answer"]),
    Case(settlement: .taken, fates: ["accepted", "alreadyDone"], when: "2026-11-21 07:00:03"),
  ]

  @Test("The same key and content shares the fate of the first", arguments: cases)
  func shared(_ example: Case) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        let first = try ledger.take(newDrop(1), report("a"))
        try advance(ledger, example)
        let second = try ledger.take(newDrop(2), report("a"))
        #expect(try ledger.fates(of: first) + ledger.fates(of: second) == example.fates)
        #expect(try ledger.claim(at: minute(3)).map { $0.drop } == (example.claimed ? nil : first))
      }
    }
  }

  @Test("The same key with other content is a conflict that names the first row", arguments: cases)
  func conflict(_ example: Case) throws {
    for driver in Driver.allCases {
      try driver.withLedger { ledger in
        try ledger.take(newDrop(1, path: "/drop/引取/HIKITORI.TXT"), nil, report("a"))
        try advance(ledger, example)
        let second = try ledger.take(newDrop(2), report("a", digest: "other"))
        let row = try #require(try ledger.rows(of: second, after: 0, limit: 1).first)
        var facts = ["file": "HIKITORI.TXT", "earlier": "3"]
        facts["when"] = example.when
        facts["receipt"] = example.when.map { _ in "M-1" }
        let code = example.when == nil ? FindingCode.pendingConflict : .keyConflict
        #expect(row.fate.word == "invalid")
        #expect(row.findings == [Finding(code, facts: facts, at: row.location)])
        #expect(row.vehicle == "a")
      }
    }
  }

  @Test("A receipt without a time is dated in Japan's time by the ledger", arguments: Driver.allCases)
  func dated(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      try ledger.take(newDrop(1), report("a"))
      try ledger.finish(ledger.claim(), .accepted(Receipt()), at: Moment(milliseconds: 1_795_000_000_000))
      let second = try ledger.take(newDrop(2), report("a", digest: "other"))
      let finding = try #require(try ledger.rows(of: second, after: 0, limit: 1).first?.findings.first)
      #expect(finding.facts["when"] == "2026-11-18 20:06")
    }
  }

  @Test("After a rejection the same key is a new report", arguments: Driver.allCases)
  func afterRejection(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.take(newDrop(1), report("a"))
      try ledger.finish(ledger.claim(), .refused)
      let second = try ledger.take(newDrop(2), report("a", digest: "corrected"))
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.fates(of: first) + ledger.fates(of: second) == ["rejected", "accepted"])
    }
  }

  @Test("A shared report that is refused is refused for both rows", arguments: Driver.allCases)
  func sharedRejection(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let first = try ledger.take(newDrop(1), report("a"))
      let second = try ledger.take(newDrop(2), report("a"))
      #expect(try ledger.openDrops().map(\.id) == [first, second])
      try ledger.finish(ledger.claim(), .refused)
      #expect(try ledger.fates(of: first) + ledger.fates(of: second) == ["rejected", "rejected"])
      #expect(try ledger.openDrops().isEmpty)
      #expect(try ledger.rows(ofVehicle: "a").map(\.drop) == [first, second])
    }
  }

  @Test(
    "A vehicle's rows are found, the invalid ones among them whose number could be read", arguments: Driver.allCases)
  func invalidRows(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.beginStaging(newDrop(1)).id
      var rows = (2...4).map { row($0, nil) }
      rows[0].obstacle = Obstacle(function: "f", vehicle: "v", order: 10, lines: [ThreadName.ofVehicle("v")])
      rows[1].obstacle = Obstacle(function: "f", vehicle: "", order: 10, lines: [ThreadName.of("package", "P")])
      try ledger.stage(rows + [row(5, report("a", vehicle: "v"))], in: drop)
      try ledger.finishStaging(drop)
      #expect(try ledger.rows(ofVehicle: "v").map(\.ledgerID) == ["D1R2", "D1R5"])
      #expect(try ledger.rows(ofVehicle: "").isEmpty)
    }
  }

  @Test("Equal rows of one drop make one report and share what becomes of it", arguments: Driver.allCases)
  func sameDrop(_ driver: Driver) throws {
    try driver.withLedger { ledger in
      let drop = try ledger.take(newDrop(1), report("a"), report("a"))
      try ledger.finish(ledger.claim(), .taken)
      #expect(try ledger.claim() == nil)
      #expect(try ledger.fates(of: drop) == ["accepted", "accepted"])
    }
  }

  private func advance(_ ledger: any LedgerDriver, _ example: Case) throws {
    guard example.claimed else { return }
    let claimed = try ledger.claim()
    if let settlement = example.settlement { try ledger.finish(claimed, settlement) }
  }
}
