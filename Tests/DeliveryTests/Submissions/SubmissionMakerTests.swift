import Findings
import Testing
import Validation

@testable import Delivery

@Suite("From valid rows to submissions")
struct SubmissionMakerTests {
  private static let today = JapanDate("2026-11-21")!
  private static let place = Location(record: 2, line: 2, byteOffset: 50)

  private static let collection = [
    "officeCode": "130000100002", "chassisNoType": "1", "chassisNo": "ABC12-345678", "vehicleClass": "1",
    "registrationNo": "品川500さ1234", "requesterName": "国土 太郎", "collectionDate": "2026-11-20",
    "fluorocarbonEquipped": "1", "fluorocarbonType": "2", "airbagEquipped": "1", "ownerConsent": "1",
  ]
  private static let delivery = [
    "officeCode": "130000100002", "movementReportNo": "040012345678", "chassisNo": "ABC12-345678",
    "deliverToOfficeCode": "130000200003", "deliveryDate": "2026-11-20", "transportType": "1",
  ]

  private static func make(
    _ name: String, _ values: [String: String], occasion: String = "drop 1 row 2", at place: Location = place
  ) -> (submission: NewSubmission, warnings: [Finding]) {
    let function = Shipped.function(name)
    return SubmissionMaker(function: function, today: today)
      .submission(for: Row(values, of: function, at: place), occasion: occasion)
  }

  private static func with(_ values: [String: String], _ changes: [String: String?]) -> [String: String] {
    values.merging(changes.compactMapValues { $0 }) { $1 }.filter { changes[$0.key] != .some(nil) }
  }

  @Test("A report's key is its own, whatever file, row or run it comes from")
  func keyOfReport() {
    let first = Self.make("collection-report", Self.collection).submission
    let elsewhere = Self.make(
      "collection-report", Self.collection, occasion: "drop 9 row 77",
      at: Location(record: 77, line: 80, byteOffset: 9999)
    ).submission
    #expect(first.key == elsewhere.key && first.contentDigest == elsewhere.contentDigest)
    #expect(first.key.wholeMatch(of: /[A-Za-z0-9+\/]{24}/) != nil)
    #expect(first.contentDigest.wholeMatch(of: /[A-Za-z0-9+\/]{24}/) != nil)
    let other = Self.make("collection-report", Self.with(Self.collection, ["chassisNo": "ABC12-345679"])).submission
    #expect(other.key != first.key)
    let sameCar = Self.make("collection-report", Self.with(Self.collection, ["collectionDate": "2026-11-19"]))
      .submission
    #expect(sameCar.key == first.key && sameCar.contentDigest != first.contentDigest)
  }

  @Test(
    "A key stands where its first value says, so that equal keys stand in one place",
    arguments: [
      ("ABC12-345678", "ABC12-345678"), ("12345678901234567890ABC", "12345678901234567890"), ("品川1", ""),
      ("ABC国12", "ABC"),
    ])
  func placeOfKey(_ chassis: String, _ place: String) {
    #expect(KeyPlace.text(of: chassis.utf8) == place)
    let first = Self.make("collection-report", Self.with(Self.collection, ["chassisNo": chassis])).submission
    let second = Self.make(
      "collection-report", Self.with(Self.collection, ["chassisNo": chassis, "requesterName": "山田 花子"])
    ).submission
    #expect(first.keyPlace == place && second.keyPlace == place && first.key == second.key)
  }

  @Test("Functions 9 and 10 stand by their movement report, whichever the car; what has no key stands nowhere")
  func placesOfOtherKeys() {
    let recoverer = Self.make("collection-delivery-to-recoverer", Self.delivery).submission
    let otherCar = Self.make(
      "collection-delivery-to-dismantler", Self.with(Self.delivery, ["chassisNo": "XYZ-1"])
    ).submission
    #expect(recoverer.keyPlace == "040012345678" && otherCar.keyPlace == recoverer.keyPlace)
    #expect(otherCar.key == recoverer.key)
  }

  @Test("Functions 9 and 10 exclude each other: one key, two contents; other steps have keys of their own")
  func scope() {
    let toRecoverer = Self.make("collection-delivery-to-recoverer", Self.delivery).submission
    let toDismantler = Self.make("collection-delivery-to-dismantler", Self.delivery).submission
    #expect(toRecoverer.key == toDismantler.key)
    #expect(toRecoverer.contentDigest != toDismantler.contentDigest)
    #expect(Self.make("recovery-delivery-to-dismantler", Self.delivery).submission.key != toRecoverer.key)
    let taken = Self.with(Self.delivery, ["process": "2", "collectionDate": "2026-11-20"])
    #expect(Self.make("downstream-collection-report", taken).submission.key != toRecoverer.key)
  }

  @Test("Function 11 is a report of each business and process that takes the car in")
  func downstream() {
    let row = Self.with(Self.delivery, ["process": "2", "collectionDate": "2026-11-20"])
    let keys = [
      row, Self.with(row, ["process": "3"]), Self.with(row, ["officeCode": "130000300004"]),
      Self.with(row, ["movementReportNo": "040012345679"]),
    ].map { Self.make("downstream-collection-report", $0).submission.key }
    #expect(Set(keys).count == keys.count)
  }

  @Test("An inquiry is asked anew on every occasion")
  func inquiry() {
    let first = Self.make("fee-inquiry", ["chassisNo": "A1"]).submission
    #expect(Self.make("fee-inquiry", ["chassisNo": "A1"]).submission.key == first.key)
    #expect(Self.make("fee-inquiry", ["chassisNo": "A1"], occasion: "drop 2 row 2").submission.key != first.key)
    #expect(!first.isReport && first.window == "feeInquiry" && first.deadline.isEmpty)
  }

  @Test("Values that join to the same text are different keys all the same")
  func separated() {
    let one = ["officeCode": "1", "movementReportNo": "23", "process": "4"]
    let two = ["officeCode": "3", "movementReportNo": "21", "process": "4"]
    let three = ["officeCode": "31", "movementReportNo": "2", "process": "4"]
    let keys = [one, two, three].map { Self.make("downstream-collection-report", $0).submission.key }
    #expect(Set(keys).count == 3)
  }

  @Test("The content is what is sent: client-only fields do not make another report, sent ones do")
  func content() {
    let first = Self.make("collection-report", Self.collection).submission
    for change in [["ownerConsent": "0"], ["plateUnknown": "1"], ["ownerConsent": nil]] as [[String: String?]] {
      let other = Self.make("collection-report", Self.with(Self.collection, change)).submission
      #expect(other.contentDigest == first.contentDigest)
      #expect(other.fields != first.fields)
    }
    for change in [["vehicleClass": "2"], ["registrationNo": nil], ["requesterKana": "コクド"]] as [[String: String?]] {
      #expect(
        Self.make("collection-report", Self.with(Self.collection, change)).submission.contentDigest
          != first.contentDigest)
    }
  }

  @Test("The row travels as JSON with sorted names and comes back whole")
  func fields() throws {
    let values = Self.with(Self.collection, ["requesterName": "\"国土\"\\\u{1}\n太郎"])
    let text = Self.make("collection-report", values).submission.fields
    guard case .object(let members) = try JSONValue.reading(text) else { Issue.record("\(text)"); return }
    #expect(members.compactMapValues(\.text) == values)
    let names = text.matches(of: /[{,]"([A-Za-z]+)":/).map { String($0.1) }
    #expect(names == values.keys.sorted())
  }

  @Test(
    "A vehicle's steps go by process, then by rank",
    arguments: [
      ("fee-inquiry", 1), ("vehicle-detail-inquiry", 9), ("collection-report", 1010),
      ("collection-delivery-to-recoverer", 1020), ("collection-delivery-to-dismantler", 1020),
      ("recovery-delivery-to-dismantler", 2050),
    ])
  func order(name: String, expected: Int) {
    let submission = Self.make(name, Self.delivery).submission
    #expect(submission.order == expected)
    #expect(submission.vehicle == "ABC12-345678")
  }

  @Test("Function 11 stands where its row's process puts it", arguments: [("2", 2030), ("3", 3030), ("4", 4030)])
  func processOfRow(process: String, expected: Int) {
    let row = Self.with(Self.delivery, ["process": process, "collectionDate": "2026-11-20"])
    #expect(Self.make("downstream-collection-report", row).submission.order == expected)
  }

  @Test(
    "The legal deadline is three days after the event; one that has passed is told and changes nothing else",
    arguments: [
      ("2026-11-21", "2026-11-24", false), ("2026-11-18", "2026-11-21", false), ("2026-11-17", "2026-11-20", true),
      ("2026-02-27", "2026-03-02", true),
    ])
  func deadline(date: String, expected: String, isLate: Bool) {
    let (submission, warnings) = Self.make("collection-report", Self.with(Self.collection, ["collectionDate": date]))
    #expect(submission.deadline == expected)
    #expect(warnings.map(\.code) == (isLate ? [.deadlinePassed] : []))
    for warning in warnings {
      #expect(warning.field == "collectionDate" && warning.label == "引取年月日" && warning.location == Self.place)
      #expect(warning.facts["expected"] == expected && warning.severity == .warning)
    }
  }

  @Test("Keys are shown to people as the values that they know")
  func readable() {
    let maker = SubmissionMaker(function: Shipped.function("downstream-collection-report"), today: Self.today)
    let function = Shipped.function("downstream-collection-report")
    let row = Self.with(Self.delivery, ["process": "2"])
    #expect(maker.readableKey(of: Row(row, of: function, at: Self.place)) == "040012345678 130000100002 2")
    #expect(maker.readableKey(of: Row(Self.delivery, of: function, at: Self.place)) == nil)
  }
}
