import Foundation
import Testing

/// Files that lie there when a day, a year or the opening hours end, on hosts in other parts of the world.
///
/// The bridge's clock starts a little after the far end's: when it has read its schemas. How much that was at most is
/// known when its first call arrives.
@Suite("The clock in Japan", .serialized)
struct ClockTests {
  /// A moment at which the hours end, and the next at which they begin.
  struct Turn: Sendable, CustomStringConvertible {
    var name: String
    /// From when on nothing may be sent.
    var end: String
    var opening: String
    var eventDate: String
    /// A day of planned stop that lies between the two.
    var stopDay: String?

    /// A few seconds before: some rows go out, others don't.
    var evening: String { end.replacing("9:00", with: "8:55") }

    var description: String { name }
  }

  /// The everyday tests take the planned stop and the leap day.
  static let takesAll = ProcessInfo.processInfo.environment["CRASH_EVERY_STEP"] != nil

  static let zones = ["UTC", "America/New_York"]

  static let turns = [
    Turn(
      name: "an evening", end: "2026-11-21T20:59:00", opening: "2026-11-22T07:00:00",
      eventDate: "2026-11-21"),
    Turn(
      name: "a planned stop", end: "2026-11-21T20:59:00", opening: "2026-11-23T07:00:00",
      eventDate: "2026-11-21", stopDay: "2026-11-22"),
    Turn(
      name: "New Year", end: "2026-12-31T20:59:00", opening: "2027-01-01T07:00:00",
      eventDate: "2026-12-31"),
    Turn(
      name: "a leap day", end: "2028-02-28T20:59:00", opening: "2028-02-29T07:00:00",
      eventDate: "2028-02-28"),
    Turn(
      name: "after a leap day", end: "2028-02-29T20:59:00",
      opening: "2028-03-01T07:00:00",
      eventDate: "2028-02-29"),
  ]

  @Test(
    "Rows that do not get out before closing time go out at the next opening, the same in every zone",
    arguments: takesAll ? turns : Array(turns[1...1] + turns[3...3]))
  func closing(turn: Turn) throws {
    var results: [String: String] = [:]
    for zone in Self.zones {
      let place = try Workplace(inMemory: true)
      let farEnd = try FarEnd(in: place)
      if let day = turn.stopDay { try farEnd.tell("plannedStop", "{\"date\":\"\(day)\"}") }
      let stops = turn.stopDay.map { "calendar: {stopDays: ['\($0)']}" } ?? ""
      try place.configure(farEnd.address, stops, perSecond: 4)
      try place.write("drop/引取報告/a.csv", Self.file(1...30, on: turn.eventDate))
      let (evening, delay) = try Self.run(in: place, farEnd, at: turn.evening, Self.world(zone, turn.evening))
      let counts = try Counts(evening.output)
      #expect(evening.exitCode == 4 && counts.accepted > 0 && counts.held > 0, "\(zone): \(evening.output)")
      let times = farEnd.journal.compactMap { $0["acceptedAt"] as? String }
      #expect(times.count == counts.accepted)
      #expect(times.allSatisfy { Self.isBefore(turn.end, $0, delay) }, "\(zone): \(times), \(delay) s late")

      // All through the night, and on the day of the stop, nobody is asked anything.
      let asked = try farEnd.requestCount()
      for moment in Self.closed(turn) {
        try farEnd.tell("clock", "{\"now\":\"\(moment)+09:00\"}")
        let run = try Program.run(["run", "--json"], in: place.path, environment: Self.world(zone, moment))
        #expect(run.exitCode == 4, "\(zone) at \(moment): \(run.output)")
        #expect(try Counts(run.output).held == counts.held)
      }
      #expect(try farEnd.requestCount() == asked, "\(zone)")

      try farEnd.tell("clock", "{\"now\":\"\(turn.opening)+09:00\"}")
      let morning = try Program.run(["run", "--json"], in: place.path, environment: Self.world(zone, turn.opening))
      #expect(try Counts(morning.output).accepted == 30, "\(zone): \(morning.output)")
      #expect(farEnd.acceptancesByReport.count == 30 && farEnd.journal.count == 30)
      let later = farEnd.journal.compactMap { $0["acceptedAt"] as? String }.dropFirst(counts.accepted)
      #expect(
        later.allSatisfy { $0 >= turn.opening && $0 < turn.opening.prefix(11) + "08" }, "\(zone): \(Array(later))")
      results[zone] = try Self.dates(in: #require(place.read("drop/引取報告/a.result.csv")))
    }
    #expect(results["UTC"] == results["America/New_York"])
  }

  @Test(
    "Fee inquiries end a minute before midnight and go on at seven, the same in every zone",
    arguments: zones)
  func midnight(zone: String) throws {
    let place = try Workplace(inMemory: true)
    let end = "2026-11-21T23:59:00"
    let farEnd = try FarEnd(in: place)
    // With a key of its own: the function that gives tokens closes at nine.
    let user = [
      "ELVBRIDGE_USER_ID": "jars-fee-only", "ELVBRIDGE_PROFILE": "fee-inquiry",
      "ELVBRIDGE_SECRET": "simulator-fee-key-01",
    ]
    try place.configure(farEnd.address, perSecond: 4)
    try place.write("drop/料金照会/a.csv", "車台番号\n" + (11...50).map { "SIM00-0000\($0)\n" }.joined())
    let evening = "2026-11-21T23:58:55"
    let (run, delay) = try Self.run(
      in: place, farEnd, at: evening, user.merging(Self.world(zone, evening)) { $1 })
    let counts = try Counts(run.output)
    #expect(counts.accepted > 0 && counts.held > 0, "\(zone): \(run.output) \(run.error)")
    let result = try #require(place.read("drop/料金照会/a.result.csv"))
    let asked = result.matches(of: /2026-11-2[0-9]T[0-9]{2}:[0-9]{2}:[0-9]{2}/).map { String($0.output) }
    #expect(
      asked.count >= counts.accepted && asked.allSatisfy { Self.isBefore(end, $0, delay) }, "\(asked), \(delay) s late")
    for moment in ["2026-11-21T23:59:30", "2026-11-22T00:00:30", "2026-11-22T06:59:50"] {
      try farEnd.tell("clock", "{\"now\":\"\(moment)+09:00\"}")
      let closed = try Program.run(
        ["run", "--json"], in: place.path, environment: user.merging(Self.world(zone, moment)) { $1 })
      #expect(try Counts(closed.output).held == counts.held, "\(zone) at \(moment)")
    }
    try farEnd.tell("clock", #"{"now":"2026-11-22T07:00:00+09:00"}"#)
    let open = try Program.run(
      ["run", "--json"], in: place.path, environment: user.merging(Self.world(zone, "2026-11-22T07:00:00")) { $1 })
    #expect(try Counts(open.output).accepted == 40, "\(zone): \(open.output)")
  }

  @Test(
    "A watch that waits for seven o'clock sends nothing before, and everything then",
    arguments: zones)
  func opening(zone: String) throws {
    let place = try Workplace(inMemory: true)
    let start = "2026-11-22T06:59:55"
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try place.write("drop/引取報告/a.csv", Self.file(1...10, on: "2026-11-21"))
    try farEnd.tell("clock", "{\"now\":\"\(start)+09:00\"}")
    let (process, output, error) = try Program.start(["watch"], in: place.path, environment: Self.world(zone, start))
    for pipe in [output, error] { pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData } }
    defer { kill(process.processIdentifier, SIGKILL) }
    for _ in 0..<600 where farEnd.journal.count < 10 { usleep(100_000) }
    let times = farEnd.journal.compactMap { $0["acceptedAt"] as? String }
    #expect(times.count == 10 && times.allSatisfy { $0 >= "2026-11-22T07:00:00" }, "\(zone): \(times)")
    // Nobody who asks too early is answered, but asking too early is bad enough.
    #expect(try farEnd.requestCount() <= 21)
    process.terminate()
    process.waitUntilExit()
  }

  @Test("What is today is Japan's day, wherever the host stands", arguments: zones)
  func today(zone: String) throws {
    let place = try Workplace(inMemory: true)
    let moment = "2027-01-01T00:30:00"
    let farEnd = try FarEnd(in: place, options: ["--now", moment + "+09:00"])
    try place.configure(farEnd.address)
    // In Greenwich and New York it is still the old year.
    try place.write("drop/引取報告/today.csv", Self.file(1...1, on: "2027-01-01"))
    try place.write("drop/引取報告/tomorrow.csv", Self.file(2...2, on: "2027-01-02"))
    let run = try Program.run(["run", "--json"], in: place.path, environment: Self.world(zone, moment))
    #expect(run.exitCode == 1, "\(run.output)")
    #expect(try #require(place.read("drop/引取報告/today.status.json")).contains("\"held\" : 1"))
    #expect(try #require(place.read("drop/引取報告/tomorrow.status.json")).contains("\"invalid\" : 1"))
  }

  // MARK: Worlds

  /// Moments between closing and opening, the guard's and the stop day's among them.
  private static func closed(_ turn: Turn) -> [String] {
    let (evening, morning) = (turn.end.prefix(11), turn.opening.prefix(11))
    let stop = turn.stopDay.map { [$0 + "T07:00:00", $0 + "T12:00:00", $0 + "T23:59:59"] } ?? []
    return [evening + "20:59:30", evening + "21:00:00", evening + "23:59:59"] + stop
      + [morning + "00:00:00", morning + "06:59:50"]
  }

  /// Runs the bridge from a moment on; returns by how many seconds at most its clock is behind the far end's.
  private static func run(
    in place: Workplace, _ farEnd: FarEnd, at moment: String, _ world: [String: String]
  ) throws -> (ending: Program.Ending, delay: Double) {
    try farEnd.tell("clock", "{\"now\":\"\(moment)+09:00\"}")
    let began = ContinuousClock.now
    let (process, output, error) = try Program.start(["run", "--json"], in: place.path, environment: world)
    while process.isRunning, try farEnd.requestCount() == 0 { usleep(10_000) }
    let delay = (ContinuousClock.now - began) / .seconds(1)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (Program.Ending(exitCode: process.terminationStatus, output: text, error: errorText), delay)
  }

  /// Whether what the far end wrote down at a second of its clock was done before a moment of the bridge's.
  private static func isBefore(_ end: String, _ time: String, _ delay: Double) -> Bool {
    guard let end = try? Date(end + "+09:00", strategy: .iso8601),
      let time = try? Date(time.prefix(19) + "+09:00", strategy: .iso8601)
    else { return false }
    return time.timeIntervalSince(end) < delay
  }

  private static func world(_ zone: String, _ moment: String) -> [String: String] {
    ["TZ": zone, "ELVBRIDGE_NOW": moment + "+09:00"]
  }

  private static func file(_ vehicles: ClosedRange<Int>, on date: String) -> String {
    CollectionRows.file(vehicles).replacing("R8/11/20", with: date)
  }

  /// A result without the times of day.
  private static func dates(in result: String) -> String {
    result.replacing(/T[0-9]{2}:[0-9]{2}:[0-9]{2}/, with: "").replacing(/[0-9-]{10}\+09:00/, with: "")
  }
}
