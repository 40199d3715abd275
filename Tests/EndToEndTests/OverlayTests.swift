import Foundation
import Testing

@Suite("The private overlay, with the real program on both sides")
struct OverlayTests {
  private static let header = CollectionRows.header + ",引取依頼者カナ"

  /// A workplace whose configuration names a copy of `samples/overlay`.
  private func workplace() throws -> Workplace {
    let place = try Workplace()
    try FileManager.default.copyItem(
      atPath: Program.checkout + "/samples/overlay", toPath: place.path + "/private")
    return place
  }

  @Test("A run is understood by a simulator that reads the same folder, and by no other")
  func run() throws {
    let place = try workplace()
    let rows = (1...3).map { CollectionRows.row($0) + ",コクド タロウ" }
    try place.write("drop/引取報告/x.csv", ([Self.header] + rows).joined(separator: "\r\n") + "\r\n")
    let plain = try FarEnd(in: place, fleet: 10)
    try place.configure(plain.address, "overlay: private")
    let refused = try Program.run(["run", "--json"], in: place.path)
    #expect(refused.exitCode == 2 && plain.journal.isEmpty, "\(refused.output) \(refused.error)")
    plain.stop()

    let farEnd = try FarEnd(in: place, fleet: 10, options: ["--overlay", "private"])
    try place.configure(farEnd.address, "overlay: private")
    try FileManager.default.removeItem(atPath: place.path + "/state")
    let run = try Program.run(["run", "--json"], in: place.path)
    let counts = try Counts(run.output)
    #expect(run.exitCode == 0 && counts.accepted == 3 && counts.isConserved, "\(run.output) \(run.error)")
    #expect(farEnd.acceptancesByReport.values.sorted() == [1, 1, 1])
    #expect(!run.output.contains("simulator-secret") && !run.error.contains("simulator-secret"))
  }

  @Test("Every command sees the overlay of the configuration that is there, or of the variable")
  func seen() throws {
    let place = try workplace()
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...1))
    let shipped = try Program.run(["check", "drop/引取報告/x.csv"], in: place.path)
    #expect(shipped.exitCode == 0, "\(shipped.output)")
    let variable = ["ELVBRIDGE_OVERLAY": place.path + "/private"]
    let check = try Program.run(["check", "drop/引取報告/x.csv"], in: place.path, environment: variable)
    #expect(check.exitCode == 1 && check.output.contains("V002"), "\(check.output)")
    try place.configure("https://localhost:1", "overlay: private")
    #expect(try Program.run(["check", "drop/引取報告/x.csv"], in: place.path).exitCode == 1)
    let explained = try Program.run(["explain", "ERR-201"], in: place.path)
    #expect(explained.exitCode == 0 && explained.output.contains("該当する車台が存在しません"))
    let effective = try Program.run(["schema", "export", "--effective", "--function", "8"], in: place.path)
    #expect(effective.output.contains("08-collection-report.json#/bridge/request/path"))
  }

  @Test("Contracts made under an overlay stand beside it and leave ours alone")
  func contracts() throws {
    let place = try workplace()
    try place.configure("https://localhost:1", "overlay: private")
    let export = try Program.run(["schema", "export"], in: place.path)
    #expect(export.exitCode == 0, "\(export.output) \(export.error)")
    let contract = try #require(place.read("private/jars/generated/openapi.json"))
    #expect(contract.contains("/api/elv/intake") && contract.contains("frameNo") && contract.contains("ERR-201"))
    let ours = try String(contentsOfFile: Program.checkout + "/schemas/jars/generated/openapi.json", encoding: .utf8)
    #expect(!ours.contains("/api/elv/intake"))
    #expect(try Program.run(["schema", "export", "--check"], in: place.path).exitCode == 0)
  }

  @Test("A mistake in the overlay is said with its file, before anything is sent")
  func mistake() throws {
    let place = try workplace()
    try place.write("private/service.json", #"{"wire": {"dat": "yyyyMMdd"}}"#)
    try place.configure("https://localhost:1", "overlay: private")
    for command in [["run"], ["functions"], ["check", "elvbridge.yaml"]] {
      let ending = try Program.run(command, in: place.path)
      #expect(ending.exitCode == 2 && ending.error.contains("C005"), "\(command) \(ending.error)")
      #expect(ending.error.contains("private/service.json") && ending.error.contains("date"))
    }
  }
}
