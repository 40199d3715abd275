import Foundation
import Testing

/// One car through the files of six offices, with packages that have names before they have numbers.
@Suite("One car's story", .serialized)
struct StoryTests {
  private static let story = Program.checkout + "/samples/story"

  /// A drop folder that holds the whole story at once.
  private func stage(options: [String] = []) throws -> (place: Workplace, farEnd: FarEnd) {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 0, options: options)
    try place.configure(farEnd.address)
    for name in try FileManager.default.subpathsOfDirectory(atPath: Self.story) {
      guard let bytes = FileManager.default.contents(atPath: Self.story + "/" + name) else { continue }
      try place.write("drop/" + name, bytes)
    }
    return (place, farEnd)
  }

  /// What must come one after the other: the car's own steps, and the calls for each of its packages.
  private static let lines = [[8, 9, 11, 13, 12, 11, 17, 11, 21, 18, 11, 27, 11, 30], [13, 15], [21, 22, 23]]

  /// Whether every line is there in its order; lines are independent of each other.
  private func isInOrder(_ journal: [[String: Any]]) -> Bool {
    let functions = journal.compactMap { $0["functionNo"] as? Int }
    return functions.count == 17 && functions.last == 30
      && Self.lines.allSatisfy { line in functions.filter(Set(line).contains) == line }
  }

  @Test("All files at once are reported in the order of the law, each once, and a second run sends nothing")
  func told() throws {
    let (place, farEnd) = try stage()
    let ending = try Program.run(["run", "--json"], in: place.path)
    #expect(ending.exitCode == 0, "\(ending.output) \(ending.error)")
    #expect(try Counts(ending.output).accepted == 17)
    #expect(isInOrder(farEnd.journal), "\(farEnd.journal)")
    #expect(try Counts(Program.run(["run", "--json"], in: place.path).output).accepted == 17)
    #expect(farEnd.journal.count == 17)
  }

  @Test("kill -9 between any two of its reports changes nothing", arguments: [1, 4, 6, 9, 11, 14, 16])
  func killed(after count: Int) throws {
    let (place, farEnd) = try stage(options: ["--latency", "40"])
    let (process, output, error) = try Program.start(["run", "--json"], in: place.path)
    for pipe in [output, error] { pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData } }
    while process.isRunning && farEnd.journal.count < count { usleep(5_000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let ending = try Program.run(["run", "--json"], in: place.path)
    #expect(try Counts(ending.output).accepted == 17, "\(ending.output) \(ending.error)")
    #expect(farEnd.acceptancesByReport.count == 17 && farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    #expect(isInOrder(farEnd.journal), "\(farEnd.journal)")
  }

  @Test("A wrong row holds its package until it is corrected, or let go by a person")
  func released() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 0)
    try place.configure(farEnd.address)
    let car = #"""
      {"chassisNo": "PKG10-0000001", "ticketNo": "040027990001", "lifecycleStatus": "S20",
       "holderOfficeCode": "130000200003", "collectionDate": "2026-11-18", "fluorocarbonStatus": "REQUIRED",
       "fluorocarbonType": "2", "airbagStatus": "NA"}
      """#
    try farEnd.tell("vehicles", car)
    let header = "事業所コード,移動報告番号,車台番号,荷姿処理区分,荷姿番号,荷姿参照,容器区分,ボンベ番号,フロン類種別,回収年月日\n"
    try place.write(
      "drop/フロン荷姿追加/a.csv",
      header + "130000200003,040027990001,PKG10-0000001,1,,@A,1,H4R-123,2,2026-11-20\n"
        + "130000200003,040027990002,PKG10-000000X,2,@A,,,,3,2026-11-20\n")
    try place.write(
      "drop/フロン引渡報告/b.csv",
      "事業所コード,荷姿番号,引渡先事業所コード,引渡年月日,運搬事業者区分\n130000200003,@A,139999900009,2026-11-21,1\n")
    let first = try Program.run(["run", "--json"], in: place.path)
    let counts = try Counts(first.output)
    #expect(counts.accepted == 1 && counts.invalid == 1 && counts.held == 1, "\(first.output) \(first.error)")
    let held = try #require(place.read("drop/フロン引渡報告/b.result.csv"))
    #expect(held.contains("D025") && held.contains("D2R3"), "\(held)")

    let refused = try Program.run(["release", "D9R9", "--why", "?"], in: place.path)
    #expect(refused.exitCode == 2 && refused.error.contains("C012"), "\(refused)")
    let released = try Program.run(["release", "d2r3", "--why", "mistyped chassis number"], in: place.path)
    #expect(released.exitCode == 0, "\(released.output) \(released.error)")
    #expect(farEnd.journal.count == 1)
    #expect(try Counts(Program.run(["run", "--json"], in: place.path).output).accepted == 2)
    #expect(farEnd.journal.compactMap { $0["packageNo"] as? String } == ["FR2600000001", "FR2600000001"])
  }
}
