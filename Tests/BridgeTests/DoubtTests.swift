import Delivery
import Findings
import Foundation
import Ledger
import Simulator
import Testing

@testable import Bridge

@Suite("What a doubt is settled by", .serialized)
struct DoubtTests {
  private static func delivery(_ number: String) -> String {
    """
    利用者管理番号,事業所コード,移動報告番号,車台番号,引渡先事業所コード,引渡年月日,運搬事業者区分
    \(number),130000100002,040027990001,PKG10-0000001,130000200003,2026-11-20,1
    """
  }

  private static func vehicle(_ state: String, holder: String, delivered: String? = nil) -> Data {
    let entry = delivered.map { day in
      """
      , {"functionNo": 9, "officeCode": "130000100002", "counterpartOfficeCode": "130000200003", "eventDate": "\(day)"}
      """
    }
    return Data(
      """
      {"vehicles": [{"chassisNo": "PKG10-0000001", "ticketNo": "040027990001", "lifecycleStatus": "\(state)",
        "holderOfficeCode": "\(holder)"\(delivered == nil ? "" : ", \"pendingOfficeCode\": \"130000200003\""),
        "collectionDate": "2026-11-18", "fluorocarbonStatus": "REQUIRED", "fluorocarbonType": "2",
        "history": [{"functionNo": 8, "officeCode": "130000100002", "eventDate": "2026-11-18"}\(entry ?? "")]}]}
      """.utf8)
  }

  @Test(
    "“Already reported” is ours if the key was ever sent, though it was refused then, and the facts agree",
    arguments: [("2026-11-20", "D028"), ("2026-11-19", "D029")])
  func sentBefore(day: String, code: String) async throws {
    let folder = "collection-delivery-to-recoverer"
    let place = try DropPlace(["\(folder)/a.csv": Self.delivery("1")])
    let refused = try await Night(vehicles: Self.vehicle("S10", holder: "130000800002")).run(in: place.path)
    try #require(refused.tally.rejected == 1, "\(refused.tally)")
    try Data(Self.delivery("2").utf8).write(to: URL(fileURLWithPath: "\(place.path)/drop/\(folder)/b.csv"))

    let world = Self.vehicle("S11", holder: "130000100002", delivered: day)
    let report = try await Night(vehicles: world).run(in: place.path)

    #expect(report.tally.inDoubt == 0)
    let result = place.read("\(folder)/b.result.csv")
    #expect(result.contains(code) && result.contains("受理") == (code == "D028"), "\(result)")
  }

  @Test("“Already reported” without any send of ours is somebody else's, whatever the facts")
  func neverSent() async throws {
    let folder = "collection-delivery-to-recoverer"
    let place = try DropPlace(["\(folder)/a.csv": Self.delivery("1")])
    let world = Self.vehicle("S11", holder: "130000100002", delivered: "2026-11-20")
    let report = try await Night(vehicles: world).run(in: place.path)
    #expect(report.tally.rejected == 1 && place.read("\(folder)/a.result.csv").contains("E4003"))
  }

  @Test("“Not there” is believed only while the fee inquiry about the same vehicle answers")
  func control() async throws {
    let place = try DropPlace([
      "引取報告/a.csv": """
      事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認
      130000100002,SIM00-000001,登録,不明,国土 太郎,R8/11/20,○,HFC,有,1
      """
    ])
    var night = try Night { $0.simulator.fleet = 9 }
    night.simulator.faults = SimulatorFaults(rules: [
      SimulatorFaults.Rule(.dropBeforeCommit, function: 8, call: 1),
      SimulatorFaults.Rule(.errorBeforeCommit, function: 2, call: 2),
    ])
    let report = try await night.run(in: place.path)
    #expect(report.tally.accepted == 1)
    let ledger = try SQLiteLedger(path: place.path + "/state/test.sqlite", .reader)
    let row = try #require(RowID("D1R2"))
    let history = try #require(try ledger.history(of: row))
    #expect(history.evidence.map(\.evidence.verdict) == [.unclear, .absent, .absent])
    #expect(history.evidence.last?.evidence.detail == "vehicle-detail-inquiry: E5003, fee-inquiry: 0000")
    #expect(history.attempts.map(\.outcome) == [.unknown, .accepted])
  }

  @Test("24 hours after sending it is asked about no more, and the row says that a person has to look")
  func left() async throws {
    let folder = "collection-delivery-to-recoverer"
    let place = try DropPlace(["\(folder)/a.csv": Self.delivery("1")])
    var night = try Night(vehicles: Self.vehicle("S10", holder: "130000100002"))
    night.patience = 1
    night.simulator.faults = SimulatorFaults(rules: [
      SimulatorFaults.Rule(.commitThenDrop, function: 9), SimulatorFaults.Rule(.errorBeforeCommit, function: 4),
    ])
    _ = try await night.run(in: place.path)
    night.moment = "2026-11-22T10:30:00+09:00"
    let report = try await night.run(in: place.path)
    #expect(report.tally.inDoubt == 1)
    let result = place.read("\(folder)/a.result.csv")
    #expect(result.contains("D047") && result.contains("elvbridge resolve D1R2"), "\(result)")
    let ledger = try SQLiteLedger(path: place.path + "/state/test.sqlite", .reader)
    let doubt = try #require(try ledger.doubts().first)
    #expect(doubt.needsPerson && doubt.evidence.count == 6)
    let last = try await night.run(in: place.path)
    let asked = try ledger.doubts().first?.evidence.count
    #expect(last.exitCode == 3 && asked == 6)
  }

  @Test("A report in doubt after its second send is asked about and never sent a third time")
  func secondDoubt() async throws {
    let folder = "collection-delivery-to-recoverer"
    let place = try DropPlace(["\(folder)/a.csv": Self.delivery("1")])
    var night = try Night(vehicles: Self.vehicle("S10", holder: "130000100002"))
    night.patience = 1
    night.simulator.journalPath = place.path + "/journal.jsonl"
    night.simulator.faults = SimulatorFaults(rules: [SimulatorFaults.Rule(.dropBeforeCommit, function: 9)])
    let report = try await night.run(in: place.path)
    #expect(report.tally.inDoubt == 1 && report.exitCode == 3)
    let ledger = try SQLiteLedger(path: place.path + "/state/test.sqlite", .reader)
    #expect(try ledger.doubts().map(\.claimed.sends) == [2])
  }
}
