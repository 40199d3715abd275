import Findings
import Testing
import Validation

@testable import Delivery

@Suite("Keys of packages, parts and trucks")
struct PackageKeyTests {
  private static func key(_ function: String, _ changes: [String: String] = [:], on day: String = "2026-11-21")
    -> String
  {
    RowsForSending.submission(function, changes, on: day).key
  }

  private static let calls = [
    "fluorocarbon-package-pickup", "fluorocarbon-package-report", "airbag-package-handover", "airbag-package-report",
  ]

  @Test("A call for a package is known by its number, whichever day and office", arguments: calls)
  func number(function: String) {
    let first = Self.key(function)
    #expect(Self.key(function, on: "2026-12-01") == first)
    #expect(Self.key(function, ["officeCode": "130000210003"]) == first)
    #expect(Self.key(function, ["clientRequestNo": "X"]) == first)
    #expect(Self.key(function, ["packageNo": "FR2600000009"]) != first)
    #expect(Set(Self.calls.map { Self.key($0, ["packageNo": "FR2600000001"]) }).count == Self.calls.count)
  }

  @Test("A call for a package with a name is known by the name, the office and the day", arguments: calls)
  func name(function: String) {
    let first = Self.key(function, ["packageNo": "@A"])
    #expect(Self.key(function, ["packageNo": "@A"]) == first)
    let others = [
      Self.key(function), Self.key(function, ["packageNo": "@B"]),
      Self.key(function, ["packageNo": "@A"], on: "2026-11-22"),
      Self.key(function, ["packageNo": "@A", "officeCode": "130000210003"]),
    ]
    #expect(!others.contains(first) && Set(others).count == others.count)
  }

  @Test("What fills a package is the vehicle's one report, whichever package it goes into and however that is named")
  func filling() {
    let function = "fluorocarbon-package-add"
    for package in ["@A", "@B", "FR2600000001", "FR2600000002"] {
      #expect(Self.key(function, RowsForSending.further(package)) == Self.key(function))
    }
    #expect(Self.key(function, RowsForSending.further("@A"), on: "2026-11-22") == Self.key(function))
    #expect(Self.key(function, ["packageRef": "@B"], on: "2026-11-22") == Self.key(function))
  }

  @Test("Recovering and reusing exclude each other, and so do taking airbags out and deploying them")
  func scopes() {
    let vehicle = RowsForSending.vehicle
    func key(_ name: String) -> String {
      let function = Shipped.function(name)
      return SubmissionMaker(function: function, today: JapanDate("2026-11-21")!).submission(
        for: Row(vehicle, of: function, at: .init(record: 2, line: 2, byteOffset: 50)), occasion: ""
      ).submission.key
    }
    #expect(key("fluorocarbon-package-add") == key("fluorocarbon-reuse-report"))
    #expect(key("airbag-package-add") == key("airbag-deployment-report"))
    #expect(key("airbag-package-add") != key("fluorocarbon-package-add"))
    let deliveries = ["dismantling", "shredding"].map { step in
      Set(["certified-user", "noncertified-user", "shredder"].map { key("\(step)-delivery-to-\($0)") })
    }
    #expect(deliveries.map(\.count) == [1, 1] && deliveries[0] != deliveries[1])
    #expect(key("dismantling-delivery-to-dismantler") == deliveries[0].first)
  }

  @Test("What happens again is counted by the ledger; its own key is the same each time")
  func sequence() {
    let first = RowsForSending.submission("shredding-delivery-to-shredder")
    #expect(first.sequence == .counts(["downstream-collection-report"]))
    #expect(Self.key("shredding-delivery-to-shredder", ["deliveryDate": "2026-11-21"]) == first.key)
    #expect(Self.key("shredding-delivery-to-shredder", ["officeCode": "130000600005"]) != first.key)
    #expect(RowsForSending.submission("fluorocarbon-package-pickup").sequence == nil)
  }

  @Test("A key field that may be empty is one value more: no name is another part than any name")
  func optional() {
    let name = "parts-recovery-report"
    let maker = RowsForSending.maker(name)
    let keys = ["", "バンパー", "ドア"].map { Self.key(name, ["partName": $0]) }
    #expect(Set(keys).count == 3)
    let nameless = RowsForSending.row(name)
    let bumper = RowsForSending.row(name, ["partName": "バンパー"])
    #expect(maker.keyFingerprint(of: nameless) != nil)
    #expect(maker.keyFingerprint(of: nameless) != maker.keyFingerprint(of: bumper))
    #expect(maker.readableKey(of: nameless) == "040012345678 1")
    #expect(maker.readableKey(of: bumper) == "040012345678 1 バンパー")
    let broken = RowsForSending.row(name, ["materialType": ""])
    #expect(maker.keyFingerprint(of: broken) == nil && maker.readableKey(of: broken) == nil)
  }

  @Test("A truck is known by its office, day and weighing slip")
  func truck() {
    let name = "asr-delivery-report"
    let first = Self.key(name)
    #expect(Self.key(name, ["asrWeightKg": "1", "deliverToOfficeCode": "139999700009"]) == first)
    for change in [["officeCode": "130000600005"], ["deliveryDate": "2026-11-19"], ["weighSlipNo": "W-2"]] {
      #expect(Self.key(name, change) != first)
    }
    #expect(
      RowsForSending.maker(name).readableKey(of: RowsForSending.row(name)) == "130000500005 2026-11-20 W-1")
  }

  @Test("Rows of packages are one call, those of vehicles and trucks are not")
  func grouping() {
    let grouping = RowsForSending.all.keys.filter { RowsForSending.maker($0).isGrouping }
    #expect(grouping.sorted() == Self.calls.sorted())
  }

  @Test("Rows of one call must agree in what is sent, and in nothing else")
  func difference() throws {
    let name = "fluorocarbon-package-pickup"
    let maker = RowsForSending.maker(name)
    let first = RowsForSending.row(name, ["clientRequestNo": "1"])
    #expect(maker.difference(between: first, and: first) == nil)
    #expect(maker.difference(between: first, and: RowsForSending.row(name)) == nil)
    #expect(maker.difference(between: first, and: RowsForSending.row(name, ["clientRequestNo": "2"])) == nil)
    for (field, value) in [
      ("contactName", "別人"), ("contactTel", "0322222222"), ("pickupDate", "2026-11-26"), ("pickupTimeSlot", "1"),
      ("contactTel", ""),
    ] {
      let position = try #require(Shipped.function(name).fields.firstIndex { $0.name == field })
      #expect(maker.difference(between: first, and: RowsForSending.row(name, [field: value])) == position)
      #expect(maker.difference(between: RowsForSending.row(name, [field: value]), and: first) == position)
    }
  }

  @Test("A package's name is ours alone: giving it another makes no other report")
  func nameIsNoContent() {
    let name = "fluorocarbon-package-add"
    let first = RowsForSending.submission(name)
    #expect(RowsForSending.submission(name, ["packageRef": ""]).contentDigest == first.contentDigest)
    #expect(RowsForSending.submission(name, ["containerNo": "X"]).contentDigest != first.contentDigest)
    let maker = RowsForSending.maker(name)
    let other = RowsForSending.row(name, ["packageRef": "@B"])
    #expect(maker.difference(between: RowsForSending.row(name), and: other) == nil)
  }

  @Test("Office and vehicle's number travel with the submission")
  func facts() {
    let addition = RowsForSending.submission("fluorocarbon-package-add")
    #expect(addition.office == "130000200003" && addition.vehicleNumber == "040012345678" && addition.vehicle == "A1")
    let call = RowsForSending.submission("fluorocarbon-package-pickup")
    #expect(call.office == "130000200003" && call.vehicleNumber == "" && call.vehicle == "")
    #expect([addition.order, call.order] == [2040, 2060])
    #expect(RowsForSending.submission("asr-delivery-report").order == 4110)
  }
}
