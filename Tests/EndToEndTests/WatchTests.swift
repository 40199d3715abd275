import Foundation
import Glibc
import Testing

@Suite("Watching the drop folder", .serialized)
struct WatchTests {
  @Test("Files are taken as they arrive, whole, whoever writes them and however; SIGTERM leaves in good order")
  func arrivals() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 1, rescanEvery: 1}")
    try place.write("drop/引取報告/before.csv", CollectionRows.file(1...5))
    let watch = try Watch(in: place)
    #expect(wait { place.read("drop/引取報告/before.status.json")?.contains("\"accepted\" : 5") == true })

    // Renamed into place, as rsync does.
    try place.write("drop/引取報告/.renamed.csv.tmp", CollectionRows.file(11...15))
    #expect(rename(place.path + "/drop/引取報告/.renamed.csv.tmp", place.path + "/drop/引取報告/renamed.csv") == 0)

    // Written slowly: taken only when it stands still.
    let slow = place.path + "/drop/引取報告/slow.csv"
    let text = Array(CollectionRows.file(21...60).utf8)
    let descriptor = open(slow, O_WRONLY | O_CREAT, 0o644)
    for start in stride(from: 0, to: text.count, by: text.count / 6 + 1) {
      let piece = text[start..<min(text.count, start + text.count / 6 + 1)]
      _ = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      usleep(400_000)
    }
    close(descriptor)
    #expect(wait { farEnd.journal.count == 50 }, "\(farEnd.journal.count)")

    // The same name with new content is a new drop.
    try place.write("drop/引取報告/before.csv", CollectionRows.file(71...73))
    #expect(wait { farEnd.journal.count == 53 }, "\(farEnd.journal.count)")
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    let log = watch.end(with: SIGTERM)
    #expect(watch.process.terminationReason == .exit && watch.process.terminationStatus == 0, "\(log)")
    #expect(!log.contains("simulator-secret-01") && !log.contains("国土"))
  }

  @Test("A second watch says once who holds the folder, waits, and takes over after kill -9 of the first")
  func takeover() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, options: ["--latency", "5"])
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...300))
    let first = try Watch(in: place)
    #expect(wait { farEnd.journal.count > 10 })
    let second = try Watch(in: place, ["--lang", "en"])
    #expect(wait { second.log.contains("PID \(first.process.processIdentifier) since") }, "\(second.log)")
    usleep(4_500_000)
    #expect(second.process.isRunning)
    #expect(second.log.components(separatedBy: "standing by").count == 2, "\(second.log)")
    // `run` does not wait.
    let run = try Program.run(["run", "--lang", "en"], in: place.path)
    #expect(run.exitCode == 2 && run.error.contains("PID \(first.process.processIdentifier)"), "\(run.error)")
    first.end(with: SIGKILL)
    #expect(
      wait(seconds: 30) { second.log.contains(": watching") || second.log.contains("[CLI] watching") }, "\(second.log)")
    #expect(wait(seconds: 40) { farEnd.journal.count == 300 }, "\(farEnd.journal.count)")
    #expect(wait { place.read("drop/引取報告/a.status.json")?.contains("\"accepted\" : 300") == true })
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    second.end(with: SIGTERM)
    #expect(second.process.terminationStatus == 0)
  }

  @Test("An output that a person has edited is never overwritten; a deleted one is written again")
  func edited() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...2))
    try Program.run(["run"], in: place.path)
    try place.write("drop/引取報告/a.result.csv", "mine")
    let edited = try Program.run(["run"], in: place.path)
    #expect(edited.output.contains("B010"))
    #expect(place.read("drop/引取報告/a.result.csv") == "mine")
    #expect(place.exists("drop/引取報告/a.result-2.csv"))
    try FileManager.default.removeItem(atPath: place.path + "/drop/引取報告/a.result.csv")
    try Program.run(["run"], in: place.path)
    #expect(try #require(place.read("drop/引取報告/a.result.csv")).contains("SIM00-000002"))
  }

  @Test("A corrected error file goes out when it is dropped again, and only its corrected rows")
  func corrected() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    let bad = CollectionRows.row(2).replacing("R8/11/20", with: "R8/13/20")
    try place.write(
      "drop/引取報告/a.csv", [CollectionRows.header, CollectionRows.row(1), bad].joined(separator: "\n"))
    #expect(try Program.run(["run"], in: place.path).exitCode == 1)
    let error = try #require(place.read("drop/引取報告/a.error.csv"))
    #expect(error.contains("V105") && !error.contains("SIM00-000001"))
    try place.write("drop/引取報告/a.rerun.csv", error.replacing("R8/13/20", with: "R8/11/19"))
    let rerun = try Program.run(["run", "drop/引取報告/a.rerun.csv", "--json"], in: place.path)
    #expect(try Counts(rerun.output).accepted == 1, "\(rerun.output)")
    #expect(farEnd.journal.count == 2)
  }
}
