import Bridge
import Findings
import Foundation
import Ledger
import Simulator
import Testing

@Suite("The profile for fee inquiries only")
struct ProfileTests {
  private static let files = [
    "料金照会/a.csv": "車台番号\r\nABC12-345678\r\nNOPE-1\r\nGX100-1234567\r\n",
    "引取報告/b.csv": "事業所コード,車台番号,引取依頼者氏名・名称,引取年月日,フロン類装備,エアバッグ類装備\r\n",
  ]

  @Test("A fixed key is all that it needs; a report of the other profile is refused before anything is sent")
  func inquiries() async throws {
    let place = try DropPlace(Self.files)
    let night = try Night {
      $0.user = "jars-fee-only"
      $0.secret = "simulator-fee-key-01"
      $0.environment = "profile: fee-inquiry"
    }
    let report = try await night.run(in: place.path)
    #expect(report.fault == nil)
    #expect(report.tally.accepted == 2 && report.tally.rejected == 1 && report.tally.isConserved)
    #expect(place.read("料金照会/a.result.csv").contains("一部預託"))
    #expect(place.read("料金照会/a.error.csv").contains("E2001"))
    #expect(place.read("引取報告/b.error.csv").contains("D001"))
  }

  @Test("A wrong key stops at the first answer, and no row is lost")
  func wrongKey() async throws {
    let place = try DropPlace(["料金照会/a.csv": Self.files["料金照会/a.csv"] ?? ""])
    let night = try Night {
      $0.user = "jars-fee-only"
      $0.secret = "simulator-fee-key-99"
      $0.environment = "profile: fee-inquiry"
    }
    let report = try await night.run(in: place.path)
    #expect(report.fault?.code == .credentialsRefused)
    #expect(report.tally.held == 3 && report.tally.isConserved)
    let result = place.read("料金照会/a.result.csv")
    #expect(!result.isEmpty && !result.contains("simulator-fee-key"))
  }
}
