import Findings
import Testing
import Validation

@testable import Delivery

@Suite("Threads of rows")
struct ThreadTests {
  /// `@A` of the recoverer on 2026-11-21.
  private static let scoped = "130000200003\u{1F}2026-11-21\u{1F}@A"
  private static let addition = "fluorocarbon-package-add"
  private static let pickup = "fluorocarbon-package-pickup"

  private static func threads(_ function: String, _ changes: [String: String] = [:]) -> [ThreadLink] {
    RowsForSending.submission(function, changes).threads
  }

  @Test("A shredder's reports belong to its residue; the truck waits until they are settled")
  func residue() {
    let name = ThreadName.of("residue", "130000500005")
    for function in [
      "downstream-collection-report", "shredding-delivery-to-shredder", "shredding-delivery-to-certified-user",
      "shredding-delivery-to-noncertified-user", "material-package-report",
    ] {
      #expect(Self.threads(function) == [ThreadLink(name: name)], "\(function)")
    }
    #expect(Self.threads("asr-delivery-report") == [ThreadLink(name: name, until: .settled)])
    #expect(
      Self.threads("asr-delivery-report", ["officeCode": "130000600005"])
        == [ThreadLink(name: ThreadName.of("residue", "130000600005"), until: .settled)])
  }

  @Test("Function 11 belongs to the residue in shredding only", arguments: ["2", "3", "4", ""])
  func shredding(process: String) {
    #expect(Self.threads("downstream-collection-report", ["process": process]).count == (process == "4" ? 1 : 0))
  }

  @Test(
    "A package's number names its thread, for what fills it and for what waits until all of it is accepted",
    arguments: [
      ("fluorocarbon-package-add", "FR2600000001", false), ("fluorocarbon-package-pickup", "FR2600000001", true),
      ("fluorocarbon-package-report", "FR2600000001", true), ("airbag-package-add", "AB2600000001", false),
      ("airbag-package-handover", "AB2600000001", true), ("airbag-package-report", "AB2600000001", true),
    ])
  func number(function: String, number: String, isWaiting: Bool) {
    let submission = RowsForSending.submission(function, RowsForSending.further(number))
    #expect(
      submission.threads == [ThreadLink(name: ThreadName.of("package", number), until: isWaiting ? .accepted : nil)])
    #expect(submission.defines == nil && submission.uses == nil)
  }

  @Test("A name belongs to an office and a day, for the row that gives it and the rows that use it")
  func names() {
    let new = RowsForSending.submission(Self.addition)
    #expect(new.defines == Self.scoped && new.uses == nil)
    #expect(new.threads == [ThreadLink(name: ThreadName.of("package", Self.scoped))])
    let further = RowsForSending.submission(Self.addition, RowsForSending.further("@A"))
    #expect(further.uses == Self.scoped && further.defines == nil)
    #expect(further.threads == new.threads)
    let called = RowsForSending.submission(Self.pickup, ["packageNo": "@A"])
    #expect(called.uses == Self.scoped)
    #expect(called.threads == [ThreadLink(name: new.threads[0].name, until: .accepted)])
    for other in [
      RowsForSending.submission(Self.pickup, ["packageNo": "@B"]),
      RowsForSending.submission(Self.pickup, ["packageNo": "@A", "officeCode": "130000210003"]),
      RowsForSending.submission(Self.pickup, ["packageNo": "@A"], on: "2026-11-22"),
    ] {
      #expect(other.uses != Self.scoped && other.threads[0].name != new.threads[0].name)
    }
  }

  @Test("A new package without a name has no thread until the service gives its number")
  func unnamed() {
    let submission = RowsForSending.submission(Self.addition, ["packageRef": ""])
    #expect(submission.threads == [] && submission.defines == nil && submission.uses == nil)
  }

  @Test("Most functions have no thread but their vehicle's")
  func none() {
    let row = RowsForSending.vehicle.merging(["officeCode": "130000100002", "deliveryDate": "2026-11-20"]) { $1 }
    for name in Shipped.names where RowsForSending.all[name] == nil {
      let function = Shipped.function(name)
      let made = SubmissionMaker(function: function, today: JapanDate("2026-11-21")!).submission(
        for: Row(row, of: function, at: .init(record: 2, line: 2, byteOffset: 50)), occasion: "")
      #expect(made.submission.threads == [], "\(name)")
    }
  }

  // MARK: What an invalid row holds

  @Test("An invalid report holds its vehicle's later steps and what waits for its package")
  func obstacle() throws {
    let obstacle = try #require(
      RowsForSending.maker(Self.addition).obstacle(of: RowsForSending.row(Self.addition, ["containerNo": ""])))
    #expect(
      obstacle
        == Obstacle(
          function: Self.addition, vehicle: "A1", order: 2040,
          lines: [ThreadName.ofVehicle("A1"), ThreadName.of("package", Self.scoped)]))
  }

  @Test("An invalid call for a package, or a truck, holds its thread alone")
  func obstacleOfThread() {
    let call = RowsForSending.maker(Self.pickup).obstacle(of: RowsForSending.row(Self.pickup, ["contactTel": ""]))
    #expect(call?.vehicle == "" && call?.order == 2060)
    #expect(call?.lines == [ThreadName.of("package", "FR2600000001")])
    let truck = "asr-delivery-report"
    #expect(
      RowsForSending.maker(truck).obstacle(of: RowsForSending.row(truck))?.lines
        == [ThreadName.of("residue", "130000500005")])
  }

  @Test("What could not be read holds nothing, and an inquiry never does")
  func nothing() {
    let unnamed = RowsForSending.row(Self.pickup, ["packageNo": ""])
    #expect(RowsForSending.maker(Self.pickup).obstacle(of: unnamed) == nil)
    let nobody = RowsForSending.row(Self.addition, ["chassisNo": "", "packageRef": ""])
    #expect(RowsForSending.maker(Self.addition).obstacle(of: nobody) == nil)
    let inquiry = Shipped.function("fee-inquiry")
    let row = Row(["chassisNo": "A1"], of: inquiry, at: .init(record: 2, line: 2, byteOffset: 50))
    #expect(SubmissionMaker(function: inquiry, today: JapanDate("2026-11-21")!).obstacle(of: row) == nil)
  }
}
