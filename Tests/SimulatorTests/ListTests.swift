import Foundation
import Simulator
import Testing

@Suite struct ListTests {
  private func car(_ office: String, _ number: Int = 1) -> WireFields {
    Sample.vehicle(office, "90000000000\(number)", "SIM00-00000\(number)")
  }

  private func options() -> SimulatorOptions {
    var options = testOptions()
    options.fleet = 9
    options.tokenLifeSeconds = 1e9
    return options
  }

  /// What the three lists show of one vehicle: notice date, elapsed and limit days, counterpart, package.
  private func line(
    _ client: SimulatorClient, _ slug: String, _ office: String, _ process: String, _ more: WireFields = [:]
  ) async throws -> String? {
    let fields: WireFields = ["officeCode": .text(office), "process": .text(process)]
    let answer = try await client.call(slug, fields.merged(more))
    let lines = answer.data["vehicles"] as? [[String: Any]] ?? []
    guard let line = lines.first, lines.count == 1 else { return lines.isEmpty ? nil : "\(lines.count) lines" }
    return ["noticeDate", "elapsedDays", "limitDays", "counterpartOfficeCode", "packageNo"]
      .map { line[$0] is NSNull ? "-" : "\(line[$0] ?? "missing")" }.joined(separator: " ")
  }

  @Test("Notices follow the legal clocks from office to office: 30, 5, 20, 5 and 120, 5 and 30 days, 5 for residue")
  func notices() async throws {
    try await withSimulator(options()) { (client) async throws -> Void in
      let client = try await client.signedIn()
      func pass(_ slug: String, _ fields: WireFields) async throws {
        try #require(try await client.call(slug, fields).code.hasSuffix("0000") == true, "\(slug)")
      }
      let (waiting, held, gone) =
        ("pending-collection-inquiry", "pending-delivery-inquiry", "completed-delivery-inquiry")
      try await pass("collection-report", Sample.collection("SIM00-000001", airbag: "0"))
      _ = try await client.desk("clock", #"{"now":"2026-11-21T20:59:59+09:00"}"#)
      #expect(try await line(client, held, Office.collector, "1") == "2026-12-21 0 30 - -")
      // The first day does not count, whatever the hour; the next one begins at midnight in Japan.
      _ = try await client.desk("clock", #"{"now":"2026-11-22T07:00:00+09:00"}"#)
      #expect(try await line(client, held, Office.collector, "1") == "2026-12-21 1 30 - -")

      try await pass(
        "collection-delivery-to-recoverer", car(Office.collector).merged(Sample.delivery(to: Office.recoverer)))
      #expect(try await line(client, waiting, Office.recoverer, "2") == "2026-11-27 0 5 \(Office.collector) -")
      #expect(try await line(client, gone, Office.collector, "1") == "2026-11-27 0 5 \(Office.recoverer) -")
      _ = try await client.desk("advance", #"{"days":1}"#)
      try await pass("downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2")))
      #expect(try await line(client, waiting, Office.recoverer, "2") == nil)
      #expect(try await line(client, gone, Office.collector, "1") == "- 1 - \(Office.recoverer) -")
      #expect(try await line(client, held, Office.recoverer, "2") == "2026-12-13 0 20 \(Office.collector) -")
      try await pass(
        "fluorocarbon-package-add",
        car(Office.recoverer).merged([
          "packageMode": "1", "containerType": "1", "containerNo": "H4R-1", "fluorocarbonType": "2",
          "recoveredDate": "2026-11-21",
        ]))
      #expect(
        try await line(client, held, Office.recoverer, "2") == "2026-12-13 0 20 \(Office.collector) FR2600000001")
      let today: WireFields = ["deliveryDate": "2026-11-23"]
      let arrived: WireFields = ["collectionDate": "2026-11-23"]
      try await pass(
        "recovery-delivery-to-dismantler",
        car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler)).merged(today))
      try await pass(
        "downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3")).merged(arrived))
      #expect(try await line(client, held, Office.dismantler, "3") == "2027-03-23 0 120 \(Office.recoverer) -")
      #expect(
        try await line(client, gone, Office.recoverer, "2", ["packageNo": "FR2600000001"])
          == "- 0 - \(Office.dismantler) FR2600000001")
      #expect(try await line(client, gone, Office.recoverer, "2", ["packageNo": "FR2600000002"]) == nil)
      try await pass(
        "dismantling-delivery-to-shredder",
        car(Office.dismantler).merged(Sample.delivery(to: Office.shredder)).merged(today))
      #expect(try await line(client, waiting, Office.shredder, "4") == "2026-11-28 0 5 \(Office.dismantler) -")
      try await pass("downstream-collection-report", car(Office.shredder).merged(Sample.intake("4")).merged(arrived))
      #expect(try await line(client, held, Office.shredder, "4") == "2026-12-23 0 30 \(Office.dismantler) -")
      try await pass(
        "asr-delivery-report",
        Sample.delivery(to: Office.residuePlace).merged(today).merged([
          "officeCode": .text(Office.shredder), "teamCode": "1", "asrWeightKg": 200, "truckPlateNo": "品川100あ1",
          "weighSlipNo": "W-1",
        ]))
      let truck = try await line(client, gone, Office.shredder, "4")
      #expect(truck == "2026-11-28 0 5 \(Office.residuePlace) AS2600000002")
      #expect(try await line(client, gone, Office.shredder, "4", ["packageNo": "AS2600000002"]) == truck)
      _ = try await client.desk("advance", #"{"days":3}"#)
      #expect(
        try await line(client, gone, Office.shredder, "4") == "- 3 - \(Office.residuePlace) AS2600000002",
        "the maker has taken it in")
    }
  }

  @Test("The desk lists who has been told that a report is missing, and when the governor is")
  func noticeList() async throws {
    try await withSimulator(options()) { (client) async throws -> Void in
      let client = try await client.signedIn()
      func notices() async throws -> [String] {
        let notices = try await client.desk("notices").json["notices"] as? [[String: Any]] ?? []
        return notices.map { notice in
          let told = notice["governorIsTold"] as? Bool == true ? "told" : "not yet"
          return ["kind", "officeCode", "movementReportNo", "noticeDate", "governorDate"]
            .map { "\(notice[$0] ?? "missing")" }.joined(separator: " ") + " " + told
        }
      }
      _ = try await client.call("collection-report", Sample.collection("SIM00-000001"))
      _ = try await client.call("collection-report", Sample.collection("SIM00-000002"))
      _ = try await client.call(
        "collection-delivery-to-recoverer", car(Office.collector, 2).merged(Sample.delivery(to: Office.recoverer)))
      _ = try await client.desk("advance", #"{"days":4}"#)
      #expect(try await notices() == [])
      _ = try await client.desk("advance", #"{"days":1}"#)
      let intake = "intake \(Office.collector) 900000000002 2026-11-26 2026-11-29"
      #expect(try await notices() == [intake + " not yet"])
      _ = try await client.desk("advance", #"{"days":25}"#)
      #expect(
        try await notices() == [
          intake + " told", "delivery \(Office.collector) 900000000001 2026-12-21 2026-12-31 not yet",
        ])
      _ = try await client.desk("advance", #"{"days":10}"#)
      #expect(try await notices().last?.hasSuffix(" told") == true)
    }
  }

  @Test("Pages are as long as asked for, and never longer than the knob allows")
  func pages() async throws {
    try await withSimulator(options()) { (client) async throws -> Void in
      let client = try await client.signedIn()
      for number in 1...7 {
        let report = Sample.collection("SIM00-00000\(number)")
        #expect(try await client.call("collection-report", report).code == "0000")
      }
      func pages(_ asked: Int?) async throws -> [[String]] {
        var pages: [[String]] = []
        for page in 1...9 {
          var fields: WireFields = ["officeCode": .text(Office.collector), "process": "1", "page": .integer(page)]
          if let asked { fields["pageSize"] = .integer(asked) }
          let answer = try await client.call("pending-delivery-inquiry", fields)
          #expect(answer.data["totalCount"] as? Int == 7)
          #expect(answer.data["page"] as? Int == page)
          let vehicles = answer.data["vehicles"] as? [[String: Any]] ?? []
          pages.append(vehicles.map { String(($0["movementReportNo"] as? String ?? "").suffix(1)) })
          if answer["hasNext"] != "1" { break }
        }
        return pages
      }
      let all = (1...7).map(String.init)
      #expect(try await pages(nil) == [all])
      #expect(try await pages(3) == [["1", "2", "3"], ["4", "5", "6"], ["7"]])
      #expect(try await pages(7) == [all])
      _ = try await client.desk("faults", #"{"pageSize":2}"#)
      #expect(try await pages(nil) == [["1", "2"], ["3", "4"], ["5", "6"], ["7"]])
      #expect(try await pages(5) == [["1", "2"], ["3", "4"], ["5", "6"], ["7"]])
      #expect(try await pages(1) == all.map { [$0] })
    }
  }

  @Test("A list is narrowed by the day of the report, both ends included, and by the vehicle")
  func filters() async throws {
    try await withSimulator(options()) { (client) async throws -> Void in
      let client = try await client.signedIn()
      for number in 1...3 {
        _ = try await client.call("collection-report", Sample.collection("SIM00-00000\(number)"))
        _ = try await client.desk("advance", #"{"days":1}"#)
      }
      func found(_ more: WireFields) async throws -> [String] {
        let fields: WireFields = ["officeCode": .text(Office.collector), "process": "1"]
        let answer = try await client.call("pending-delivery-inquiry", fields.merged(more))
        if answer.code != "0000" { return [answer.code] }
        let vehicles = answer.data["vehicles"] as? [[String: Any]] ?? []
        #expect(answer.data["totalCount"] as? Int == vehicles.count)
        return vehicles.map { String(($0["movementReportNo"] as? String ?? "").suffix(1)) }
      }
      #expect(try await found(["dateFrom": "2026-11-22"]) == ["2", "3"])
      #expect(try await found(["dateTo": "2026-11-22"]) == ["1", "2"])
      #expect(try await found(["dateFrom": "2026-11-22", "dateTo": "2026-11-22"]) == ["2"])
      #expect(try await found(["dateFrom": "2026-11-23", "dateTo": "2026-11-22"]) == ["E1004"])
      #expect(try await found(["movementReportNo": "900000000003"]) == ["3"])
      #expect(try await found(["movementReportNo": "900000000003", "dateTo": "2026-11-22"]) == [])
      #expect(try await found(["movementReportNo": "900000000009"]) == [])
      #expect(try await found(["process": "2"]) == ["E5003"])
      #expect(try await found(["pageSize": 101]) == ["E1002"])
      #expect(try await found(["page": 0]) == ["E1002"])
    }
  }

  @Test("A vehicle that the desk has put into its place stands on the lists of its office")
  func placedVehicles() async throws {
    try await withSimulator { (client) async throws -> Void in
      let vehicles =
        #"{"vehicles":[{"chassisNo":"PUT-1","ticketNo":"123456789012","lifecycleStatus":"S30","holderOfficeCode":""#
        + Office.dismantler + #""},{"chassisNo":"PUT-2","ticketNo":"123456789013","lifecycleStatus":"S31","#
        + #""holderOfficeCode":""# + Office.dismantler + #"","pendingOfficeCode":""# + Office.dismantler2 + #""}]}"#
      _ = try await client.desk("vehicles", vehicles)
      let client = try await client.signedIn()
      #expect(
        try await line(client, "pending-delivery-inquiry", Office.dismantler, "3") == "2027-03-21 0 120 - -")
      #expect(
        try await line(client, "pending-collection-inquiry", Office.dismantler2, "3")
          == "2026-11-26 0 5 \(Office.dismantler) -")
    }
  }
}
