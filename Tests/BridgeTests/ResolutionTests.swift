import Delivery
import Findings
import Foundation
import Ledger
import Simulator
import Testing
import Validation

@testable import Bridge

@Suite("A person settles a report in doubt", .serialized)
struct ResolutionTests {
  private static let packages = """
    事業所コード,移動報告番号,車台番号,荷姿処理区分,荷姿番号,荷姿参照,容器区分,ボンベ番号,フロン類種別,回収年月日
    130000200003,040027990001,PKG10-0000001,1,,@A,1,H4R-123,2,2026-11-20
    130000200003,040027990002,PKG10-0000002,2,@A,,,,2,2026-11-20
    """

  /// Two vehicles; the first may stand in a package already.
  private static func world(isLinked: Bool = false) -> Data {
    let vehicles = (1...2).map { number in
      """
      {"chassisNo": "PKG10-000000\(number)", "ticketNo": "04002799000\(number)", "lifecycleStatus": "S20",
       "holderOfficeCode": "130000200003", "collectionDate": "2026-11-18", "fluorocarbonType": "2",
       "fluorocarbonStatus": "\(isLinked && number == 1 ? "LINKED" : "REQUIRED")", "airbagStatus": "REQUIRED"}
      """
    }
    let package = """
      {"packageNo": "FR2600000007", "officeCode": "130000200003", "fluorocarbonType": "2", "containerType": "1",
       "packageStatus": "1", "recoveredDate": "2026-11-20", "vehicles": ["040027990001"]}
      """
    return Data("{\"vehicles\": [\(vehicles.joined(separator: ","))], \"packages\": [\(isLinked ? package : "")]}".utf8)
  }

  /// A night whose package maker lost its answer and whose inquiries are not answered either.
  private func doubtful() async throws -> DropPlace {
    let place = try DropPlace(["fluorocarbon-package-add/a.csv": Self.packages])
    var night = try Night(vehicles: Self.world())
    night.patience = 1
    night.simulator.faults = SimulatorFaults(rules: [
      SimulatorFaults.Rule(.commitThenDrop, function: 13, call: 1),
      SimulatorFaults.Rule(.dropBeforeCommit, function: 4),
    ])
    let report = try await night.run(in: place.path)
    try #require(report.tally.inDoubt == 1 && report.tally.held == 1, "\(report.tally)")
    return place
  }

  private func installation(_ place: DropPlace, at moment: String = "2026-11-21T10:30:00+09:00") throws -> Installation
  {
    Installation(
      configuration: try ConfigurationFile(path: place.path + "/elvbridge.yaml").load(environment: [:]),
      catalogue: Night.catalogue, clock: Clock(startingAt: try #require(Moment(moment))), language: .japanese,
      variables: [:])
  }

  private func settle(
    _ word: Resolution.Word, _ row: String = "D1R2", in place: DropPlace,
    at moment: String = "2026-11-21T10:30:00+09:00"
  ) throws {
    let installation = try installation(place, at: moment)
    let ledger = try installation.guestLedger()
    defer { try? ledger.close() }
    try Resolution(installation: installation, ledger: ledger)
      .settle(try #require(RowID(row)), as: word, who: "hanako", why: "画面で確認")
  }

  private func code(_ body: () throws -> Void) -> FindingCode? { #expect(throws: Fault.self) { try body() }?.code }

  @Test("Accepted under its number and its package's: the outputs say who and why, and rows that use the name go out")
  func accepted() async throws {
    let place = try await doubtful()
    try settle(.accepted(receipt: "040027990001", package: "ＦＲ２６０0000007"), in: place)
    guard
      case .written(let files) = try installation(place).writeOutputs(
        decidedBy: "resolve", about: try #require(RowID("D1R2")))
    else {
      Issue.record("nobody else is at work")
      return
    }
    #expect(files.count == 1 && files[0].fault == nil && files[0].tally.accepted == 1)
    let result = place.read("fluorocarbon-package-add/a.result.csv")
    #expect(result.contains("受理") && result.contains("D049") && result.contains("hanako") && result.contains("画面で確認"))
    #expect(result.contains("FR2600000007"))
    let report = try await Night(vehicles: Self.world(isLinked: true)).run(in: place.path)
    #expect(report.tally.accepted == 2, "\(report.tally)")
    #expect(place.read("fluorocarbon-package-add/a.result.csv").components(separatedBy: "FR2600000007").count == 3)
  }

  @Test("Numbers that can't be those of the report are refused")
  func numbers() async throws {
    let place = try await doubtful()
    for (receipt, package) in [
      ("040027990001", nil), ("040027990001", "AB2600000007"), ("040027990002", "FR2600000007"),
      ("04002799", "FR2600000007"),
      (" ", "FR2600000007"),
    ] {
      #expect(code { try settle(.accepted(receipt: receipt, package: package), in: place) } == .receiptInvalid)
    }
    #expect(try installation(place).readableLedger().doubts().count == 1)
  }

  @Test("Not sent: not right after sending, not against an inquiry that shows it; then it goes out once more")
  func notSent() async throws {
    let place = try await doubtful()
    #expect(code { try settle(.notSent, in: place, at: "2026-11-21T09:59:59+09:00") } == .decisionTooEarly)
    let owner = try installation(place).owningLedger(for: "test")
    let id = try #require(try owner.doubts().first).claimed.id
    let unknown = Settlement.unknown(askNotBefore: DoubtSchedule.never, because: Finding(.leftToPerson))
    for (verdict, refusal) in [
      (Verdict.present, FindingCode.decisionAgainstEvidence), (.different, .decisionAgainstEvidence),
    ] {
      let seen = Evidence(verdict: verdict, detail: "0000")
      try owner.settle(id, unknown, evidence: seen, at: try #require(Moment("2026-11-21T10:10:00+09:00")))
      #expect(code { try settle(.notSent, in: place) } == refusal)
    }
    let seen = Evidence(verdict: .absent, detail: "0000")
    try owner.settle(id, unknown, evidence: seen, at: try #require(Moment("2026-11-21T10:20:00+09:00")))
    try owner.close()
    try settle(.notSent, in: place)
    #expect(code { try settle(.notSent, in: place) } == .notInDoubt)
    #expect(code { try settle(.notSent, "D1R9", in: place) } == .unknownRow)
  }

  @Test("A watch is told once of each drop that a person decided about beside it")
  func told() async throws {
    let place = try await doubtful()
    let owner = try installation(place).owningLedger(for: "watch")
    var decided = try DecidedDrops(ledger: owner)
    #expect(try decided.changed().isEmpty)
    try settle(.accepted(receipt: "040027990001", package: "FR2600000007"), in: place)
    guard
      case .leftToOwner(let name) = try installation(place).writeOutputs(
        decidedBy: "resolve", about: try #require(RowID("D1R2")))
    else {
      Issue.record("the watch owns the ledger")
      return
    }
    #expect(name.contains("elvbridge watch"))
    #expect(try decided.changed().map(\.id.rawValue) == [1])
    #expect(try decided.changed().isEmpty)
    try owner.close()
  }

  @Test(
    "Where to look: what finds the vehicle, and what the report must say to be ours",
    arguments: Night.catalogue.functions)
  func screen(function: FunctionSchema) throws {
    guard function.bridge.kind == .report else { return }
    let values = Dictionary(uniqueKeysWithValues: function.fields.map { ($0.name, "x") })
    let fields = String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
    let submission = NewSubmission(
      function: function.name, isReport: true, key: "k", contentDigest: "", vehicle: "", order: 0, deadline: "",
      window: "", fields: fields)
    let claimed = ClaimedSubmission(
      id: SubmissionID(rawValue: 1), drop: DropID(rawValue: 1), row: 2, submission: submission, state: .unknown,
      attempts: 1, sends: 1, requestID: "", lastSentAt: nil, absences: 0)
    let check = try ScreenCheck(of: SubmissionHistory(claimed: claimed, findings: []), in: Night.catalogue)
    #expect(!check.search.isEmpty && !check.mustAgree.isEmpty)
    #expect(Set(check.search.map(\.title)).isDisjoint(with: check.mustAgree.map(\.title)))
  }
}
