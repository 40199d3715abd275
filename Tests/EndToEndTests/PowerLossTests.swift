import Foundation
import Testing

/// Takes the power away after every flush of a night: what was not flushed is gone, ledger, write-ahead log and outputs.
///
/// strace writes down every byte; the disk is put back as it was at each flush, with all that had been sent until the
/// next one, and the night goes on from there.
@Suite("A power cut", .serialized, .enabled(if: SystemCall.canTrace))
struct PowerLossTests {
  private static let takesEveryStep = ProcessInfo.processInfo.environment["CRASH_EVERY_STEP"] != nil

  private struct Finding: Sendable {
    var hadLedger: Bool
    var reports: Int
    var isTorn: Bool
    var breaches: [String]
  }

  @Test("What was flushed is enough: nothing twice, nothing lost, and the ledger opens")
  func everyFlush() throws {
    let cars = Self.takesEveryStep ? 4 : 2
    let outputs = try PowerlessNight.undisturbed(cars: cars)
    let jobs = Self.takesEveryStep ? Workers.Share().jobs : 2
    let began = ContinuousClock.now
    let (found, errors) = Workers.each(of: Array(0..<jobs), jobs: jobs) { worker, core in
      let night = try PowerlessNight(cars: cars, core: core)
      let cuts = 0..<night.flushes.count
      let all = cuts.map { (cut: $0, seed: UInt64?.none) } + cuts.map { (cut: $0, seed: UInt64($0 + 1)) }
      let taken = Workers.Share().taken(Self.takesEveryStep ? all : Self.few(of: all))
      if worker == 0 { print("\(night.rows) rows, \(night.flushes.count) flushes, \(all.count) power cuts") }
      return try taken.enumerated().filter { $0.offset % jobs == worker }.map { _, cut in
        let finding = try night.cutPower(afterFlush: cut.cut, dice: cut.seed, comparedWith: outputs)
        if !finding.breaches.isEmpty { print(finding.breaches.joined(separator: "\n")) }
        return Finding(
          hadLedger: finding.hadLedger, reports: finding.reports, isTorn: cut.seed != nil, breaches: finding.breaches)
      }
    }
    print(
      """
      \(found.count) power cuts in \(ContinuousClock.now - began), \(found.count { $0.isTorn }) of them with torn writes;
      \(found.count { $0.hadLedger }) with a ledger, \(found.count { $0.reports > 0 }) after something was reported
      """)
    #expect(errors.isEmpty)
    #expect(found.flatMap(\.breaches).isEmpty)
    #expect(found.contains { $0.reports > 0 })
  }

  private static func few<Cut>(of all: [Cut]) -> [Cut] {
    (0..<4).map { all[(2 * $0 + 1) * all.count / 8] }
  }
}

/// One night on a recorded disk, whose power can be cut again and again.
struct PowerlessNight {
  private let place: Workplace
  private let night: MixedNight
  private let recording: DiskRecording
  private let journal: [String]
  /// The places of the flushes among the recording's events.
  let flushes: [Int]

  var rows: Int { night.rowCount }

  private static let configuration = "allowPlainHTTP: true"

  init(cars: Int, core: Int) throws {
    place = try Workplace(inMemory: true)
    night = MixedNight(cars: cars)
    let farEnd = try FarEnd(in: place, fleet: cars + 20, tls: false)
    try Self.prepare(place, night, farEnd)
    let log = place.path + "/strace.log"
    let wrapper = SystemCall.tracing(DiskRecording.calls, core: core, log: log, DiskRecording.options)
    _ = try Program.run(["run", "--json"], in: place.path, through: wrapper)
    farEnd.stop()
    journal = (place.read("journal.jsonl") ?? "").split(separator: "\n").map(String.init)
    let recording = try DiskRecording(log: log, below: place.path)
    try FileManager.default.removeItem(atPath: log)
    flushes = recording.events.indices.filter { if case .flush = recording.events[$0] { true } else { false } }
    self.recording = recording
  }

  private static func prepare(_ place: Workplace, _ night: MixedNight, _ farEnd: FarEnd) throws {
    try night.write(to: place)
    try place.write("ca.pem", "")
    try place.configure(farEnd.address, environment: configuration)
  }

  static func undisturbed(cars: Int) throws -> NightOutputs {
    let place = try Workplace(inMemory: true)
    let farEnd = try FarEnd(in: place, fleet: cars + 20, tls: false)
    try prepare(place, MixedNight(cars: cars), farEnd)
    let ending = try Program.run(["run", "--json"], in: place.path)
    #expect(ending.exitCode == 1, "\(ending.output) \(ending.error)")
    return try NightOutputs(of: place, journal: farEnd.journal)
  }

  /// Puts everything back as it was after a flush, with what was sent until the next one, and runs to the end.
  func cutPower(
    afterFlush number: Int, dice seed: UInt64?, comparedWith outputs: NightOutputs
  ) throws -> (hadLedger: Bool, reports: Int, breaches: [String]) {
    let end = number + 1 < flushes.count ? flushes[number + 1] : recording.events.count
    var disk = ForgetfulDisk(folders: Set([place.path] + Self.folders(of: night).map { place.path + "/drop/" + $0 }))
    for event in recording.events[...flushes[number]] { disk.apply(event) }
    var dice = seed.map(SeededRandom.init)
    // What was begun after the flush counts only where dice may let it through.
    if dice != nil { for event in recording.events[(flushes[number] + 1)..<end] { disk.apply(event) } }
    let files = disk.survivors(&dice)
    let sent = Set(
      recording.events[..<end].flatMap { event -> [String] in
        guard case .send(let text) = event else { return [] }
        return text.matches(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/).map { String($0.0) }
      })
    let known = journal.filter { line in sent.contains { line.contains($0) } }

    let folder = place.path
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    try place.write("journal.jsonl", known.map { $0 + "\n" }.joined())
    let farEnd = try FarEnd(in: place, fleet: 30, tls: false)
    try Self.prepare(place, night, farEnd)
    for (path, bytes) in files {
      let survivor = path.hasSuffix(".left") ? Self.ofAnotherStart(bytes) : bytes
      try place.write(String(path.dropFirst(folder.count + 1)), survivor)
    }
    let last = try Program.run(
      ["run", "--json"], in: folder, environment: ["ELVBRIDGE_NOW": "2026-11-21T10:05:00+09:00"])
    var breaches = NightJudge(night, in: place, journal: farEnd.journal).breaches
    if last.exitCode != 1 { breaches.append("ended with \(last.exitCode): \(last.output.suffix(300)) \(last.error)") }
    breaches += try NightOutputs(of: place, journal: farEnd.journal).differences(from: outputs)
    return (
      files.keys.contains { $0.hasSuffix(".sqlite") }, known.count,
      breaches.map { "power cut after flush \(number)\(seed == nil ? "" : ", torn"): \($0)" }
    )
  }

  /// The note of what left names the start of the machine in its first line; after a power cut there is another one.
  private static func ofAnotherStart(_ note: [UInt8]) -> [UInt8] {
    let line = note.prefix { $0 != UInt8(ascii: "\n") }
    return Array("an earlier start".utf8) + note[line.endIndex...]
  }

  private static func folders(of night: MixedNight) -> Set<String> {
    Set(night.drops.compactMap { $0.path.split(separator: "/").dropLast().first.map(String.init) } + ["."])
  }
}
