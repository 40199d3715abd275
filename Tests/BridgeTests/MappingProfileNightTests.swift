import Bridge
import Findings
import Foundation
import Ledger
import Tabular
import Testing
import Validation

@Suite("Nights by profile", .serialized)
struct MappingProfileNightTests {
  private func place(_ files: [String: String], profiles: [String: String]) throws -> DropPlace {
    let place = try DropPlace(files)
    try FileManager.default.createDirectory(atPath: place.path + "/profiles", withIntermediateDirectories: true)
    for (name, text) in profiles {
      try Data(text.utf8).write(to: URL(fileURLWithPath: place.path + "/profiles/" + name))
    }
    return place
  }

  private static let inquiry = "match: \"X*.csv\"\nfunction: fee-inquiry\n"

  @Test("A row that no profile of its file takes is wrong, not lost, unless the filter says to leave it out")
  func nobody() async throws {
    let place = try place(
      ["X1.csv": "区分,車台番号\n1,ABC12-345678\n3,ABC12-345679\n"],
      profiles: ["a.yaml": Self.inquiry + "filter: {column: 区分, values: [\"1\"]}\n"])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 2 && report.tally.invalid == 1)
    #expect(report.exitCode == 1)
    #expect(place.read("X1.error.csv").contains("B014"))
    let skipping = try self.place(
      ["X1.csv": "区分,車台番号\n1,ABC12-345678\n3,ABC12-345679\n"],
      profiles: ["a.yaml": Self.inquiry + "filter: {column: 区分, values: [\"1\"], others: skip}\n"])
    let quiet = try await Night().run(in: skipping.path)
    #expect(quiet.tally.input == 1 && quiet.files.flatMap(\.findings).map(\.code) == [.fileSkippedRows])
  }

  @Test("A column that the profile names and the file lacks refuses the file")
  func missingColumn() async throws {
    let place = try place(
      ["X1.csv": "車台番号\nABC12-345678\n"], profiles: ["a.yaml": Self.inquiry + "fields: {chassisNo: SYADAI}\n"])
    let report = try await Night().run(in: place.path)
    #expect(report.files.flatMap(\.findings).map(\.code) == [.profileColumnMissing])
    #expect(place.read("X1.error.csv").contains("C014"))
  }

  @Test("Two profiles that would read the same rows are ambiguous")
  func ambiguous() async throws {
    let place = try place(
      ["X1.csv": "車台番号\nABC12-345678\n"], profiles: ["a.yaml": Self.inquiry, "b.yaml": Self.inquiry])
    let report = try await Night().run(in: place.path)
    #expect(report.files.flatMap(\.findings).map(\.code) == [.profileAmbiguous])
    #expect(report.tally.input == 0)
  }

  @Test(
    "A profile that is not right stops the run with its file and the reason",
    arguments: [
      ("function: fee-inquiri\nmatch: \"*\"", "fee-inquiri"), ("function: fee-inquiry\nmatch: \"^(\"", "match"),
      ("function: fee-inquiry\nmatch: \"*\"\nfield: {}", "fields"),
      ("function: fee-inquiry\nmatch: \"*\"\nfields: {chasisNo: A}", "chassisNo"),
      ("function: fee-inquiry\nmatch: \"*\"\nfields: {vehicleClass: {from: A, values: {\"1\": 二輪}}}", "二輪"),
    ])
  func invalid(yaml: String, hint: String) async throws {
    let place = try place(["X1.csv": "車台番号\nA\n"], profiles: ["a.yaml": yaml])
    do {
      _ = try await Night().run(in: place.path)
      Issue.record("the profile was taken")
    } catch let fault as Fault {
      #expect(fault.code == .profileInvalid)
      #expect(fault.sentence(in: .english).contains(hint))
    }
  }

  @Test("Headings stand below title lines, and Excel's sep= line is none")
  func titles() async throws {
    let place = try DropPlace([
      "fee-inquiry/titled.csv": "料金照会一覧,2026/11/21\n\n車台番号,車両区分\nABC12-345678,1\n",
      "fee-inquiry/sep.csv": "sep=;\n車台番号;車両区分\nABC12-345679;1\n",
    ])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 2 && report.tally.invalid == 0)
    #expect(report.files.flatMap(\.findings).filter { $0.code == .titleLinesSkipped }.count == 2)
    #expect(place.read("fee-inquiry/titled.result.csv").contains("ABC12-345678"))
  }

  @Test(
    "A row that ends early is refused, or its last cells are empty where the profile says so", arguments: [false, true])
  func shortRows(isAllowed: Bool) async throws {
    let place = try place(
      ["X1.csv": "車台番号,車両区分,登録番号／車両番号\nABC12-345678,1\n"],
      profiles: ["a.yaml": Self.inquiry + (isAllowed ? "shortRows: true\n" : "")])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 1 && report.tally.invalid == (isAllowed ? 0 : 1))
  }

  @Test("A required cell beyond the end of a row is missing")
  func requiredBeyond() throws {
    let function = try #require(Night.catalogue.function(named: "fee-inquiry"))
    let place = Location(record: 2, line: 2, byteOffset: 0)
    let header = HeaderMatcher(function: function).match(["車両区分", "車台番号"], at: place)
    let checker = try RowChecker(
      function: function, service: Night.catalogue.service, header: header,
      days: KnownDays(today: try #require(JapanDate("2026-11-21")), calendars: [:]))
    let checked = checker.check(Record(cells: ["1"], at: place))
    #expect(checked.findings.map(\.code) == [.required])
  }

  @Test("A link that leads out of the drop folder is refused")
  func link() async throws {
    let place = try DropPlace(["fee-inquiry/a.csv": "車台番号\nABC12-345678\n"])
    let outside = place.path + "/secret.csv"
    try Data("車台番号\nABC12-345679\n".utf8).write(to: URL(fileURLWithPath: outside))
    try FileManager.default.createSymbolicLink(
      atPath: place.path + "/drop/fee-inquiry/b.csv", withDestinationPath: outside)
    let report = try await Night().run(in: place.path)
    #expect(report.files.compactMap(\.fault?.code) == [.outsideFolder])
    #expect(report.tally.input == 1)
  }

  @Test("A draft maps what matches exactly, and asks the rest")
  func draft() throws {
    let place = try DropPlace(["X_20261121.csv": "引取台帳\n車体番号,エアコン,日付\nABC12-345678,9,261121\n"])
    let reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    let draft = try ProfileDraft(
      of: place.path + "/drop/X_20261121.csv", reader,
      as: Night.catalogue.function(named: "collection-report"), language: .english)
    #expect(draft.yaml.contains("match: \"X_*.csv\""))
    #expect(draft.yaml.contains("header: 2"))
    #expect(draft.yaml.contains("\n  chassisNo: \"車体番号\""))
    #expect(draft.yaml.contains("# officeCode:"))
    #expect(draft.questions.contains { $0.contains("事業所コード") })
  }
}
