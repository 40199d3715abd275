import Bridge
import Findings
import Foundation
import Ledger
import Simulator
import Testing

/// Both sides under `samples/overlay`, which each reads by itself: nothing but the files makes them understand each other.
@Suite("A night under the private overlay")
struct OverlayNightTests {
  private static let overlay = URL(fileURLWithPath: SampleTests.samples + "/../overlay").standardizedFileURL.path

  private static func collection(_ vehicle: String, kana: String = "コクド タロウ") -> String {
    "130000100002,\(vehicle),普通,不明,国土 太郎,\(kana),2026-11-20,有,HFC,有,1"
  }

  private static func delivery(_ number: Int) -> String {
    "130000100002,90000000000\(number),SIM00-00000\(number),130000200003,2026-11-21,1"
  }

  private static func file(_ lines: [String]) -> String { lines.joined(separator: "\r\n") + "\r\n" }

  private static let drops = [
    "引取報告/a.csv": file(
      ["事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取依頼者カナ,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"]
        + (1...4).map { collection("SIM00-00000\($0)") }
        + [collection("NOPE-1"), collection("SIM00-000006", kana: "")]),
    "フロン類回収業者引渡報告/b.csv": file(["事業所コード,移動報告番号,車台番号,引渡先事業所コード,引渡年月日,運搬事業者区分", delivery(1)]),
    "料金照会/c.csv": file(["車台番号", "SIM00-000001", "NOPE-2"]),
  ]

  private func night(_ change: (inout Night) -> Void = { _ in }) throws -> Night {
    try Night {
      $0.simulator.fleet = 10
      $0.simulator.overlayFolder = Self.overlay
      $0.overlay = Self.overlay
      change(&$0)
    }
  }

  @Test("Path, names, days, codes, required fields, result codes and authentication follow one folder")
  func wholeNight() async throws {
    let place = try DropPlace(Self.drops)
    let report = try await night().run(in: place.path)
    #expect(report.fault == nil)
    #expect(report.tally.accepted == 6 && report.tally.rejected == 2 && report.tally.invalid == 1, "\(report.tally)")
    #expect(report.tally.isConserved)
    let errors = place.read("引取報告/a.error.csv")
    #expect(errors.contains("ERR-201") && errors.contains("車台番号（ハイフン・職権打刻）を確かめてください。"))
    #expect(errors.contains("V101") && !errors.contains("E2001"))
    #expect(place.read("料金照会/c.error.csv").contains("ERR-201"))
    // The next deadline, which the service writes with slashes, stands in the result as everywhere.
    let result = place.read("引取報告/a.result.csv")
    #expect(result.contains("900000000001") && result.contains("2026-12-") && !result.contains("2026/"))
  }

  @Test("Reports without an answer are settled by evidence in the service's days and codes")
  func doubts() async throws {
    let place = try DropPlace(Self.drops.filter { $0.key.hasPrefix("引取報告") })
    let journal = place.path + "/journal.jsonl"
    let report = try await night {
      $0.simulator.journalPath = journal
      $0.simulator.faults = SimulatorFaults(rules: [
        .init(.commitThenDrop, function: 8, call: 2), .init(.dropBeforeCommit, function: 8, call: 3),
      ])
    }.run(in: place.path)
    #expect(report.tally.accepted == 4 && report.tally.inDoubt == 0, "\(report.tally)")
    let lines = try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 4, "each report took effect once")
  }

  @Test("A simulator without the overlay does not understand a client that has it")
  func oneSided() async throws {
    let place = try DropPlace(Self.drops)
    let report = try await night { $0.simulator.overlayFolder = nil }.run(in: place.path)
    #expect(report.tally.accepted == 0 && report.fault != nil && report.tally.isConserved)
  }

  @Test("The overlay holds for the profile for fee inquiries, too")
  func feeOnly() async throws {
    let place = try DropPlace(Self.drops.filter { $0.key.hasPrefix("料金照会") })
    let report = try await night {
      $0.user = "jars-fee-only"
      $0.secret = "simulator-secret-02"
      $0.environment = "profile: fee-inquiry"
    }.run(in: place.path)
    #expect(report.fault == nil && report.tally.accepted == 1 && report.tally.rejected == 1, "\(report.tally)")
  }
}
