import Delivery
import Findings
import Foundation
import Ledger
import Synchronization
import Testing

@testable import Bridge

@Suite("Staging that was stopped in the middle goes on where it stood")
struct ResumedStagingTests {
  /// Every seventh row is wrong, every eleventh says again what the first said.
  private static func row(_ number: Int) -> String {
    let chassis = number % 11 == 0 ? 1 : number
    let day = number % 7 == 0 ? "R8/13/20" : "R8/11/20"
    return "130000100002,SIM00-\(String(format: "%06d", chassis)),登録,不明,国土 太郎,\(day),○,HFC,有,1"
  }

  private static func file(_ rows: Int) -> String {
    ([TakingInTests.header] + (1...rows).map(row)).joined(separator: "\r\n") + "\r\n"
  }

  private let place: DropPlace
  private let ledger: SQLiteLedger
  private let path: String

  init() throws {
    place = try DropPlace(["引取報告/a.csv": Self.file(5_000), "引取報告/b.csv": Self.file(3)])
    path = place.path + "/drop/引取報告/a.csv"
    ledger = try place.installation().owningLedger(for: "test")
  }

  /// Takes the file in, stopped after so many batches of rows where there are as many.
  private func takeIn(stoppedAfter batches: Int, on day: String = "2026-11-21") throws -> FileReport? {
    let stop = StopSignal()
    let count = Mutex(0)
    let run = try DropRun(
      installation: place.installation(on: day), ledger: ledger, stop: stop,
      alive: {
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number == batches { stop.request() }
      }, tell: { _ in })
    return try run.takeIn(path).first
  }

  /// Stopped so that some of the rows are in the ledger, but not all.
  private func stopHalfway() throws -> DropRecord {
    #expect(try takeIn(stoppedAfter: 4) == nil)
    let drop = try #require(try ledger.drops(limit: 9).last)
    #expect(drop.state == .staging && (1..<5_000).contains(drop.prefix.count))
    #expect(try ledger.tally(of: drop.id).input == drop.prefix.count)
    return drop
  }

  private func rows(_ ledger: any LedgerDriver, of drop: DropID) throws -> [String] {
    try ledger.rows(of: drop, after: 0, limit: .max).map { row in
      let findings = row.findings.map { "\($0.code) \($0.facts.sorted { $0.key < $1.key })" }
      return "\(row.location) \(row.cells) \(findings) \(row.vehicle ?? "–") \(row.fate)"
    }
  }

  @Test("However often it is stopped, it ends as if it had not been")
  func manyStops() throws {
    var dice = Dice(for: "stops in the middle of a file")
    var reached: [Int] = []
    var report: FileReport?
    while report == nil {
      report = try takeIn(stoppedAfter: 2 + reached.count + Int(dice(3)))
      reached.append(try #require(try ledger.drops(limit: 1).first).prefix.count)
    }
    #expect(reached == reached.sorted() && reached.contains { (1..<5_000).contains($0) } && reached.last == 5_000)
    let drop = try #require(report?.drop)
    let other = try DropPlace(["b.csv": ""]).installation().owningLedger(for: "test")
    let run = try DropRun(installation: place.installation(), ledger: other, stop: StopSignal(), tell: { _ in })
    let straight = try #require(try run.takeIn(path).first?.drop)
    #expect(try rows(ledger, of: drop.id) == rows(other, of: straight.id))
    #expect(try ledger.tally(of: drop.id) == other.tally(of: straight.id) && drop.prefix == straight.prefix)
    #expect(try ledger.contradictions() == [])
  }

  @Test("A run goes on with it first, whatever else is there; without a word it would look finished")
  func firstOfAll() async throws {
    let drop = try stopHalfway()
    let run = try DropRun(
      installation: place.installation(), ledger: ledger, stop: StopSignal(), tell: { _ in })
    let report = try await run.run([place.path + "/drop/引取報告/b.csv", path])
    #expect(report.files.compactMap(\.drop?.id).first == drop.id && report.cutShort == nil && report.files.count == 2)
    #expect(try ledger.tally(of: drop.id).input == 5_000)

    let stop = StopSignal()
    stop.request()
    let stopped = try DropRun(installation: place.installation(), ledger: ledger, stop: stop, tell: { _ in })
    let nothing = try await stopped.run([path])
    #expect(nothing.cutShort?.facts == ["path": path] && nothing.notices.contains { $0.code == .readingStopped })
    var empty = RunReport()
    #expect(empty.exitCode == 0)
    empty.cutShort = nothing.cutShort
    #expect(empty.exitCode == 4)
  }

  @Test("On another day rows are judged anew, all of them")
  func anotherDay() throws {
    let drop = try stopHalfway()
    #expect(try takeIn(stoppedAfter: .max, on: "2026-12-21")?.drop?.id == drop.id)
    let first = try #require(try ledger.rows(of: drop.id, after: 0, limit: 1).first)
    #expect(first.findings.map(\.code) == [.deadlinePassed])
    #expect(try ledger.tally(of: drop.id).input == 5_000 && ledger.contradictions() == [])
  }

  @Test("Where its file is gone, nothing of it stays, and where another file comes first, it begins anew")
  func gone() async throws {
    let drop = try stopHalfway()
    let run = try DropRun(
      installation: place.installation(), ledger: ledger, stop: StopSignal(), tell: { _ in })
    _ = try run.takeIn(place.path + "/drop/引取報告/b.csv")
    #expect(try ledger.tally(of: drop.id).input == 0)
    _ = try stopHalfway()
    _ = try await run.run([])
    #expect(try ledger.tally(of: drop.id).input == 0)
    #expect(try takeIn(stoppedAfter: .max)?.drop?.id == drop.id)
    #expect(try ledger.tally(of: drop.id).input == 5_000 && ledger.contradictions() == [])
  }
}
