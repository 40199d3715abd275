import Bridge
import Foundation
import Ledger
import Simulator
import Testing
import Validation

/// What each schema's `confirm` says, held against the simulator: a report whose answer was lost is found by asking, and
/// one that never arrived is sent again.
@Suite("Confirming every kind of report", .serialized)
struct ConfirmationTests {
  private static let catalogue = try! SchemaLibrary(folder: Night.schemas).load()

  /// Whole packages are asked about through the vehicles in them, so that they come with a file that fills them.
  private static let wholePackages: Set<Int> = [14, 15, 22, 23]

  static let reports = catalogue.functions.filter {
    $0.bridge.kind == .report && !wholePackages.contains($0.bridge.number)
  }.map(\.name)

  @Test("A report whose answer was lost is found, with its package's number", arguments: reports)
  func lost(name: String) async throws {
    let outcome = try await run(name, .commitThenDrop)
    #expect(outcome.report.tally.accepted == outcome.report.tally.input)
    #expect(outcome.text.matches(of: /D028/).count == 1)
    #expect(outcome.journal.count == outcome.report.tally.input && Set(outcome.journal).count == outcome.journal.count)
    let given = try #require(outcome.function.bridge.confirm).gives["packageNo"] != nil
    let numbers = Self.packages(in: outcome.goodDay)
    // Nothing that can be asked shows the packages of parts and of material.
    #expect(given ? outcome.packages == numbers : outcome.packages.count == max(0, numbers.count - 1))
  }

  @Test("A report that never arrived is sent again", arguments: reports)
  func absent(name: String) async throws {
    let outcome = try await run(name, .dropBeforeCommit)
    #expect(outcome.report.tally.accepted == outcome.report.tally.input)
    #expect(!outcome.text.contains("D028"))
    #expect(outcome.journal.count == outcome.report.tally.input && Set(outcome.journal).count == outcome.journal.count)
    #expect(outcome.packages.count == Self.packages(in: outcome.goodDay).count)
  }

  /// Steps that a vehicle may see again, and reports of which a vehicle may have several: other facts prove nothing there
  /// until the service itself says that it has the report.
  private static let repeatable: Set<Int> = [11, 17, 18, 20, 25, 26, 27, 29, 31]

  /// Another truck is another report, which keeps none of ours away.
  private static let facts = reports.filter { $0 != "asr-delivery-report" }

  @Test("A report that somebody else made meanwhile with other facts is never taken for ours", arguments: facts)
  func different(name: String) async throws {
    let outcome = try await run(name, .commitThenDrop, .otherParty)
    let number = outcome.function.bridge.number
    #expect(outcome.report.tally.accepted < outcome.report.tally.input, "\(outcome.report.tally)")
    #expect(!outcome.text.contains("D028"))
    let codes = Self.repeatable.contains(number) ? /E400[23]/ : /D029/
    #expect(outcome.text.contains(codes), "\(outcome.report.tally)")
    #expect(outcome.report.tally.inDoubt == 0)
    #expect(Set(outcome.journal).count == outcome.journal.count, "nothing is reported twice")
  }

  @Test(
    "A package's pick-up or delivery that never arrived is sent again, each once",
    arguments: [[13, 14, 15], [21, 22, 23]])
  func absentPackages(numbers: [Int]) async throws {
    let (report, place) = try await package(numbers, [.dropBeforeCommit])
    #expect(report.tally.accepted == 4, "\(report.tally)")
    let journal = try Self.journal(place.path)
    #expect(journal.count == 4 && Set(journal).count == 4)
  }

  @Test("A package that somebody else reported with other facts", arguments: [14, 15, 22, 23])
  func differentPackages(number: Int) async throws {
    let numbers = number < 20 ? [13, 14, 15] : [21, 22, 23]
    let (_, place) = try await package(numbers, on: [number], [.otherParty, .commitThenDrop])
    let name = try #require(Self.catalogue.functions.first { $0.bridge.number == number }?.name)
    let result = place.read("\(name)/a.result.csv")
    #expect(result.contains("D029") && !result.contains("D028"), "\(result)")
  }

  @Test(
    "A package of which the ledger knows no vehicle stays in doubt, and a person is told what to do",
    arguments: [14, 15, 22, 23])
  func unknownPackages(number: Int) async throws {
    let name = try #require(Self.catalogue.functions.first { $0.bridge.number == number }?.name)
    let outcome = try await run(name, .commitThenDrop, patience: 1)
    #expect(outcome.report.tally.inDoubt > 0 && outcome.report.exitCode == 3)
    #expect(outcome.text.contains("D048") && outcome.text.contains(/elvbridge resolve D1R[0-9]/), "\(outcome.text)")
  }

  private func package(
    _ numbers: [Int], on faulty: [Int]? = nil, _ kinds: [SimulatorFaults.Kind]
  ) async throws -> (RunReport, DropPlace) {
    let place = try DropPlace(numbers[0] == 13 ? Self.fluorocarbons : Self.airbags)
    let vehicles = numbers[0] == 13 ? Self.vehicles("S20", "130000200003") : Self.vehicles("S30", "130000300004")
    var night = try Night(vehicles: Data(vehicles.utf8))
    night.simulator.journalPath = place.path + "/journal.jsonl"
    night.simulator.faults = SimulatorFaults(
      rules: (faulty ?? numbers).flatMap { number in
        kinds.map { SimulatorFaults.Rule($0, function: number, call: 1) }
      })
    return (try await night.run(in: place.path), place)
  }

  @Test(
    "A package whose filling, pick-up and delivery all lost their answers is reported once each",
    arguments: [[13, 14, 15], [21, 22, 23]])
  func packages(numbers: [Int]) async throws {
    let (report, place) = try await package(numbers, [.commitThenDrop])
    #expect(report.tally.accepted == 4, "\(report.tally)")
    let journal = try Self.journal(place.path)
    #expect(journal.count == 4 && Set(journal).count == 4)
    for folder in numbers.compactMap({ number in Self.catalogue.functions.first { $0.bridge.number == number }?.name })
    {
      let result = place.read("\(folder)/a.result.csv")
      #expect(result.contains("D028"), "\(result)")
      #expect(result.contains(numbers[0] == 13 ? "FR2600000001" : "AB2600000001"), "\(result)")
    }
  }

  @Test(
    "Of two parts recovered on one day, the first doesn't prove the second",
    arguments: [1, 2], [SimulatorFaults.Kind.commitThenDrop, .dropBeforeCommit])
  func alike(call: Int, fault: SimulatorFaults.Kind) async throws {
    let place = try DropPlace([
      "parts-recovery-report/a.csv": """
      事業所コード,移動報告番号,車台番号,コンソーシアム番号,部品回収年月日,回収資源区分,部品名,回収重量(kg)
      130000300004,040027990001,PKG10-0000001,C-0001,2026-11-20,1,前バンパー,12.5
      130000300004,040027990001,PKG10-0000001,C-0001,2026-11-20,1,後バンパー,11.0
      """
    ])
    var night = try Night(vehicles: Data(Self.vehicles("S30", "130000300004").utf8)) {
      $0.settings = "consortium: true"
    }
    night.simulator.journalPath = place.path + "/journal.jsonl"
    night.simulator.faults = SimulatorFaults(rules: [SimulatorFaults.Rule(fault, function: 25, call: call)])

    let report = try await night.run(in: place.path)

    #expect(report.tally.accepted == 2, "\(report.tally)")
    let journal = try Self.journal(place.path)
    #expect(journal.count == 2 && Set(journal).count == 2)
  }

  private struct Outcome {
    var function: FunctionSchema
    var report: RunReport
    /// The result file, and that of the same sample on a good day, byte for byte as Latin-1.
    var text: String
    var goodDay: String
    /// The business keys of the simulator's journal.
    var journal: [String]

    var packages: [String] { ConfirmationTests.packages(in: text) }
  }

  private static func packages(in text: String) -> [String] {
    text.matches(of: /(FR|AB|AD|ZN|AS|BH|SZ)26[0-9]{8}/).map { String($0.output.0) }
  }

  /// Runs the function's sample `accepted` while its first call goes wrong.
  private func run(
    _ name: String, _ kinds: SimulatorFaults.Kind..., patience: Int = 5
  ) async throws -> Outcome {
    let function = try #require(Self.catalogue.function(named: name))
    let folder = "\(SampleTests.samples)/\(name)/accepted"
    let place = try DropPlace([:])
    let drop = "\(place.path)/drop/\(name)"
    _ = try place.lay(sample: folder, of: name)
    var night = try Night(sample: folder)
    night.simulator.journalPath = place.path + "/journal.jsonl"
    night.simulator.faults = SimulatorFaults(
      rules: kinds.map { SimulatorFaults.Rule($0, function: function.bridge.number, call: 1) })
    night.patience = patience
    let report = try await night.run(in: place.path)
    return Outcome(
      function: function, report: report, text: try Self.latin1("\(drop)/input.result.csv"),
      goodDay: try Self.latin1("\(folder)/expected.result.csv"), journal: try Self.journal(place.path))
  }

  private static func latin1(_ path: String) throws -> String {
    try #require(FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .isoLatin1) })
  }

  /// What the simulator accepted, by business key.
  private static func journal(_ place: String) throws -> [String] {
    let text = try latin1(place + "/journal.jsonl")
    return text.matches(of: /"businessKey": ?"([^"]*)"/).map { String($0.output.1) }
  }

  // MARK: Packages from the first vehicle to the delivery

  /// Two vehicles that an office holds.
  private static func vehicles(_ state: String, _ office: String) -> String {
    let vehicles = (1...2).map { number in
      """
      {"chassisNo": "PKG10-000000\(number)", "ticketNo": "04002799000\(number)", "lifecycleStatus": "\(state)",
       "holderOfficeCode": "\(office)", "collectionDate": "2026-11-18", "fluorocarbonStatus": "REQUIRED",
       "fluorocarbonType": "2", "airbagStatus": "REQUIRED"}
      """
    }
    return "{\"vehicles\": [\(vehicles.joined(separator: ","))]}"
  }

  private static let fluorocarbons = [
    "fluorocarbon-package-add/a.csv": """
    事業所コード,移動報告番号,車台番号,荷姿処理区分,荷姿番号,荷姿参照,容器区分,ボンベ番号,フロン類種別,回収年月日
    130000200003,040027990001,PKG10-0000001,1,,@A,1,H4R-123,2,2026-11-20
    130000200003,040027990002,PKG10-0000002,2,@A,,,,2,2026-11-20
    """,
    "fluorocarbon-package-pickup/a.csv": """
    事業所コード,荷姿番号,集荷希望日,担当者氏名,担当者電話番号
    130000200003,@A,2026-11-25,自動車 太郎,0311111111
    """,
    "fluorocarbon-package-report/a.csv": """
    事業所コード,荷姿番号,引渡先事業所コード,引渡年月日,運搬事業者区分
    130000200003,@A,139999900009,2026-11-21,1
    """,
  ]

  private static let airbags = [
    "airbag-package-add/a.csv": """
    事業所コード,移動報告番号,車台番号,荷姿処理区分,荷姿番号,荷姿参照,回収ケース番号,処理方法,取外回収個数,回収年月日
    130000300004,040027990001,PKG10-0000001,1,,@A,AB-0001,1,4,2026-11-20
    130000300004,040027990002,PKG10-0000002,2,@A,,,1,4,2026-11-20
    """,
    "airbag-package-handover/a.csv": """
    事業所コード,荷姿番号,引渡方法区分,集荷・持込予定日,担当者氏名,担当者電話番号
    130000300004,@A,1,2026-11-25,自動車 太郎,0311111111
    """,
    "airbag-package-report/a.csv": """
    事業所コード,荷姿番号,引渡先事業所コード,引渡年月日,運搬事業者区分
    130000300004,@A,139999900009,2026-11-21,1
    """,
  ]
}
