import Findings
import Foundation
import Ledger
import Simulator
import Testing

@testable import Bridge

@Suite("Failed rows again")
struct RerunTests {
  private static let header =
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  private static func row(_ vehicle: Int, date: String = "R8/11/20") -> String {
    "130000100002,SIM00-00000\(vehicle),登録,不明,国土 太郎,\(date),○,HFC,有,1"
  }

  private static func file(_ rows: String...) -> String { ([header] + rows).joined(separator: "\r\n") + "\r\n" }

  /// A night over a file whose first row is good and whose second has a wrong date.
  private func failed() async throws -> (night: Night, place: DropPlace, error: String) {
    let place = try DropPlace(["引取報告/a.csv": Self.file(Self.row(1), Self.row(2, date: "R8/13/20"))])
    let night = try Night { $0.simulator.fleet = 9 }
    let report = try await night.run(in: place.path)
    try #require(report.tally.accepted == 1 && report.tally.invalid == 1)
    return (night, place, place.read("引取報告/a.error.csv"))
  }

  private func put(_ text: String, _ name: String, in place: DropPlace) throws {
    let url = URL(fileURLWithPath: place.path + "/drop/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func counts(_ report: RunReport, _ name: String) throws -> Tally {
    try #require(report.files.first { $0.path.hasSuffix(name) }, "no \(name) in \(report.files.map(\.path))").tally
  }

  @Test("A corrected error file goes out once, from any place for reruns; its function is that of the rows it names")
  func corrected() async throws {
    let (night, place, error) = try await failed()
    let corrected = error.replacing("R8/13/20", with: "R8/11/19")
    try put(corrected, "rerun/a.error.csv", in: place)
    try put(corrected, "何か.rerun.csv", in: place)
    let report = try await night.run(in: place.path)
    #expect(try counts(report, "rerun/a.error.csv").accepted == 1)
    #expect(
      report.files.first { $0.path.hasSuffix("何か.rerun.csv") }?.drop?.id.rawValue == 2, "the same bytes, one drop")
    #expect(report.tally.invalid == 1 && report.tally.rejected == 0, "only the file that failed still counts its row")
    let result = place.read("rerun/a.error.result.csv")
    #expect(result.components(separatedBy: "台帳ID").count == 2, "our columns stand once")
    // What stands there now is ours: a third night takes nothing new.
    let third = try await night.run(in: place.path)
    #expect(third.files.count == report.files.count && third.files.allSatisfy(\.isKnown))
  }

  @Test("An ID that the ledger does not know is told, and one of another function")
  func strangers() async throws {
    let (night, place, error) = try await failed()
    let corrected = error.replacing("R8/13/20", with: "R8/11/19")
    try put(corrected.replacing("D1R3", with: "D1R9"), "rerun/unknown.csv", in: place)
    try put(corrected.replacing("D1R3", with: "x"), "引取報告/odd.rerun.csv", in: place)
    try put("車台番号,台帳ID\nSIM00-000002,D1R3\n", "料金照会/other.rerun.csv", in: place)
    _ = try await night.run(in: place.path)
    #expect(place.read("rerun/unknown.error.csv").contains("D037"))
    #expect(place.read("引取報告/odd.rerun.error.csv").contains("D037"))
    #expect(place.read("料金照会/other.rerun.error.csv").contains("D038"))
  }

  @Test("A row that was accepted is answered with the same content, and never reported as another vehicle")
  func accepted() async throws {
    let (night, place, _) = try await failed()
    let result = place.read("引取報告/a.result.csv").replacing("R8/13/20", with: "R8/11/19")
    try put(result.replacing("SIM00-000001", with: "SIM00-000003"), "rerun/b.csv", in: place)
    let report = try await night.run(in: place.path)
    let counts = try counts(report, "rerun/b.csv")
    #expect(counts.accepted == 1 && counts.invalid == 1)
    #expect(place.read("rerun/b.error.csv").contains("D039"))
    try put(result + "\r\n", "rerun/c.csv", in: place)
    #expect(try self.counts(try await night.run(in: place.path), "rerun/c.csv").alreadyDone == 2)
  }

  @Test("One failed row named twice is reported once")
  func namedTwice() async throws {
    let (night, place, error) = try await failed()
    let lines = error.replacing("R8/13/20", with: "R8/11/19").split(separator: "\r\n")
    let twice = lines + [Substring(lines[1].replacing("SIM00-000002", with: "SIM00-000004"))]
    try put(twice.joined(separator: "\r\n"), "rerun/b.csv", in: place)
    let counts = try counts(try await night.run(in: place.path), "rerun/b.csv")
    #expect(counts.accepted == 1 && counts.invalid == 1)
  }

  @Test("A corrected chassis number lets go the vehicle that nobody meant")
  func released() async throws {
    let (night, place, error) = try await failed()
    let ledgerPath = place.path + "/.elvbridge/test.sqlite"
    let row = RowID(drop: DropID(rawValue: 1), number: 3)
    func hold() throws -> RowStanding.Step? {
      let found = FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String }
        .first { $0.hasSuffix("test.sqlite") }
      return try SQLiteLedger(path: found.map { place.path + "/" + $0 } ?? ledgerPath, .reader).standing(of: row)?.hold
    }
    #expect(try hold()?.vehicle == "SIM00-000002")
    let corrected = error.replacing("R8/13/20", with: "R8/11/19")
    try put(corrected.replacing("SIM00-000002", with: "SIM00-000005"), "rerun/b.csv", in: place)
    let report = try await night.run(in: place.path)
    #expect(try counts(report, "rerun/b.csv").accepted == 1)
    #expect(try hold() == nil)
  }

  @Test("A line that was corrected as one vehicle is never reported as another, through whichever of its rows")
  func twoCorrections() async throws {
    let (night, place, error) = try await failed()
    let corrected = error.replacing("R8/13/20", with: "R8/11/19")
    // The first correction is still wrong; the second corrects that one.
    try put(error.replacing("R8/13/20", with: "R8/14/20"), "rerun/b.csv", in: place)
    _ = try await night.run(in: place.path)
    let second = place.read("rerun/b.error.csv")
    #expect(second.contains("D2R2"))
    try put(second.replacing("R8/14/20", with: "R8/11/19"), "rerun/c.csv", in: place)
    try put(corrected.replacing("SIM00-000002", with: "SIM00-000004"), "rerun/d.csv", in: place)
    let report = try await night.run(in: place.path)
    #expect(try counts(report, "rerun/c.csv").accepted == 1)
    #expect(try counts(report, "rerun/d.csv").invalid == 1)
    #expect(place.read("rerun/d.error.csv").contains("D044"), "while the first waits to be sent")
    try put(corrected.replacing("SIM00-000002", with: "SIM00-000005"), "rerun/e.csv", in: place)
    try put(second.replacing("R8/14/20", with: "R8/11/19") + "\r\n", "rerun/f.csv", in: place)
    let last = try await night.run(in: place.path)
    #expect(try counts(last, "rerun/e.csv").invalid == 1)
    #expect(place.read("rerun/e.error.csv").contains("D039"), "once the first is accepted")
    #expect(try counts(last, "rerun/f.csv").alreadyDone == 1, "the same correction again is only a repetition")
  }

  @Test("A second correction may go out where the first was refused")
  func afterRefusal() async throws {
    var (night, place, error) = try await failed()
    let corrected = error.replacing("R8/13/20", with: "R8/11/19")
    night.simulator.vehicles = Data(#"{"chassisNo": "SIM00-000002", "ticketNo": "900000000002", "asrFee": null}"#.utf8)
    try put(corrected, "rerun/b.csv", in: place)
    #expect(try counts(try await night.run(in: place.path), "rerun/b.csv").rejected == 1)
    try put(corrected.replacing("SIM00-000002", with: "SIM00-000004"), "rerun/c.csv", in: place)
    #expect(try counts(try await night.run(in: place.path), "rerun/c.csv").accepted == 1)
  }

  @Test(
    "Zeros that a spreadsheet took from free text come back from the row that failed, and from no cell that was wrong")
  func zeros() async throws {
    func line(_ vehicle: Int, _ number: String, _ date: String) -> String {
      Self.row(vehicle, date: date) + "," + number
    }
    let place = try DropPlace([
      "引取報告/a.csv":
        ([Self.header + ",利用者管理番号"] + [
          line(1, "000123", "R8/13/20"), line(2, "000456", "R8/13/20"), line(3, "0789 !", "R8/11/20"),
        ]).joined(separator: "\r\n")
    ])
    let night = try Night { $0.simulator.fleet = 9 }
    #expect(try await night.run(in: place.path).tally.invalid == 3)
    let error = place.read("引取報告/a.error.csv").replacing("R8/13/20", with: "R8/11/19")
      .replacing(",000123,", with: ",123,").replacing(",000456,", with: ",457,").replacing(",0789 !,", with: ",789,")
    try put(error, "rerun/b.csv", in: place)
    let report = try await night.run(in: place.path)
    #expect(try counts(report, "rerun/b.csv").accepted == 3)
    let result = place.read("rerun/b.result.csv").split(separator: "\r\n")
    #expect(result[1].contains(",000123,") && result[1].contains("V201"), "\(result[1])")
    #expect(result[2].contains(",457,") && !result[2].contains("V201"), "a person's own number stays")
    #expect(result[3].contains(",789,") && !result[3].contains("V201"), "that cell was wrong")
  }

  @Test("Our columns are found where a person removed some of them")
  func columns() {
    #expect(RerunColumns(labels: ["車台番号", "移動報告番号", "処理結果", "移動報告番号", "台帳ID"])?.start == 2)
    #expect(RerunColumns(labels: ["車台番号", "台帳ID", "車名"])?.start == 1)
    #expect(RerunColumns(labels: ["車台番号", "移動報告番号"]) == nil)
  }
}
