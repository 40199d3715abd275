import Foundation
import Testing

@Suite struct PackageStatusTests {
  private let fixture =
    #"{"chassisNo":"PKG01-1","ticketNo":"123456789012","lifecycleStatus":"S20","holderOfficeCode":""#
    + Office.recoverer + #"","fluorocarbonStatus":"REQUIRED","fluorocarbonType":"2"}"#

  /// Reports a cylinder as handed over; answers its number.
  private func deliverCylinder(_ client: SimulatorClient) async throws -> String {
    #expect(try await client.desk("vehicles", fixture).status == 200)
    let added = try await client.call(
      "fluorocarbon-package-add",
      Sample.vehicle(Office.recoverer, "123456789012", "PKG01-1").merged([
        "packageMode": "1", "containerType": "1", "containerNo": "H4R-1", "fluorocarbonType": "2",
        "recoveredDate": "2026-11-21",
      ]))
    let number = try #require(added["packageNo"])
    let report = Sample.delivery(to: Office.place).merged([
      "officeCode": .text(Office.recoverer), "packageNo": .text(number), "deliveryDate": "2026-11-21",
    ])
    let reported = try await client.call("fluorocarbon-package-report", report)
    #expect(reported["packageStatus"] == "3")
    return number
  }

  private func status(_ client: SimulatorClient) async throws -> String? {
    try await client.signedIn().call(
      "vehicle-detail-inquiry", ["officeCode": .text(Office.recoverer), "movementReportNo": "123456789012"])[
        "fluorocarbonPackageStatus"]
  }

  @Test("The maker takes a package in three days after its delivery report, by the simulator's clock")
  func byClock() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let number = try await deliverCylinder(client)
      var seen: [String?] = []
      for days in [0, 2, 1] {
        #expect(try await client.desk("advance", "{\"days\":\(days)}").status == 200)
        seen.append(try await status(client))
      }
      #expect(seen == ["3", "3", "4"])
      let pickup: WireFields = [
        "officeCode": .text(Office.recoverer), "packageNo": .text(number), "pickupDate": "2026-12-25",
        "contactName": "担当", "contactTel": "0311111111",
      ]
      #expect(try await client.signedIn().call("fluorocarbon-package-pickup", pickup).code == "E4007")
    }
  }

  @Test("The days until the maker's intake are a knob, and never is one of them")
  func knob() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await deliverCylinder(client)
      _ = try await client.desk("faults", #"{"makerIntakeDays":1}"#)
      _ = try await client.desk("advance", #"{"days":1}"#)
      #expect(try await status(client) == "4")
      _ = try await client.desk("faults", #"{"makerIntakeDays":null}"#)
      _ = try await client.desk("advance", #"{"days":1000}"#)
      #expect(try await status(client) == "3")
    }
  }

  @Test("An administrator lets the maker take a package in at once, but not before its delivery report")
  func byHand() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      #expect(try await client.desk("makerIntake", #"{"packageNo":"FR2600000009"}"#).status == 404)
      let number = try await deliverCylinder(client)
      #expect(try await client.desk("makerIntake", "{\"packageNo\":\"\(number)\"}").status == 200)
      #expect(try await status(client) == "4")
      #expect(try await client.desk("makerIntake", "{\"packageNo\":\"\(number)\"}").status == 409)
    }
  }

  @Test("A new package never takes the number of one that the desk has brought, and a delivered one grows old")
  func numbersOfTheDesk() async throws {
    try await withSimulator { (client) async throws -> Void in
      let brought =
        "{\"vehicles\":[\(fixture)],\"packages\":[{\"packageNo\":\"FR2600000001\",\"officeCode\":\""
        + Office.recoverer + #"","packageStatus":"1"},{"packageNo":"FR2600000002","officeCode":""#
        + Office.recoverer + #"","packageStatus":"3","vehicles":["123456789012"]}]}"#
      #expect(try await client.desk("vehicles", brought).status == 200)
      #expect(try await status(client) == "3")
      let added = try await client.signedIn().call(
        "fluorocarbon-package-add",
        Sample.vehicle(Office.recoverer, "123456789012", "PKG01-1").merged([
          "packageMode": "1", "containerType": "1", "containerNo": "H4R-1", "fluorocarbonType": "2",
          "recoveredDate": "2026-11-21",
        ]))
      #expect(added["packageNo"] == "FR2600000003")
      _ = try await client.desk("advance", #"{"days":3}"#)
      #expect(try await client.desk("makerIntake", #"{"packageNo":"FR2600000002"}"#).status == 200)
    }
  }
}
