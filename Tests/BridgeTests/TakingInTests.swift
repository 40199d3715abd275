import Delivery
import Findings
import Foundation
import Ledger
import Synchronization
import Testing

@testable import Bridge

@Suite("Taking in a file that its writer is not done with")
struct TakingInTests {
  static let header = "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  private static func row(_ number: Int) -> String {
    "130000100002,SIM00-\(String(format: "%06d", number)),登録,不明,国土 太郎,R8/11/20,○,HFC,有,1"
  }

  private static func file(_ rows: Int) -> String {
    ([header] + (1...rows).map(row)).joined(separator: "\r\n") + "\r\n"
  }

  /// A drop folder, a run over it and its ledger, without a service.
  private func run(
    _ place: DropPlace, alive: @escaping @Sendable () -> Void = {},
    tell: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) throws -> (run: DropRun, ledger: any LedgerDriver, stop: StopSignal) {
    let installation = try place.installation()
    let ledger = try installation.owningLedger(for: "test")
    let stop = StopSignal()
    let run = try DropRun(installation: installation, ledger: ledger, stop: stop, alive: alive, tell: tell)
    return (run, ledger, stop)
  }

  /// What stands in the file so far; what it is taken for when nobody waits: staged rows, or the code of its refusal.
  private static let halves: [(name: String, text: String, asItIs: String)] = [
    ("a.csv", "", "T001"),
    ("a.csv", "事業所コード,車台", "V002"),
    ("a.csv", header + "\r\n" + row(1) + "\r\n130000100002,SIM0", "2"),
    ("a.csv", header + "\r\n" + row(1) + "\r\n" + row(2), "2"),
    ("a.csv", header + "\r\n" + row(1) + "\r\n130000100002,SIM00-000002,登録,不明,\"国土\r\n", "2"),
    ("a.csv", header + "\r\n" + row(1) + "\r\n" + String(repeating: "\0", count: 4096), "T002"),
    ("a.xml", "<?xml version=\"1.0\"?><rows function=\"collection-report\"><row>", "T021"),
    ("a.xlsx", "PK\u{3}\u{4}" + String(repeating: "a", count: 500), "T019"),
  ]

  @Test("Each format says that it is not whole yet: the file is left alone, without an error file", arguments: halves)
  func half(name: String, text: String, asItIs: String) throws {
    let place = try DropPlace(["引取報告/" + name: text])
    let path = place.path + "/drop/引取報告/" + name
    let (run, ledger, _) = try run(place)
    let patient = try run.takeIn(path, isPatient: true)
    #expect(patient.map(\.isUnfinished) == [true], "\(patient)")
    #expect(try ledger.drops(limit: 9).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path + "/drop/引取報告") == [name])
    let last = try #require(try run.takeIn(path, isPatient: false).first)
    #expect(!last.isUnfinished)
    let taken =
      last.drop.map { _ in "\(last.tally.input)" } ?? last.findings.first { $0.severity == .error }?.code.rawValue
    #expect(taken == asItIs, "\(last)")
  }

  @Test(
    "Whoever watches is told how many rows are in, how much of the file that is, and how many are written; each is a beat"
  )
  func told() throws {
    let place = try DropPlace(["引取報告/a.csv": Self.file(3_000)])
    let told = Mutex<[RunEvent]>([])
    let beats = Mutex(0)
    let (run, _, _) = try run(
      place, alive: { beats.withLock { $0 += 1 } }, tell: { event in told.withLock { $0.append(event) } })
    _ = try run.takeIn(place.path + "/drop/引取報告/a.csv")
    var rows: [Int] = []
    var shares: [Double] = []
    var written: [Int] = []
    var rest: [String] = []
    for event in told.withLock({ $0 }) {
      switch event {
      case .reading(_, let count, let share):
        rows.append(count)
        shares.append(try #require(share))
        #expect(rest.isEmpty, "rows are read before anything is written")
      case .writing(_, let count, let all):
        written.append(count)
        #expect(all == 3_000)
        if count == 0 { rest.append("writing") }
      case .staged: rest.append("staged")
      default: rest.append("\(event)")
      }
    }
    #expect(rows.count > 2 && rows == rows.sorted() && rows.last == 3_000)
    #expect(shares == shares.sorted() && shares.first! > 0 && shares.last! > 0.99 && shares.last! < 1)
    #expect(written.first == 0 && written == written.sorted() && written.last! > 2_500 && written.count > 10)
    #expect(beats.withLock { $0 } >= rows.count + written.count)
    #expect(rest == ["writing", "staged"])
  }

  @Test("A whole file is taken at once, however patient we are")
  func whole() throws {
    let place = try DropPlace(["引取報告/a.csv": Self.file(2)])
    let (run, _, _) = try run(place)
    #expect(try run.takeIn(place.path + "/drop/引取報告/a.csv", isPatient: true).map(\.tally.input) == [2])
  }

  enum Meddling: CaseIterable { case rewritten, truncated, appended, replaced, deleted }

  @Test(
    "Written to while it is read: nothing is staged. Replaced or deleted: all of it is, as it was",
    arguments: Meddling.allCases)
  func meddled(how: Meddling) throws {
    // More than one piece of reading, with few rows: an unknown column is as long as it likes.
    let note = String(repeating: "x", count: 2_000)
    let rows = (1...600).map { Self.row($0) + "," + note }
    let text = ([Self.header + ",備考"] + rows).joined(separator: "\r\n") + "\r\n"
    #expect(text.utf8.count > 1 << 20)
    let place = try DropPlace(["引取報告/a.csv": text, "引取報告/.b": Self.file(3)])
    let folder = place.path + "/drop/引取報告/"
    let isFirst = Mutex(true)
    let (run, ledger, _) = try run(place) {
      guard
        isFirst.withLock({ first in
          defer { first = false }; return first
        })
      else { return }
      let handle = FileHandle(forWritingAtPath: folder + "a.csv")
      switch how {
      case .rewritten:
        _ = try? handle?.seek(toOffset: UInt64(text.utf8.count - 200))
        handle?.write(Data("y".utf8))
      case .truncated: try? handle?.truncate(atOffset: 1 << 20)
      case .appended:
        _ = try? handle?.seekToEnd()
        handle?.write(Data((Self.row(601) + ",\r\n").utf8))
      case .replaced: #expect(rename(folder + ".b", folder + "a.csv") == 0)
      case .deleted: #expect(unlink(folder + "a.csv") == 0)
      }
    }
    let report = try #require(try run.takeIn(folder + "a.csv", isPatient: true).first)
    let drops = try ledger.drops(limit: 9)
    switch how {
    case .rewritten, .truncated, .appended:
      #expect(report.fault?.code == .fileChanged, "\(report)")
      #expect(drops.isEmpty && report.errorPath == nil)
      let again = try #require(try run.takeIn(folder + "a.csv", isPatient: false).first)
      #expect(again.fault == nil && again.drop != nil, "\(again)")
    case .replaced, .deleted:
      #expect(report.tally.input == 600 && drops.count == 1, "\(report)")
    }
  }

  @Test("A workbook that is rewritten between two looks is read again, not refused")
  func broken() throws {
    let place = try DropPlace(["引取報告/a.xml": "<?xml version=\"1.0\"?><rows function=\"collection-report\"><row>"])
    let path = place.path + "/drop/引取報告/a.xml"
    let examination = try Examination(path: path, knownLabels: [])
    try examination.confirm()
    try Data("<rows/>".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: Fault(.fileChanged, ["path": path])) { try examination.confirm() }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: Fault(.fileMissing, ["path": path])) { try examination.confirm() }
  }

  @Test("The refusal of what stood in a file before goes when the file can be read; an error file of its rows stays")
  func refusalGoes() throws {
    let place = try DropPlace(["引取報告/a.csv": ""])
    let path = place.path + "/drop/引取報告/a.csv"
    let (run, _, _) = try run(place)
    _ = try run.takeIn(path)
    #expect(place.read("引取報告/a.error.csv").contains("T001"))
    try Data((Self.file(2) + Self.row(3).replacing("R8/11/20", with: "R8/13/20") + "\r\n").utf8).write(
      to: URL(fileURLWithPath: path))
    let report = try #require(try run.takeIn(path).first)
    #expect(report.errorPath?.hasSuffix("/a.error.csv") == true, "\(report)")
    #expect(place.read("引取報告/a.error.csv").contains("V105"))
    _ = try run.takeIn(path)
    #expect(place.read("引取報告/a.error.csv").contains("V105"))
  }

  @Test("A stop in the middle of a file leaves its staging, of which nothing is sent; the next start goes on with it")
  func stopped() throws {
    let place = try DropPlace(["引取報告/a.csv": Self.file(100)])
    let path = place.path + "/drop/引取報告/a.csv"
    let (run, ledger, stop) = try run(place)
    stop.request()
    #expect(try run.takeIn(path).isEmpty)
    #expect(try ledger.drops(limit: 9).map(\.state) == [.staging] && ledger.openDrops().isEmpty)
  }
}
