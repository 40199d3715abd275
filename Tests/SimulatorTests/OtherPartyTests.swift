import Foundation
import Testing

@Suite struct OtherPartyTests {
  private let detail: WireFields = ["officeCode": .text(Office.collector), "movementReportNo": "111111111111"]
  private let toRecoverer = Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
    .merged(Sample.delivery(to: Office.recoverer))

  private func history(_ answer: ClientAnswer) -> [String] {
    (answer.data["history"] as? [[String: Any]] ?? []).map { entry in
      [
        "\(entry["functionNo"] ?? "")", entry["officeCode"] as? String ?? "", entry["eventDate"] as? String ?? "",
        entry["counterpartOfficeCode"] as? String ?? "", entry["clientRequestNo"] as? String ?? "",
      ].joined(separator: " ")
    }
  }

  @Test("Somebody at the screen was quicker: ours is refused, and the inquiry shows other facts")
  func meanwhile() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk(
        "faults", #"{"rules":[{"kind":"otherParty","function":8,"call":1},{"kind":"otherParty","function":9}]}"#)
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "E4002")
      #expect(try await client.call("collection-delivery-to-recoverer", toRecoverer).code == "E4003")
      let shown = history(try await client.call("vehicle-detail-inquiry", detail))
      #expect(shown == ["8 \(Office.collector) 2026-11-19  ", "9 \(Office.collector) 2026-11-19 130000900003 "])
      let journal = try await client.journal()
      #expect(journal.map { $0["reportedBy"] as? String } == ["otherParty", "otherParty"])
      #expect(journal.map { $0["businessKey"] as? String } == ["AA111-011011", "111111111111|引取工程引渡"])
    }
  }

  @Test("Another collector has taken the vehicle in: ours is refused, and it is not ours to see")
  func anotherOffice() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      #expect(try await client.desk("otherParty", #"{"function":8,"vehicle":"AA111-011011"}"#).status == 200)
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "E4002")
      #expect(try await client.call("vehicle-detail-inquiry", detail).code == "E5003")
      #expect(try await client.journal()[0]["officeCode"] as? String == "130000800002")
    }
  }

  @Test("A request that is wrong in itself does not wake the other party")
  func spoiltRequest() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", #"{"rules":[{"kind":"otherParty"}]}"#)
      let spoilt = Sample.collection("AA111-011011").without("requesterName")
      #expect(try await client.call("collection-report", spoilt).code == "E1001")
      #expect(try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"]).code == "0000")
      #expect(try await client.journal().isEmpty)
    }
  }

  /// Reports of all 24 kinds, one after the other on two vehicles; what is not said is made up.
  private static let ways: [(vehicle: String, reports: [(function: Int, fields: String)])] = [
    (
      "AA111-011011",
      [
        (8, #""officeCode":"130000100002","fluorocarbonEquipped":"1","airbagEquipped":"1""#),
        (9, #""deliverToOfficeCode":"130000200003""#), (11, ""), (13, ""), (14, ""), (15, ""),
        (12, #""deliverToOfficeCode":"130000300004""#), (11, ""), (25, ""), (26, ""), (21, ""), (22, ""), (23, ""),
        (17, #""deliverToOfficeCode":"130000400004""#), (11, ""), (18, #""deliverToOfficeCode":"130000500005""#),
        (11, ""), (31, ""), (27, #""deliverToOfficeCode":"130000600005""#), (11, ""), (28, ""),
      ]
    ),
    (
      "NCR33-1234567",
      [
        (8, #""officeCode":"130000100002","fluorocarbonEquipped":"1""#),
        (9, #""deliverToOfficeCode":"130000200003""#), (11, ""), (16, ""),
        (12, #""deliverToOfficeCode":"130000300004""#), (11, ""), (19, ""),
      ]
    ),
    (
      "GX100-1234567",
      [
        (8, #""officeCode":"130000100002","airbagEquipped":"1""#), (10, #""deliverToOfficeCode":"130000300004""#),
        (11, ""), (24, ""), (18, #""deliverToOfficeCode":"130000500005""#), (11, ""), (30, ""),
      ]
    ),
    (
      "CH00-000001",
      [(8, #""officeCode":"130000100002""#), (10, #""deliverToOfficeCode":"130000300004""#), (11, ""), (20, "")]
    ),
    (
      "CH01-000001",
      [
        (8, #""officeCode":"130000100002""#), (10, #""deliverToOfficeCode":"130000300004""#), (11, ""),
        (18, #""deliverToOfficeCode":"130000500005""#), (11, ""), (29, ""),
      ]
    ),
  ]

  @Test("The other party can make every report there is, with what the desk makes up")
  func everyReport() async throws {
    #expect(Set(Self.ways.flatMap { $0.reports.map(\.function) }) == Set(8...31))
    try await withSimulator { (client) async throws -> Void in
      for (vehicle, reports) in Self.ways {
        for (function, fields) in reports {
          let answer = try await client.desk(
            "otherParty", "{\"function\":\(function),\"vehicle\":\"\(vehicle)\",\"fields\":{\(fields)}}")
          let message = answer.json["message"] as? String ?? ""
          try #require(answer.status == 200, "\(vehicle) #\(function): \(message)")
        }
      }
      let keys = try await client.journal().map { "\($0["functionNo"] ?? "") \($0["businessKey"] ?? "")" }
      #expect(Set(keys).count == keys.count && keys.count == Self.ways.map(\.reports.count).reduce(0, +))
    }
  }

  @Test("Guards hold for the other party too, and the desk says which")
  func refused() async throws {
    try await withSimulator { (client) async throws -> Void in
      let early = try await client.desk("otherParty", #"{"function":"asr-delivery-report","vehicle":"AA111-011011"}"#)
      #expect(early.status == 409)
      for json in [
        #"{"function":2,"vehicle":"AA111-011011"}"#, #"{"function":9,"vehicle":"DUP77-000777"}"#,
        #"{"function":9,"vehicle":"NONE"}"#, #"{"vehicle":"AA111-011011"}"#, "[]",
      ] {
        #expect(try await client.desk("otherParty", json).status == 400, "\(json)")
      }
      let stray = #"{"function":8,"vehicle":"AA111-011011","fields":{"nonsense":"1"}}"#
      #expect((try await client.desk("otherParty", stray).json["message"] as? String)?.hasPrefix("E1002") == true)
    }
  }
}
