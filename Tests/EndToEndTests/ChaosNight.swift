import Foundation

/// One night made from a seed: files, faults of the far end, kills and restarts, and in the end the acceptance property.
final class ChaosNight {
  /// What a night came to.
  struct Verdict: Sendable {
    var seed: UInt64
    var rows = 0
    var reports = 0
    var kills = 0
    var runs = 0
    var knobs: Set<String> = []
    var fates: [String: Int] = [:]
    var breaches: [String] = []
    /// What was done, so that a person can follow.
    var story: [String] = []
  }

  private let place: Workplace
  private let farEnd: FarEnd
  private let night: MixedNight
  private var random: SeededRandom
  private var verdict: Verdict
  private var moment: Date
  private var since = ContinuousClock.now

  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    verdict = Verdict(seed: seed)
    place = try Workplace(inMemory: true)
    let cars = Int.random(in: 4...24, using: &random)
    farEnd = try FarEnd(in: place, fleet: cars + 20)
    var depths = random
    night = MixedNight(cars: cars) { _ in Int.random(in: 1...9, using: &depths) }
    random = depths
    try night.write(to: place)
    moment = try Date(Program.morning, strategy: .iso8601)
    verdict.rows = night.rowCount
    try place.configure(farEnd.address, doubt: "settle: 1, apart: 1, patience: 5", timeout: 1.5)
  }

  /// Lives through the night and judges it.
  func live() throws -> Verdict {
    for _ in 0..<Int.random(in: 1...4, using: &random) { try disturb() }
    try calmDown()
    let judge = NightJudge(night, in: place, journal: farEnd.journal)
    verdict.fates = judge.fates
    verdict.breaches += judge.breaches
    verdict.reports = farEnd.journal.filter { $0["reportedBy"] == nil }.count
    return verdict
  }

  // MARK: Disturbances

  /// One run among faults; killed, asked to stop, or left to its end.
  private func disturb() throws {
    try turnKnobs()
    try setClock()
    let (process, output, error) = try Program.start(["run", "--json"], in: place.path, environment: now())
    for pipe in [output, error] { pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData } }
    verdict.runs += 1
    let isKilled = random.happens(0.7)
    let kindly = random.happens(0.15)
    var rest = isKilled ? Int.random(in: 50...2500, using: &random) : 60_000
    let change = Int.random(in: 50...2000, using: &random)
    let turns = random.happens(0.4)
    if turns && change < rest && wait(change, for: process) {
      try turnKnobs()
      rest -= change
    }
    guard wait(rest, for: process) else { return tell("ended with \(process.terminationStatus)") }
    guard isKilled else { return try wearOut(process) }
    kill(process.processIdentifier, kindly ? SIGTERM : SIGKILL)
    process.waitUntilExit()
    verdict.kills += 1
    tell(kindly ? "asked to stop" : "killed")
    if process.terminationReason == .uncaughtSignal && ![SIGKILL, SIGTERM].contains(process.terminationStatus) {
      verdict.breaches.append("the program died of signal \(process.terminationStatus)")
    }
    if random.happens(0.3) { advance(minutes: random.happens(0.3) ? 22 * 60 : 31) }
  }

  /// A throttle may make a run long; once nothing goes wrong any more it must come to its end.
  private func wearOut(_ process: Process) throws {
    try farEnd.tell("faults", ChaosPlan.calm)
    guard wait(60_000, for: process) else { return tell("ended with \(process.terminationStatus), worn out") }
    verdict.breaches.append("a run did not end within two minutes")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for at most so many milliseconds; whether the process is still there.
  private func wait(_ milliseconds: Int, for process: Process) -> Bool {
    let end = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
    while process.isRunning {
      if ContinuousClock.now >= end { return true }
      usleep(5_000)
    }
    process.waitUntilExit()
    return false
  }

  private func turnKnobs() throws {
    let plan = ChaosPlan(&random)
    verdict.knobs.formUnion(plan.knobs)
    tell(plan.json)
    try farEnd.tell("faults", plan.json)
    if random.happens(0.1) {
      tell("planned stop")
      verdict.knobs.insert("plannedStop")
      try farEnd.tell("plannedStop", "{\"date\":\"\(day(of: present))\"}")
    }
    if random.happens(0.2) {
      // Whether the car is there for it, the desk decides.
      let car = String(format: "SIM00-%06d", Int.random(in: 1...12, using: &random))
      let function = [8, 9, 11].randomElement(using: &random)!
      tell("other party: \(function) for \(car)")
      verdict.knobs.insert("desk's otherParty")
      try farEnd.tell("otherParty", "{\"function\":\(function),\"vehicle\":\"\(car)\"}", mayFail: true)
    }
  }

  // MARK: The end of the night

  /// Runs on without faults, half an hour later each time, until nothing changes any more.
  private func calmDown() throws {
    try farEnd.tell("faults", ChaosPlan.calm)
    var before = ""
    for _ in 0..<12 {
      advance(minutes: 31)
      try setClock()
      let ending = try Program.run(["run", "--json"], in: place.path, environment: now())
      verdict.runs += 1
      tell("calm run ended with \(ending.exitCode)")
      guard let counts = Self.counts(ending.output) else {
        verdict.breaches.append(
          "a calm run ended with \(ending.exitCode): \(ending.output.suffix(300)) \(ending.error)")
        return
      }
      verdict.breaches += counts
      let fates = NightJudge(night, in: place, journal: farEnd.journal).fates
      let now = "\(ending.exitCode) \(fates.sorted { $0.key < $1.key })"
      if now == before && ending.exitCode != 2 { return }
      before = now
    }
    verdict.breaches.append("the night does not come to an end: \(before)")
  }

  /// One line for each file whose counts don't add up; nil where there are no counts.
  private static func counts(_ output: String) -> [String]? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any],
      let files = object["files"] as? [[String: Any]]
    else { return nil }
    return files.compactMap { file in
      guard let counts = file["counts"] as? [String: Int] else { return nil }
      let sum = counts.filter { $0.key != "input" }.values.reduce(0, +)
      return sum == counts["input"] ? nil : "\(file["path"] ?? ""): \(counts) do not add up"
    }
  }

  // MARK: Time

  /// What time the night has got to; bridge and far end agree on it.
  private var present: Date {
    let elapsed = (ContinuousClock.now - since).components
    return moment.addingTimeInterval(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }

  private func now() -> [String: String] { ["ELVBRIDGE_NOW": text(of: present)] }

  private func setClock() throws { try farEnd.tell("clock", "{\"now\":\"\(text(of: present))\"}") }

  /// Lets time pass; what falls behind closing time becomes the next morning.
  private func advance(minutes: Int) {
    var next = present.addingTimeInterval(Double(minutes) * 60)
    let second = Int(next.timeIntervalSince1970 + 9 * 3600) % 86_400
    if second >= 20 * 3600 { next = next.addingTimeInterval(Double(86_400 - second + 7 * 3600 + 60)) }
    if second < 7 * 3600 { next = next.addingTimeInterval(Double(7 * 3600 + 60 - second)) }
    moment = next
    since = .now
    tell("it is \(text(of: next))")
  }

  private func text(of date: Date) -> String {
    date.addingTimeInterval(9 * 3600).formatted(.iso8601).replacing("Z", with: "+09:00")
  }

  private func day(of date: Date) -> String { String(text(of: date).prefix(10)) }

  private func tell(_ line: String) { verdict.story.append(line) }
}
