import Foundation
import Testing

@Suite("Nothing twice, nothing lost", .serialized)
struct CrashTests {
  /// How many nights are broken; `make crash` asks for more.
  static let rounds = ProcessInfo.processInfo.environment["CRASH_ROUNDS"].flatMap { Int($0) } ?? 2

  /// Kills the run at a random moment again and again until one run ends by itself.
  @Test("kill -9 in the middle of 500 rows leaves every row one fate and every report once", arguments: 1...rounds)
  func killed(round: Int) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...500))
    var random = SystemRandomNumberGenerator()
    var kills = 0
    var ending: Program.Ending?
    while ending == nil {
      let (process, output, error) = try Program.start(["run", "--json"], in: place.path)
      if kills < 6 {
        usleep(UInt32.random(in: 150_000...600_000, using: &random))
        if process.isRunning {
          kill(process.processIdentifier, SIGKILL)
          kills += 1
        }
        process.waitUntilExit()
      } else {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        ending = Program.Ending(exitCode: process.terminationStatus, output: text, error: errorText)
      }
    }
    let last = try #require(ending)
    #expect(last.exitCode == 0, "\(last.output) \(last.error)")
    let counts = try Counts(last.output)
    #expect(counts.isConserved && counts.accepted == 500, "\(counts)")
    #expect(farEnd.acceptancesByReport.count == 500)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    let result = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(result.split(separator: "\r\n").count == 501)
  }

  /// A fault of the far end: what it does to one report, and whether the report took effect.
  @Test(
    "A report without a usable answer is asked about, never sent blindly again",
    arguments: [
      ("commitThenDrop", true), ("dropBeforeCommit", false), ("commitThen500", true), ("500BeforeCommit", false),
      ("truncateBody", true), ("htmlBody", true), ("emptyBody", true), ("wrongCharset", true),
      ("truncateTransfer", true),
    ])
  func doubt(kind: String, tookEffect: Bool) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try farEnd.tell("faults", #"{"rules":[{"kind":"\#(kind)","function":8,"call":4}]}"#)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...8))
    let ending = try Program.run(["run", "--json"], in: place.path)
    let counts = try Counts(ending.output)
    #expect(counts.accepted == 8, "\(kind): \(ending.output) \(ending.error)")
    #expect(farEnd.journal.count == 8)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    // Confirmed by inquiry where the far end had it; sent a second time only where it clearly had not.
    let result = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(result.contains("D028") == tookEffect, "\(result)")
  }

  @Test("A time-out after the far end has committed is settled by asking")
  func timeout() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try farEnd.tell("faults", #"{"rules":[{"kind":"delay","function":8,"call":2,"seconds":5}]}"#)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    let ending = try Program.run(["run", "--json"], in: place.path)
    #expect(try Counts(ending.output).accepted == 3, "\(ending.output) \(ending.error)")
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
  }

  @Test("SIGTERM finishes what is in flight, records it, writes the outputs and leaves; the rest follows")
  func terminated() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, options: ["--latency", "20"])
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...200))
    let (process, output, _) = try Program.start(["run", "--json"], in: place.path)
    usleep(1_500_000)
    process.terminate()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 4)
    let counts = try Counts(text)
    #expect(counts.isConserved && counts.held > 0 && counts.inDoubt == 0, "\(counts)")
    #expect(farEnd.journal.count == counts.accepted)
    #expect(place.exists("drop/引取報告/a.result.csv"))
    let rest = try Program.run(["run", "--json"], in: place.path)
    #expect(try Counts(rest.output).accepted == 200)
    #expect(farEnd.journal.count == 200)
  }

  @Test("A token that the service revokes in mid-run is renewed")
  func token() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, options: ["--latency", "5"])
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...100))
    let (process, output, _) = try Program.start(["run", "--json"], in: place.path)
    usleep(900_000)
    try farEnd.tell("faults", #"{"revokeTokens":true}"#)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(try Counts(text).accepted == 100, "\(text)")
    #expect(farEnd.journal.count == 100)
  }
}
