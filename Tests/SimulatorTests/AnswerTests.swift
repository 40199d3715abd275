import Foundation
import Simulator
import Testing

@Suite struct AnswerTests {
  @Test("The fee inquiry tells what is deposited, due or not applicable")
  func fees() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let seed = try await client.call("fee-inquiry", ["chassisNo": "ABC12-345678"])
      #expect(seed.data["depositTotal"] as? Int == 8680)
      #expect(seed.data["asrFee"] as? Int == 7500)
      #expect(seed.data["airbagFee"] is NSNull)
      #expect(seed["airbagFeeStatus"] == "0")
      #expect(seed["depositStatus"] == "1")
      let stamped = try await client.call("fee-inquiry", ["chassisNo": "東4112345", "chassisNoType": "2"])
      #expect(stamped["airbagFeeStatus"] == "9")
      #expect(stamped["depositStatus"] == "2")
      let unpaid = try await client.call("fee-inquiry", ["chassisNo": "UNP10-0000001"])
      #expect(unpaid["depositStatus"] == "0")
      #expect(unpaid.data["fundFee"] as? Int == 480)
    }
  }

  @Test("Two cars with one chassis number are told apart by plate or ticket")
  func ambiguous() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let fields: WireFields = ["chassisNo": "DUP77-000777"]
      #expect(try await client.call("fee-inquiry", fields).code == "E2004")
      let byPlate = try await client.call("fee-inquiry", fields.merged(["registrationNo": "横浜31Kね11"]))
      #expect(byPlate["recycleTicketNo"] == "666666666601")
      let byTicket = try await client.call("fee-inquiry", fields.merged(["recycleTicketNo": "666666666602"]))
      #expect(byTicket.code == "0000")
      #expect(try await client.call("fee-inquiry", fields.merged(["registrationNo": "品川500さ1"])).code == "E2001")
      #expect(try await client.call("collection-report", Sample.collection("DUP77-000777")).code == "E2004")
      let report = Sample.collection("DUP77-000777").merged(["recycleTicketNo": "666666666602"])
      #expect(try await client.call("collection-report", report)["movementReportNo"] == "666666666602")
      let detail: WireFields = ["officeCode": .text(Office.collector), "chassisNo": "DUP77-000777"]
      #expect(try await client.call("vehicle-detail-inquiry", detail)["movementReportNo"] == "666666666602")
    }
  }

  @Test("An intake answers with the certificate and the day of the next notice")
  func certificate() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let answer = try await client.call("collection-report", Sample.collection("ABC12-345678", airbag: "0"))
      #expect(answer["movementReportNo"] == "040012345678")
      #expect(answer["acceptedAt"] == "2026-11-21T10:15:30+09:00")
      #expect(answer["lifecycleStatus"] == "S10")
      #expect(answer["nextDeadlineDate"] == "2026-12-21")
      #expect(answer["clientRequestNo"] == "ERP-1")
      let certificate = answer.data["certificate"] as? [String: Any] ?? [:]
      #expect(certificate["depositTotal"] as? Int == 8680)
      #expect(certificate["requesterName"] as? String == "国土 太郎")
      #expect(certificate.count == 11)
    }
  }

  @Test("Each report names its own next notice: 30, 5, 20, 5 and 120 days")
  func deadlines() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      func car(_ office: String) -> WireFields { Sample.vehicle(office, "111111111111", "AA111-011011") }
      let steps: [(String, WireFields, String?)] = [
        ("collection-report", Sample.collection("AA111-011011"), "2026-12-21"),
        (
          "collection-delivery-to-recoverer",
          car(Office.collector).merged(Sample.delivery(to: Office.recoverer)), "2026-11-26"
        ),
        ("downstream-collection-report", car(Office.recoverer).merged(Sample.intake("2")), "2026-12-11"),
        (
          "fluorocarbon-reuse-report",
          car(Office.recoverer).merged(["fluorocarbonType": "2", "reuseDate": "2026-11-21"]), "2026-12-11"
        ),
        (
          "recovery-delivery-to-dismantler",
          car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler)).merged([
            "deliveryDate": "2026-11-21"
          ]), "2026-11-26"
        ),
        ("downstream-collection-report", car(Office.dismantler).merged(Sample.intake("3")), "2027-03-21"),
      ]
      for (slug, fields, day) in steps {
        let answer = try await client.call(slug, fields)
        #expect(answer.code == "0000", "\(slug)")
        #expect(answer["nextDeadlineDate"] == day, "\(slug)")
      }
    }
  }

  @Test("A report after its three days is accepted with W0001, on the third day without")
  func lateReports() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let late = Sample.collection("AA111-011011").merged(["collectionDate": "2026-11-17"])
      let answer = try await client.call("collection-report", late)
      #expect(answer.code == "W0001" && answer.status == 200)
      let onTime = Sample.collection("NCR33-1234567").merged(["collectionDate": "2026-11-18"])
      #expect(try await client.call("collection-report", onTime).code == "0000")
    }
  }

  @Test("The guards of the early functions refuse with their own codes")
  func earlyGuards() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      func car(_ office: String) -> WireFields { Sample.vehicle(office, "111111111111", "AA111-011011") }
      func code(_ slug: String, _ fields: WireFields) async throws -> String {
        try await client.call(slug, fields).code
      }
      let toRecoverer = car(Office.collector).merged(Sample.delivery(to: Office.recoverer))
      let deliver = "collection-delivery-to-recoverer"
      let takeIn = "downstream-collection-report"
      #expect(try await code(deliver, toRecoverer) == "E4004")
      #expect(try await code("collection-report", Sample.collection("AA111-011011")) == "0000")
      #expect(try await code(deliver, toRecoverer.merged(["movementReportNo": "999999999999"])) == "E2001")
      #expect(try await code(deliver, toRecoverer.merged(["chassisNo": "AA111-011012"])) == "E1005")
      #expect(try await code(deliver, toRecoverer.merged(["deliverToOfficeCode": .text(Office.dismantler)])) == "E2002")
      #expect(try await code(deliver, toRecoverer.merged(["deliveryDate": "2026-11-19"])) == "E1004")
      #expect(try await code(deliver, toRecoverer) == "0000")
      let intake = car(Office.recoverer).merged(Sample.intake("2"))
      #expect(try await code(takeIn, intake.merged(["fromOfficeCode": .text(Office.dismantler)])) == "E1005")
      #expect(try await code(takeIn, intake.merged(["collectionDate": "2026-11-19"])) == "E1004")
      #expect(try await code(takeIn, intake.merged(["process": "4"])) == "E5003")
      #expect(try await code(takeIn, intake.merged(["fromOfficeCode": .text(Office.collector)])) == "0000")
      #expect(try await code(takeIn, intake) == "E4002")
      #expect(try await code(deliver, toRecoverer) == "E4003")
      let onward = car(Office.recoverer).merged(Sample.delivery(to: Office.dismantler))
      #expect(try await code("recovery-delivery-to-dismantler", onward) == "E4005")
    }
  }

  @Test("The detail inquiry shows sub-states and history to those whom the vehicle concerns")
  func detail() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let fields: WireFields = ["officeCode": .text(Office.collector), "movementReportNo": "111111111111"]
      #expect(try await client.call("vehicle-detail-inquiry", fields).code == "E5003")
      _ = try await client.call("collection-report", Sample.collection("AA111-011011"))
      _ = try await client.call(
        "collection-delivery-to-recoverer",
        Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
          .merged(Sample.delivery(to: Office.recoverer)))
      let answer = try await client.call("vehicle-detail-inquiry", fields)
      #expect(answer["lifecycleStatus"] == "S11")
      #expect(answer["currentProcess"] == "1")
      #expect(answer["pendingOfficeCode"] == Office.recoverer)
      #expect(answer["fluorocarbonStatus"] == "REQUIRED")
      #expect(answer.data.count == 26)
      let history = answer.data["history"] as? [[String: Any]] ?? []
      #expect(history.map { $0["functionNo"] as? Int } == [8, 9])
      #expect(history[1]["counterpartOfficeCode"] as? String == Office.recoverer)
      #expect(history[1]["eventDate"] as? String == "2026-11-20")
      let stranger = fields.merged(["officeCode": .text(Office.shredder)])
      #expect(try await client.call("vehicle-detail-inquiry", stranger).code == "E5003")
    }
  }

  @Test("The three lists follow a vehicle from office to office")
  func lists() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      func count(_ slug: String, _ office: String, _ process: String) async throws -> Int? {
        try await client.call(slug, ["officeCode": .text(office), "process": .text(process)])
          .data["totalCount"] as? Int
      }
      _ = try await client.call("collection-report", Sample.collection("AA111-011011"))
      #expect(try await count("pending-delivery-inquiry", Office.collector, "1") == 1)
      _ = try await client.call(
        "collection-delivery-to-recoverer",
        Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
          .merged(Sample.delivery(to: Office.recoverer)))
      #expect(try await count("pending-delivery-inquiry", Office.collector, "1") == 0)
      #expect(try await count("completed-delivery-inquiry", Office.collector, "1") == 1)
      #expect(try await count("pending-collection-inquiry", Office.recoverer, "2") == 1)
      let answer = try await client.call(
        "pending-collection-inquiry", ["officeCode": .text(Office.recoverer), "process": "2"])
      let line = (answer.data["vehicles"] as? [[String: Any]])?.first ?? [:]
      #expect(line["counterpartOfficeCode"] as? String == Office.collector)
      #expect(line["noticeDate"] as? String == "2026-11-26")
      _ = try await client.call("collection-report", Sample.collection("NCR33-1234567"))
      _ = try await client.call("collection-report", Sample.collection("GX100-1234567"))
      for (page, hasNext) in [(1, "1"), (2, "0"), (3, "0"), (99_999, "0")] {
        let held = try await client.call(
          "pending-delivery-inquiry",
          ["officeCode": .text(Office.collector), "process": "1", "page": .integer(page), "pageSize": 1])
        #expect(held["hasNext"] == hasNext)
        #expect((held.data["vehicles"] as? [Any])?.count == (page <= 2 ? 1 : 0))
      }
    }
  }
}
