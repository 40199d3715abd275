import Foundation
import Testing

/// One mixed night with a far end of its own that is disturbed once, carried to its end, and then compared with the
/// same night without the disturbance.
struct DisturbedNight {
  let place: Workplace
  let farEnd: FarEnd
  let night: MixedNight

  /// What the far end itself does wrong in every such night: two reports without an answer, one with and one without
  /// effect.
  private static let faults = """
    {"rules": [{"kind": "commitThenDrop", "function": 8, "call": 9}, {"kind": "dropBeforeCommit", "function": 9, "call": 4}]}
    """

  init(cars: Int) throws {
    place = try Workplace(inMemory: true)
    farEnd = try FarEnd(in: place, fleet: cars + 20)
    try farEnd.tell("faults", Self.faults)
    try place.configure(farEnd.address)
    night = MixedNight(cars: cars)
    try night.write(to: place)
  }

  /// Runs the bridge once, by way of another program if one is named.
  @discardableResult
  func run(through wrapper: [String] = [], environment: [String: String] = [:]) throws -> Program.Ending {
    try Program.run(["run", "--json"], in: place.path, environment: environment, through: wrapper)
  }

  /// The run of a few minutes later, which nothing disturbs.
  @discardableResult
  func finish(through wrapper: [String] = []) throws -> Program.Ending {
    try run(through: wrapper, environment: ["ELVBRIDGE_NOW": "2026-11-21T10:05:00+09:00"])
  }

  /// The rest of a night in which a file that could not be read came after those that build on it: what was too early
  /// then is offered again later.
  @discardableResult
  func finishLate() throws -> Program.Ending {
    try finish()
    return try run(environment: ["ELVBRIDGE_NOW": "2026-11-21T10:45:00+09:00"])
  }

  /// Plays the person whom a report in doubt for the second time needs, where the last run ended with doubts, and runs
  /// the bridge once more; says how many such reports there were.
  ///
  /// Two clear absences allow one more send and no third (domain/4 §4.4, D). A kill just when the report is to leave
  /// that the far end drops makes one: in doubt for the kill, sent once more, dropped. All others settle themselves.
  func settleDoubtedTwice(after last: Program.Ending) throws -> (count: Int, last: Program.Ending) {
    guard last.exitCode == 3 else { return (0, last) }
    let later = ["ELVBRIDGE_NOW": "2026-11-21T10:55:00+09:00"]
    let listed = try Program.run(["resolve", "--json"], in: place.path, environment: later)
    let doubts = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]] ?? []
    let twice = doubts.filter { $0["sends"] as? Int == 2 }
    for doubt in twice {
      let id = doubt["ledgerID"] as? String ?? ""
      let there = farEnd.journal.first {
        $0["function"] as? String == doubt["function"] as? String
          && $0["chassisNo"] as? String == doubt["vehicle"] as? String
      }
      let number = there?["movementReportNo"] as? String
      let seen = number.map { ["--accepted", $0] } ?? ["--not-sent"]
      let settled = try Program.run(
        ["resolve", id] + seen + ["--why", "looked at the journal"], in: place.path, environment: later)
      #expect(settled.exitCode == 0, "\(id): \(settled.error)")
    }
    return (twice.count, try run(environment: later))
  }

  func outputs() throws -> NightOutputs { try NightOutputs(of: place, journal: farEnd.journal) }

  /// What is wrong after the last run, which must have ended as an undisturbed one does: with rows for a person.
  ///
  /// - Parameter anyDropNumbers: whether files may have got other numbers than usual, because some failed at first.
  func breaches(
    after last: Program.Ending, comparedWith undisturbed: NightOutputs, anyDropNumbers: Bool = false
  ) throws -> [String] {
    var breaches = NightJudge(night, in: place, journal: farEnd.journal).breaches
    if last.exitCode != 1 {
      breaches.append("the last run ended with \(last.exitCode): \(last.output.suffix(400)) \(last.error)")
    }
    let outputs = try outputs()
    breaches +=
      anyDropNumbers
      ? outputs.withoutDropNumbers.differences(from: undisturbed.withoutDropNumbers)
      : outputs.differences(from: undisturbed)
    breaches += try leftovers().map { "\($0) was left behind" }
    return breaches
  }

  /// The files that were taken in after others that come after them in a usual night, because they could not be at first.
  func putOff() throws -> Set<String> {
    let numbers = try night.drops.map { drop -> (path: String, number: Int) in
      let name = "\(place.path)/drop/" + drop.path.replacing(/\.csv$/, with: ".status.json")
      let status = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: name)))
      let id = (status as? [String: Any])?["ledgerID"] as? String ?? ""
      return (drop.path, Int(id.dropFirst()) ?? 0)
    }
    let usual = numbers.sorted { $0.path < $1.path }
    return Set(
      usual.enumerated().filter { index, file in usual[(index + 1)...].contains { $0.number < file.number } }
        .map(\.element.path))
  }

  /// What a good night comes to whose files of these names arrive after its first run.
  static func undisturbed(cars: Int, without late: Set<String>) throws -> NightOutputs {
    let night = try DisturbedNight(cars: cars)
    let held = night.night.drops.filter { late.contains($0.path) }
    for drop in held { try FileManager.default.removeItem(atPath: "\(night.place.path)/drop/\(drop.path)") }
    try night.run()
    for drop in held { try drop.write(to: night.place) }
    try night.finishLate()
    return try night.outputs()
  }

  /// Temporary files older than the last run, and outputs that were taken for a person's.
  func leftovers() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: place.path + "/drop").filter {
      $0.contains("-2.csv") || $0.contains("-2.xlsx")
    }
  }

  /// What the same night comes to when nothing happens to it; a second run must not change it.
  static func undisturbed(cars: Int) throws -> (outputs: NightOutputs, fates: [String: Int], rows: Int, reports: Int) {
    let night = try DisturbedNight(cars: cars)
    let first = try night.run()
    let judge = NightJudge(night.night, in: night.place, journal: night.farEnd.journal)
    #expect(first.exitCode == 1 && judge.breaches.isEmpty, "\(judge.breaches) \(first.output) \(first.error)")
    let outputs = try night.outputs()
    let breaches = try night.breaches(after: night.finish(), comparedWith: outputs)
    #expect(breaches.isEmpty, "\(breaches)")
    return (outputs, judge.fates, night.night.rowCount, night.farEnd.journal.count)
  }
}
