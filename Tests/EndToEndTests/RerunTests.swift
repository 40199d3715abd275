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

  /// Five cars of which two are not paid for, after a night that says so.
  private func refused() throws -> (place: Workplace, farEnd: FarEnd) {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 9)
    try place.configure(farEnd.address)
    try pay(farEnd, #", "asrFee": null"#)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...5))
    let night = try Program.run(["run", "--json"], in: place.path)
    let counts = try Counts(night.output)
    try #require(counts.accepted == 3 && counts.rejected == 2, "\(night.output)\(night.error)")
    return (place, farEnd)
  }

  private func pay(_ farEnd: FarEnd, _ fee: String = "") throws {
    for car in [2, 4] {
      try farEnd.tell("vehicles", #"{"chassisNo": "SIM00-00000\#(car)", "ticketNo": "90000000000\#(car)"\#(fee)}"#)
    }
  }

  @Test("Rows refused for an unpaid fee go out once by the drop's number, as status shows it")
  func failed() throws {
    let (place, farEnd) = try refused()
    #expect(try Program.run(["status"], in: place.path).output.contains("D1"))
    #expect(try Program.run(["status", "--json"], in: place.path).output.contains(#""drop" : "D1""#))
    try pay(farEnd)
    let refused = try Program.run(["show", "ｓｉｍ00-000002", "--lang", "en"], in: place.path).output
    #expect(refused.hasPrefix("D1R3  collection-report  rejected  a.csv row 3\n    D010 "), "\(refused)")
    try FileManager.default.removeItem(atPath: place.path + "/drop/引取報告/a.csv")
    let rerun = try Program.run(["rerun", "--failed", "D1", "--json"], in: place.path)
    #expect(try rerun.exitCode == 0 && Counts(rerun.output).accepted == 5, "\(rerun.output)\(rerun.error)")
    #expect(farEnd.journal.count == 5 && farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    #expect(!place.exists("drop/引取報告/a.error.csv"))
    let shown = try Program.run(["show", "SIM00-000002", "--lang", "en"], in: place.path).output
    #expect(shown.contains("accepted") && shown.contains("移動報告番号") && shown.contains("refused before"), "\(shown)")
    let row = try Program.run(["show", "d1r3", "--lang", "en"], in: place.path).output
    #expect(row.contains("Refused before, 1\n  D010 ") && row.contains("車台番号"), "\(row)")
    #expect(try Program.run(["show", "a.csv", "--lang", "en"], in: place.path).output.contains("accepted 5"))
    let again = try Program.run(["rerun", "--failed", "D1"], in: place.path)
    #expect(again.exitCode == 2 && again.error.contains("C016"), "\(again.output)\(again.error)")
    for wrong in [["rerun"], ["rerun", "--failed", "D1", "x.csv"], ["rerun", "--failed", "D1", "--function", "引取報告"]] {
      #expect(try Program.run(wrong, in: place.path).exitCode == 64)
    }
    #expect(farEnd.journal.count == 5)
  }

  static let steps = [
    ("fdatasync", 1), ("fdatasync", 2), ("fdatasync", 4), ("sendto", 3), ("recvfrom", 9), ("rename", 1),
  ]

  @Test(
    "Killed while failed rows go out again, the same words carry on, and nothing is reported twice",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")), arguments: steps)
  func killed(call: String, number: Int) throws {
    let (place, farEnd) = try refused()
    try pay(farEnd)
    let trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)"]
    let first = try Program.run(
      ["rerun", "--failed", "D1"], in: place.path,
      through: trace + ["-e", "inject=\(call):signal=SIGKILL:when=\(number)"])
    #expect(first.exitCode < 0 || first.exitCode == 137, "\(call) \(number) was not reached")
    let last = try Program.run(["rerun", "--failed", "D1", "--json"], in: place.path)
    let context = "\(call) \(number): \(last.output)\(last.error)"
    #expect(last.exitCode == 0 || last.output.contains("C016"), "\(context)")
    #expect(farEnd.journal.count == 5 && farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 }, "\(context)")
    let result = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(result.components(separatedBy: ",accepted,").count == 6, "\(context)\(result)")
    #expect(!place.exists("drop/引取報告/a.error.csv"), "\(context)")
  }
}
