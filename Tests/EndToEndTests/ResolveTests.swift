import Foundation
import Glibc
import Testing

@Suite("A person's word, beside a watch and without one", .serialized)
struct ResolveTests {
  /// The first collection report takes effect and loses its answer; the inquiries about it fail.
  private static let faults =
    #"{"rules":[{"kind":"commitThenDrop","function":8,"call":1},{"kind":"500BeforeCommit","function":4}]}"#
  /// One inquiry at most; later than anything that a run has sent.
  private static let quiet = ["ELVBRIDGE_DOUBT_APART": "3600", "ELVBRIDGE_DOUBT_PATIENCE": "1"]
  private static let later = ["ELVBRIDGE_NOW": "2026-11-21T10:30:00+09:00", "LOGNAME": "hanako"]

  private func place() throws -> (place: Workplace, farEnd: FarEnd) {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 20)
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try farEnd.tell("faults", Self.faults)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    return (place, farEnd)
  }

  private func resolve(_ arguments: String..., in place: Workplace) throws -> Program.Ending {
    try Program.run(["resolve"] + arguments, in: place.path, environment: Self.later)
  }

  private func list(in place: Workplace) throws -> [[String: Any]] {
    let list = try resolve("--json", in: place)
    return try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
  }

  @Test("Without a watch: listed, shown, settled, and the outputs say so at once")
  func alone() throws {
    let (place, farEnd) = try place()
    let run = try Program.run(["run"], in: place.path, environment: Self.quiet)
    #expect(run.exitCode == 3, "\(run.output)\(run.error)")
    #expect(try list(in: place).map { $0["ledgerID"] as? String } == ["D1R2"])
    let shown = try resolve("D1R2", "--lang", "ja", in: place)
    #expect(shown.output.contains("車台番号 SIM00-000001") && shown.output.contains("引取年月日 2026-11-20"), "\(shown.output)")
    #expect(shown.output.contains("elvbridge resolve D1R2 --accepted"))

    for wrong in [["--not-sent"], ["--accepted", "1", "--not-sent", "--why", "x"], ["--why", "x"]] {
      #expect(try Program.run(["resolve", "D1R2"] + wrong, in: place.path, environment: Self.later).exitCode == 64)
    }
    #expect(try list(in: place).count == 1)
    let bad = try resolve("D1R2", "--accepted", "12", "--why", "x", in: place)
    #expect(bad.exitCode == 2 && bad.error.contains("C021"), "\(bad.error)")

    let settled = try resolve("D1R2", "--accepted", "040000000001", "--why", "画面で9時に確認", in: place)
    #expect(settled.exitCode == 0, "\(settled.error)")
    let result = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(result.contains("D049") && result.contains("画面で9時に確認") && result.contains("040000000001"), "\(result)")
    #expect(place.read("drop/引取報告/a.status.json")?.contains("\"accepted\" : 3") == true)
    #expect(try list(in: place).isEmpty)
    #expect(try resolve("D1R2", "--not-sent", "--why", "x", in: place).error.contains("C018"))
    try Program.run(["run"], in: place.path)
    #expect(farEnd.journal.count == 3)
  }

  @Test("“Not sent” sends it once more; the service's own knowledge still prevents a second report")
  func notSent() throws {
    let (place, farEnd) = try place()
    try Program.run(["run"], in: place.path, environment: Self.quiet)
    let early = try Program.run(
      ["resolve", "D1R2", "--not-sent", "--why", "x"], in: place.path, environment: ["ELVBRIDGE_DOUBT_SETTLE": "30"])
    #expect(early.exitCode == 2 && early.error.contains("C019"), "\(early.error)")
    let settled = try resolve("D1R2", "--not-sent", "--why", "not on the screen", in: place)
    #expect(settled.exitCode == 0, "\(settled.error)")
    try farEnd.tell("faults", "{}")
    let run = try Program.run(
      ["run", "--json"], in: place.path, environment: ["ELVBRIDGE_NOW": "2026-11-21T10:40:00+09:00"])
    // It was there after all: the service says so, an inquiry shows it, and the row is accepted.
    #expect(try Counts(run.output).accepted == 3, "\(run.output)")
    #expect(farEnd.journal.count == 3)
  }

  @Test("Beside a working watch: the word is taken, and the watch goes on")
  func besideWatch() throws {
    let (place, farEnd) = try place()
    let watch = try Program.start(["watch"], in: place.path, environment: Self.quiet)
    watch.output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    watch.error.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    defer { if watch.process.isRunning { kill(watch.process.processIdentifier, SIGKILL) } }
    #expect(wait { place.read("drop/引取報告/a.status.json")?.contains("\"inDoubt\" : 1") == true })
    let settled = try resolve("D1R2", "--accepted", "040000000001", "--why", "screen", "--lang", "en", in: place)
    #expect(settled.exitCode == 0 && settled.output.contains("elvbridge watch"), "\(settled.output)\(settled.error)")
    #expect(try list(in: place).isEmpty)
    try place.write("drop/引取報告/b.csv", CollectionRows.file(11...13))
    #expect(wait { farEnd.journal.count == 6 }, "\(farEnd.journal.count)")
    kill(watch.process.processIdentifier, SIGTERM)
    watch.process.waitUntilExit()
    #expect(watch.process.terminationReason == .exit && watch.process.terminationStatus == 0)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
  }

  @Test("A refused row is released beside a working watch")
  func releaseBesideWatch() throws {
    let (place, _) = try place()
    try place.write("drop/引取報告/a.csv", CollectionRows.file(5...5).replacing("R8/11/20", with: "R8/13/20"))
    let watch = try Program.start(["watch"], in: place.path)
    watch.output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    watch.error.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    defer { if watch.process.isRunning { kill(watch.process.processIdentifier, SIGKILL) } }
    #expect(wait { place.read("drop/引取報告/a.status.json")?.contains("\"invalid\" : 1") == true })
    let released = try Program.run(["release", "D1R2", "--why", "mistyped"], in: place.path)
    #expect(released.exitCode == 0, "\(released.error)")
    #expect(watch.process.isRunning)
  }

  private func wait(seconds: Double = 20, until isTrue: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if isTrue() { return true }
      usleep(50_000)
    }
    return isTrue()
  }
}
