import Findings
import Foundation
import Ledger
import Simulator
import Testing

@testable import Bridge

@Suite("Failed rows again, without a file")
struct FailedRowsTests {
  private static let header =
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  private static func row(_ vehicle: Int, date: String = "R8/11/20") -> String {
    "130000100002,SIM00-00000\(vehicle),登録,不明,国土 太郎,\(date),○,HFC,有,1"
  }

  private static func file(_ rows: String...) -> String { ([header] + rows).joined(separator: "\r\n") + "\r\n" }

  private static let unpaid = Data(#"{"chassisNo": "SIM00-000002", "ticketNo": "900000000002", "asrFee": null}"#.utf8)

  /// A night over a file whose first row is good, whose second is not paid for and whose third is wrong.
  private func refused() async throws -> (night: Night, place: DropPlace) {
    let place = try DropPlace([
      "引取報告/a.csv": Self.file(Self.row(1), Self.row(2), Self.row(3, date: "R8/13/20"))
    ])
    var night = try Night {
      $0.simulator.fleet = 9
      $0.simulator.journalPath = place.path + "/journal.jsonl"
    }
    night.simulator.vehicles = Self.unpaid
    let report = try await night.run(in: place.path)
    try #require(report.tally.accepted == 1 && report.tally.rejected == 1 && report.tally.invalid == 1)
    return (night, place)
  }

  private func reported(_ place: DropPlace) -> [Substring] {
    String(decoding: FileManager.default.contents(atPath: place.path + "/journal.jsonl") ?? Data(), as: UTF8.self)
      .split(separator: "\n")
  }

  private func line(of vehicle: Int, in text: String) -> Substring {
    text.split(separator: "\r\n").first { $0.contains("SIM00-00000\(vehicle)") } ?? ""
  }

  @Test(
    "Once the fee is paid the row goes out, alone; the file's own outputs say so, though the file be gone",
    arguments: ["D1", "d1", "a.csv", "path"])
  func paid(_ name: String) async throws {
    var (night, place) = try await refused()
    night.simulator.vehicles = nil
    let path = place.path + "/drop/引取報告/a.csv"
    try FileManager.default.removeItem(atPath: path)
    let report = try await night.run(in: place.path, failedRowsOf: name == "path" ? path : name)
    #expect(report.tally.accepted == 2 && report.tally.rejected == 0 && report.tally.invalid == 1)
    #expect(report.exitCode == 1 && report.files.count == 1)
    #expect(reported(place).count == 2)
    #expect(line(of: 2, in: place.read("引取報告/a.result.csv")).contains("受理"))
    let error = place.read("引取報告/a.error.csv")
    #expect(line(of: 2, in: error).isEmpty && !line(of: 3, in: error).isEmpty)

    let fault = await #expect(throws: Fault.self) { try await night.run(in: place.path, failedRowsOf: "D1") }
    #expect(fault?.code == .nothingToRerun && fault?.facts["actual"] == "1")
    #expect(fault?.facts["expected"] == "a.error.csv" && fault?.facts["value"] == "D1")
    #expect(reported(place).count == 2)
  }

  @Test("While it is not paid the row is refused again, as often as a person tries")
  func unpaid() async throws {
    let (night, place) = try await refused()
    for _ in 1...2 {
      let report = try await night.run(in: place.path, failedRowsOf: "D1")
      #expect(report.tally.rejected == 1 && report.tally.invalid == 1 && report.tally.accepted == 1)
      #expect(line(of: 2, in: place.read("引取報告/a.error.csv")).contains("D010"))
    }
    #expect(reported(place).count == 1)
  }

  @Test("A row that went out by its corrected file is only answered")
  func corrected() async throws {
    var (night, place) = try await refused()
    let error = place.read("引取報告/a.error.csv").replacing("R8/13/20", with: "R8/11/19")
    try Data(error.utf8).write(to: URL(fileURLWithPath: place.path + "/drop/引取報告/b.rerun.csv"))
    night.simulator.vehicles = nil
    let again = try await night.run(in: place.path)
    #expect(again.files.first { $0.path.hasSuffix("b.rerun.csv") }?.tally.accepted == 2)
    let report = try await night.run(in: place.path, failedRowsOf: "D1")
    #expect(report.tally.alreadyDone == 1 && report.tally.accepted == 1 && report.tally.invalid == 1)
    #expect(line(of: 2, in: place.read("引取報告/a.result.csv")).contains("処理済"))
    #expect(reported(place).count == 3)
  }

  @Test("What names no drop, or more than one, is told with what it could be")
  func names() async throws {
    let (night, place) = try await refused()
    try FileManager.default.createDirectory(atPath: place.path + "/drop/sub/引取報告", withIntermediateDirectories: true)
    try Data(Self.file(Self.row(4)).utf8).write(to: URL(fileURLWithPath: place.path + "/drop/引取報告/a.csv"))
    _ = try await night.run(in: place.path)
    for (name, told) in [("D9", "該当なし"), ("x.csv", "該当なし"), ("a.csv", "D2, D1")] {
      let fault = await #expect(throws: Fault.self) { try await night.run(in: place.path, failedRowsOf: name) }
      #expect(fault?.code == .dropUnclear)
      #expect(fault?.sentence(in: .japanese).contains(told) == true, "\(name)")
    }
  }
}
