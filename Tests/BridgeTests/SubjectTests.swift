import Delivery
import Findings
import Foundation
import Ledger
import Simulator
import Testing

@testable import Bridge

@Suite("What a person asks the ledger about")
struct SubjectTests {
  private static let row = "130000100002,SIM00-000001,登録,不明,国土 太郎,R8/11/20,○,HFC,有,1"

  private static func file(_ rows: String...) -> String {
    ([TakingInTests.header] + rows).joined(separator: "\r\n") + "\r\n"
  }

  /// Two nights over a good file and one that is wrong in the first night and otherwise wrong in the second.
  private func asked() async throws -> (DropPlace, Installation) {
    let wrong = Self.row.replacing("SIM00-000001", with: "SIM00-000002").replacing("R8/11/20", with: "R8/13/20")
    let place = try DropPlace([
      "引取報告/a.csv": Self.file(Self.row), "引取報告/twice.csv": Self.file(wrong),
    ])
    var night = try Night()
    night.simulator.fleet = 9
    let report = try await night.run(in: place.path)
    try #require(report.tally.accepted == 1 && report.tally.invalid == 1, "\(report.tally)")
    try Data(Self.file(wrong, wrong).utf8).write(to: URL(fileURLWithPath: place.path + "/drop/引取報告/twice.csv"))
    try #require(try await night.run(in: place.path).tally.invalid == 2)
    return (place, try place.installation())
  }

  private func words(_ subject: Subject) -> String {
    switch subject {
    case .drop(let drop): "drop \((drop.drop.path as NSString).lastPathComponent)"
    case .row(let row): "row \(row.location.record) \(row.fateWord)"
    case .vehicle(let vehicle, let rows): "\(vehicle) \(rows.map(\.fateWord))"
    }
  }

  @Test("A drop by number or file, a row by its number, a vehicle however its number is typed")
  func found() async throws {
    let (place, installation) = try await asked()
    let ledger = try installation.readableLedger()
    func ask(_ text: String) throws -> String { words(try Subject(text, in: ledger, installation.catalogue)) }
    let drop = try #require(try ledger.drops(limit: 9).first { $0.drop.path.hasSuffix("a.csv") }).id
    #expect(try ask("\(drop)") == "drop a.csv")
    #expect(try ask("a.csv") == "drop a.csv")
    #expect(try ask(place.path + "/drop/引取報告/a.csv") == "drop a.csv")
    #expect(try ask("\(drop)R2".lowercased()) == "row 2 accepted")
    for typed in ["SIM00-000001", "sim00-000001", " ＳＩＭ００－０００００１ "] {
      #expect(try ask(typed) == "SIM00-000001 [Bridge.FateWord.accepted]", "\(typed)")
    }
    #expect(try ask("SIM00-000002").hasPrefix("SIM00-000002 [Bridge.FateWord.invalid"))
    for unknown in ["D99", "\(drop)R3", "\(drop)R-9223372036854775808", "nobody", ""] {
      #expect(try ask(unknown) == "\(unknown) []")
    }
    let fault = #expect(throws: Fault.self) { try ask("twice.csv") }
    #expect(fault?.code == .dropUnclear)
  }
}
