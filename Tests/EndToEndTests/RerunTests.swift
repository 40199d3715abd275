import Foundation
import Testing

@Suite("Failed rows, sent again", .serialized)
struct RerunTests {
  @Test("An error file corrected where it stands goes out with rerun and with nothing else, and only once")
  func corrected() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    let bad = CollectionRows.row(2).replacing("R8/11/20", with: "R8/13/20")
    try place.write(
      "drop/引取報告/a.csv", [CollectionRows.header, CollectionRows.row(1), bad].joined(separator: "\n"))
    #expect(try Program.run(["run"], in: place.path).exitCode == 1)
    #expect(place.exists("drop/引取報告/a.error.xlsx"))
    let error = try #require(place.read("drop/引取報告/a.error.csv"))
    try place.write("drop/引取報告/a.error.csv", error.replacing("R8/13/20", with: "R8/11/19"))
    try Program.run(["run"], in: place.path)
    #expect(farEnd.journal.count == 1, "a half-saved error file is never sent by itself")

    for _ in 1...2 {
      let rerun = try Program.run(["rerun", "drop/引取報告/a.error.csv", "--json"], in: place.path)
      #expect(rerun.exitCode == 0, "\(rerun.output)\(rerun.error)")
      #expect(try Counts(rerun.output).accepted == 1)
    }
    #expect(farEnd.journal.count == 2 && farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    #expect(try #require(place.read("drop/引取報告/a.error.result.csv")).contains("SIM00-000002"))
  }
}
