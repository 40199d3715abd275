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

  @Test("The error file of a fixed-width export comes back by the profile of its drop, for the function that it names")
  func byProfile() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write(
      "profiles/hikitori.yaml",
      """
      match: "HIKITORI_*.TXT"
      function: collection-report
      format: {type: fixed-width, encoding: cp932, recordBytes: 40, columns: {SYADAI: [1, 20], YMD: [21, 7], FRON: [28, 1]}}
      fields:
        officeCode: {constant: "130000100002"}
        chassisNo: SYADAI
        vehicleClass: {constant: 登録}
        plateUnknown: {constant: 不明}
        requesterName: {constant: 国土 太郎}
        collectionDate: {from: YMD, format: era7}
        fluorocarbonEquipped: {from: FRON, values: {"1": 有, "9": 無}}
        fluorocarbonType: {from: FRON, values: {"1": HFC, "9": ""}}
        airbagEquipped: {constant: 有}
        ownerConsent: {constant: 確認済}
      """)
    func record(_ chassis: String, _ date: String) -> String {
      (chassis + String(repeating: " ", count: 20 - chassis.count) + date + "1")
        .padding(toLength: 40, withPad: " ", startingAt: 0)
    }
    try place.write(
      "drop/HIKITORI_1.TXT",
      [record("SIM00-000001", "5081120"), record("SIM00-000002", "5081320")].joined(separator: "\r\n") + "\r\n")
    let night = try Program.run(["run"], in: place.path)
    #expect(night.exitCode == 1, "\(night.output)\(night.error)")
    #expect(farEnd.journal.count == 1)
    let bytes = try #require(FileManager.default.contents(atPath: place.path + "/drop/HIKITORI_1.error.csv"))
    let error = try #require(String(data: bytes, encoding: .shiftJIS))
    #expect(error.contains("5081320") && error.hasPrefix("SYADAI,YMD,FRON,"))
    // Corrected, and saved as UTF-8 with tabs, under a name that the profile fits.
    let corrected = error.replacing("5081320", with: "5081119").replacing(",", with: "\t")
    try place.write("drop/HIKITORI_1.rerun.TXT", "\u{FEFF}" + corrected)
    let rerun = try Program.run(["run", "--json"], in: place.path)
    #expect(farEnd.journal.count == 2, "\(rerun.output)\(rerun.error)")
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
  }
}
