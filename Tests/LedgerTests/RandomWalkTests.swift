import Delivery
import Findings
import GRDB
import Testing

@testable import Ledger

/// Long seeded walks of operations, judged after each by a second, slower reading of the rules.
@Suite("Whatever happens in whatever order")
struct RandomWalkTests {
  @Test("Every row has one fate, every key one life, every turn is fair", arguments: [1, 2] as [UInt64])
  func walk(_ seed: UInt64) throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      var walker = Walker(ledger: ledger, random: SplitMix(state: seed))
      for _ in 0..<300 {
        try walker.step()
        try walker.checkInvariants()
      }
      try walker.checkSums()
      #expect(walker.claims > 50 && walker.staged.count > 10 && walker.renewed > 5)
    }
  }
}

private struct Walker {
  let ledger: SQLiteLedger
  var random: SplitMix
  var now = 0
  var staged: [DropID: Int] = [:]
  var inFlight: [ClaimedSubmission] = []
  var dropNumber = 0
  var claims = 0
  var renewed = 0

  init(ledger: SQLiteLedger, random: SplitMix) {
    self.ledger = ledger
    self.random = random
  }

  mutating func step() throws {
    now += random.below(3)
    switch random.below(25) {
    case 0...2: try stageDrop()
    case 3: try stageAgain()
    case 4: try abandon()
    case 5...12: try recordAndClaim()
    case 13...16: try ask()
    case 17: inFlight = try recover()
    case 18...21: try retry()
    case 22: try say()
    default: try decide()
    }
  }

  private mutating func stageDrop() throws {
    dropNumber += 1
    try fill(newDrop(dropNumber, at: minute(now)), finish: random.below(4) > 0)
  }

  /// Starts an old drop over: nothing happens to a complete one, an interrupted one is gone on with or staged afresh.
  private mutating func stageAgain() throws {
    guard dropNumber > 0 else { return }
    let drop = newDrop(1 + random.below(dropNumber), at: minute(now))
    if try ledger.drop(identifiedBy: drop.identity)?.state != .staged { try fill(drop, finish: true) }
  }

  private mutating func fill(_ drop: NewDrop, finish: Bool) throws {
    let begun = try ledger.beginStaging(drop)
    let id = begun.id
    for other in staged.keys where other != id {
      if try ledger.drop(other)?.state == .staging { staged[other] = 0 }
    }
    var count = begun.prefix.count
    #expect(count == staged[id] ?? 0)
    if count > 0, random.below(2) == 0 {
      try ledger.restartStaging(id)
      count = 0
    }
    let rows = (0...random.below(6)).map { row(2 + count + $0, randomSubmission()) }
    try ledger.stage(rows, in: id)
    staged[id] = count + rows.count
    if finish { try ledger.finishStaging(id) }
  }

  private mutating func randomSubmission() -> NewSubmission? {
    let steps = [("collection-report", 10), ("hand-over-report", 20), ("delivery-report", 30)]
    let vehicle = "v\(random.below(15))"
    if random.below(8) == 0 { return nil }
    if random.below(8) == 0 { return inquiry("q\(random.below(10_000))", vehicle: vehicle, order: random.below(40)) }
    let (function, order) = steps[random.below(3)]
    return report(
      vehicle + function, digest: random.below(5) == 0 ? "other" : "same", vehicle: vehicle, function: function,
      order: order, deadline: ["", "2026-11-23", "2026-11-24"][random.below(3)])
  }

  private mutating func abandon() throws {
    for id in staged.keys.sorted(by: { $0.rawValue < $1.rawValue }) where try ledger.drop(id)?.state == .staging {
      try ledger.abandonStaging(id)
      staged[id] = nil
      return
    }
  }

  private mutating func recordAndClaim() throws {
    var results: [AttemptResult] = []
    if let done = inFlight.popLast() {
      results = [
        AttemptResult(
          submission: done.id, requestID: done.requestID, finishedAt: minute(now), settlement: randomSettlement(),
          status: nil, code: nil)
      ]
      if case .retryable = results[0].settlement { results[0].wasSent = random.below(2) == 0 }
    }
    let windows = [["reports"], ["feeInquiry"], ["reports", "feeInquiry"]][random.below(3)]
    let drops =
      random.below(3) == 0 ? staged.keys.sorted { $0.rawValue < $1.rawValue }.filter { _ in random.below(2) == 0 } : nil
    claims += 1
    _ = try ledger.record(results, thenClaim: nil)
    let expected = try eligible(windows, drops).first
    let claimed = try ledger.record(
      [], thenClaim: Claim(now: minute(now), openWindows: windows, drops: drops, requestID: "r\(claims)"))
    #expect(claimed?.id.rawValue == expected?.id)
    if let claimed { inFlight.insert(claimed, at: 0) }
  }

  private mutating func randomSettlement() -> Settlement {
    switch random.below(8) {
    case 0...3: .taken
    case 4: .refused
    case 5: .rejected([Finding(.serviceRefused)], blocksVehicle: false)
    case 6: .later(minute(now + random.below(9)), spends: random.below(2) == 0)
    default: .unknown(askNotBefore: minute(now + random.below(4)), because: Finding(.noUsableAnswer))
    }
  }

  private mutating func ask() throws {
    for doubtful in try ledger.doubtful(askableAt: minute(now), limit: 3) {
      let verdict = Evidence.Verdict.allCases[random.below(4)]
      try ledger.settle(
        doubtful.id, randomSettlement(), evidence: Evidence(verdict: verdict, detail: ""), at: minute(now))
    }
  }

  private mutating func decide() throws {
    let waiting = try submissions().filter { $0.isWaiting && $0.state != "inFlight" }
    guard !waiting.isEmpty else { return }
    let id = SubmissionID(rawValue: waiting[random.below(waiting.count)].id)
    try ledger.settle(id, random.below(3) == 0 ? .refused : .later(minute(now + 2)), evidence: nil, at: minute(now))
  }

  /// Sends refused rows of some drop again, which must do once what it does.
  private mutating func retry() throws {
    let refused = try staged.keys.sorted { $0.rawValue < $1.rawValue }.filter { try ledger.tally(of: $0).rejected > 0 }
    guard !refused.isEmpty else { return }
    let drop = refused[random.below(refused.count)]
    let taken = try ledger.retryRejected(in: drop) { _ in true }
    let again = try ledger.retryRejected(in: drop) { _ in true }
    renewed += taken.renewed
    #expect(again.renewed == 0 && again.answered == 0 && again.blocked == taken.blocked)
  }

  /// A person's word about a doubt, on all that was seen of it or on less.
  private mutating func say() throws {
    let doubts = try ledger.doubts()
    guard !doubts.isEmpty else { return }
    let doubt = doubts[random.below(doubts.count)]
    let word = Decision(who: "p", why: "w", settlement: random.below(2) == 0 ? .taken : .later(minute(now)))
    let seen = doubt.evidence.count + random.below(2)
    let isTaken = try ledger.decide(doubt.claimed.id, word, having: seen, at: minute(now))
    #expect(isTaken == (seen == doubt.evidence.count))
  }

  private mutating func recover() throws -> [ClaimedSubmission] {
    let count = try submissions().count { $0.state == "inFlight" }
    #expect(try ledger.recoverInterrupted(at: minute(now)) == count)
    // What a dead process was staging goes but for its number; the same file is staged afresh under it.
    try ledger.removeUnfinished()
    for id in staged.keys where try ledger.drop(id)?.state == .staging { staged[id] = 0 }
    return []
  }

  func checkSums() throws {
    for (id, count) in staged {
      let tally = try ledger.tally(of: id)
      #expect(tally.isConserved && tally.input == count)
    }
  }

  /// The rules between all tables, and the sum and the single rows of one drop.
  mutating func checkInvariants() throws {
    for (id, count) in staged.sorted(by: { $0.key.rawValue < $1.key.rawValue }).dropFirst(
      random.below(staged.count + 1)
    ).prefix(1) {
      let tally = try ledger.tally(of: id)
      let words = try ledger.fates(of: id).map { $0.split(separator: " ")[0] }
      #expect(tally.isConserved && tally.input == count && words.count == count)
      #expect(tally.held == words.count { $0 == "held" } && tally.inDoubt == words.count { $0 == "inDoubt" })
      #expect(tally.accepted == words.count { $0 == "accepted" })
      #expect(tally.alreadyDone == words.count { $0 == "alreadyDone" })
    }
    let broken = try ledger.read { file in
      try Int.fetchOne(
        file,
        sql: """
          SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM submissions WHERE state <> 'rejected'
                GROUP BY business_key HAVING COUNT(*) > 1))
            + (SELECT COUNT(*) FROM submissions AS s WHERE (s.state = 'inFlight') <>
                EXISTS (SELECT 1 FROM attempts WHERE submission_id = s.id AND finished_at IS NULL))
            + (SELECT COUNT(*) FROM submissions AS s WHERE
                sends <> (SELECT COUNT(*) FROM attempts WHERE submission_id = s.id))
            + (SELECT COUNT(*) FROM submissions AS s WHERE
                (SELECT COUNT(*) FROM rows WHERE submission_id = s.id AND link = 'own'
                  AND drop_id = s.drop_id AND number = s.row_number) <> (s.past = 0))
            + (SELECT COUNT(*) FROM rows AS r JOIN submissions AS s ON s.id = r.submission_id WHERE s.past <> 0)
            + (SELECT COUNT(*) FROM submissions AS s JOIN drops AS d ON d.id = s.drop_id
                WHERE s.state = 'inFlight' AND d.state <> 'staged')
            + (SELECT COUNT(*) FROM submissions AS s WHERE s.is_report = 1 AND s.state IN (\(Tables.waiting))
                AND s.held <> EXISTS (\(VehicleOrder.earlierRefused)))
            + (SELECT COUNT(*) FROM (SELECT 1 FROM submissions WHERE is_report = 1 AND state = 'inFlight'
                GROUP BY vehicle HAVING COUNT(*) > 1))
          """)
    }
    #expect(broken == 0)
  }

  /// The turns as a plain reading of the rules gives them, without any index or SQL condition.
  private func eligible(_ windows: [String], _ drops: [DropID]?) throws -> [Plain] {
    let all = try submissions()
    let vehicles = Dictionary(grouping: all, by: \.vehicle)
    return all.filter { candidate in
      guard candidate.isWaiting, candidate.isQueued, windows.contains(candidate.window) else { return false }
      guard drops?.contains(where: { $0.rawValue == candidate.drop }) ?? true else { return false }
      guard candidate.due.map({ $0 <= minute(now).milliseconds }) ?? true else { return false }
      let others = vehicles[candidate.vehicle] ?? []
      return !candidate.isReport || !others.contains { $0.holds(candidate, among: others) }
    }.sorted { $0.turn < $1.turn }
  }

  private func submissions() throws -> [Plain] {
    try ledger.read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT s.*, d.state = 'staged' AS is_queued FROM submissions AS s JOIN drops AS d ON d.id = s.drop_id
          """
      ).map(Plain.init)
    }
  }
}

/// A submission as the slow reading sees it.
private struct Plain {
  var id, drop: Int64
  var vehicle, function, state, window: String
  var isReport, isQueued, blocks, isPast: Bool
  var due: Int64?
  var order: Int
  /// Its place among the steps of its vehicle.
  var position: (Int, String, Int64, Int)
  /// Its place among all that may go.
  var turn: (String, Int, Int64, Int)

  init(_ row: Row) {
    (id, drop) = (row["id"], row["drop_id"])
    (vehicle, function, state, window) = (row["vehicle"], row["function"], row["state"], row["service_window"])
    (isReport, isQueued, blocks) = (row["is_report"], row["is_queued"], row["blocks_vehicle"])
    isPast = (row["past"] as Int) > 0
    (due, order) = (row["due_at"], row["sort_order"])
    position = (order, row["deadline"], drop, row["row_number"])
    turn = (row["deadline"], order, drop, row["row_number"])
  }

  var isWaiting: Bool { state == "ready" || state == "retryable" }

  func holds(_ other: Plain, among all: [Plain]) -> Bool {
    guard isReport, vehicle == other.vehicle, id != other.id else { return false }
    switch state {
    case "inFlight", "unknown": return true
    case "ready", "retryable": return isQueued && position < other.position
    case "rejected":
      let isDone = all.contains {
        $0.isReport && $0.vehicle == vehicle && $0.order == order
          && ($0.state == "accepted" || ($0.state == "rejected" && !$0.blocks))
      }
      return blocks && !isPast && order < other.order && !isDone
    default: return false
    }
  }
}

/// A small random source with a seed (SplitMix64), so that a failing walk can be walked again.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
