import Foundation
import Simulator
import Testing

@Suite struct FaultTests {
  private static let report = String(decoding: Sample.collection("AA111-011011").json, as: UTF8.self)

  private func post(_ client: SimulatorClient, _ more: [String] = []) async throws -> (status: Int32, output: String) {
    try await curl(
      [
        "--request", "POST", "--header", "Content-Type: application/json", "--header",
        "Authorization: Bearer \(client.token ?? "")", "--data-binary", Self.report,
      ] + more + ["\(client.endpoint.baseURL)/webapi/v1/collection-report"])
  }

  /// What `curl` reports for each way of closing the socket, and whether the report stands.
  @Test(
    "A socket closed without an answer is an empty reply, with or without an effect",
    arguments: [
      ("commitThenDrop", 52, 1), ("dropBeforeCommit", 52, 0), ("truncateTransfer", 18, 1),
    ])
  func drops(kind: String, status: Int, accepted: Int) async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", "{\"rules\":[{\"kind\":\"\(kind)\",\"function\":8,\"call\":1}]}")
      let result = try await post(client)
      #expect(Int(result.status) == status)
      #expect(try await client.journal().count == accepted)
      let again = try await client.call("collection-report", Sample.collection("AA111-011011"))
      #expect(again.code == (accepted == 1 ? "E4002" : "0000"))
    }
  }

  @Test("A drop over TLS is an empty reply too")
  func dropOverTLS() async throws {
    var options = testOptions()
    options.tls = true
    options.faults = SimulatorFaults(rules: [.init(.dropBeforeCommit, function: 2)])
    try await withSimulator(options) { (client) async throws -> Void in
      let result = try await curl([
        "--insecure", "--header", "Content-Type: application/json", "--data-binary", "{}",
        "\(client.endpoint.baseURL)/webapi/v1/fee-inquiry",
      ])
      #expect([52, 56].contains(result.status))
    }
  }

  @Test(
    "A broken answer hides an effect that stands",
    arguments: [
      ("commitThen500", 500, 1), ("500BeforeCommit", 500, 0), ("truncateBody", 200, 1), ("htmlBody", 200, 1),
      ("wrongCharset", 200, 1), ("emptyBody", 200, 1),
    ])
  func brokenAnswers(kind: String, status: Int, accepted: Int) async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", "{\"rules\":[{\"kind\":\"\(kind)\",\"function\":8}]}")
      let answer = try await client.call("collection-report", Sample.collection("AA111-011011"))
      #expect(answer.status == status)
      #expect(answer.code == (status == 500 ? "E9001" : "HTTP 200"))
      #expect(try await client.journal().count == accepted)
    }
  }

  @Test("Every n-th call of a function goes wrong, and no other function's")
  func everyNth() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", #"{"rules":[{"kind":"500BeforeCommit","function":2,"every":3}]}"#)
      var codes: [String] = []
      for _ in 1...6 {
        codes.append(try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"]).code)
        #expect(try await client.call("vehicle-inquiry", ["chassisNo": "AA111-011011"]).code == "0000")
      }
      #expect(codes == ["0000", "0000", "E9001", "0000", "0000", "E9001"])
    }
  }

  @Test("A delayed answer outlasts the client, and the effect stands")
  func delay() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", #"{"rules":[{"kind":"delay","function":8,"seconds":1.5}]}"#)
      let result = try await post(client, ["--max-time", "0.3"])
      #expect(result.status == 28)
      #expect(try await client.journal().count == 1)
    }
  }

  @Test("A throttle answers E7001 with Retry-After as seconds or as a date", arguments: [false, true])
  func throttle(asDate: Bool) async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk(
        "faults",
        "{\"throttle\":{\"limit\":2,\"windowSeconds\":600,\"retryAfterSeconds\":1,\"retryAfterAsDate\":\(asDate)}}")
      let fields: WireFields = ["chassisNo": "AA111-011011"]
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
      let refused = try await client.call("fee-inquiry", fields)
      #expect(refused.code == "E7001" && refused.status == 429)
      let retryAfter = try #require(refused.headers["retry-after"])
      if asDate {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        let date = try #require(format.date(from: retryAfter))
        #expect(date.timeIntervalSince(saturdayMorning) == 1, "a server's dates are those of its own clock")
      } else {
        #expect(retryAfter == "1")
      }
      // A window that is over counts anew, however long a loaded machine takes.
      _ = try await client.desk("faults", #"{"throttle":{"limit":1,"windowSeconds":0.05,"retryAfterSeconds":1}}"#)
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
    }
  }

  @Test("Inquiries lag behind reports by the simulator's clock")
  func inquiryLag() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("faults", #"{"inquiryLagSeconds":30}"#)
      _ = try await client.call("collection-report", Sample.collection("AA111-011011"))
      let fields: WireFields = ["officeCode": .text(Office.collector), "chassisNo": "AA111-011011"]
      #expect(try await client.call("vehicle-detail-inquiry", fields).code == "E5003")
      _ = try await client.desk("clock", #"{"advanceSeconds":30}"#)
      #expect(try await client.call("vehicle-detail-inquiry", fields)["lifecycleStatus"] == "S10")
    }
  }

  @Test(
    "The desk refuses what it does not understand",
    arguments: [
      ("faults", #"{"rulez":[]}"#), ("faults", #"{"rules":[{"kind":"explode"}]}"#),
      ("faults", #"{"rules":[{"kind":"delay","every":0}]}"#), ("faults", "nonsense"),
      ("faults", #"{"plannedStops":["2026-02-30"]}"#), ("clock", #"{"now":"tomorrow"}"#),
      ("vehicles", #"{"chassisNo":"A1"}"#), ("vehicles", #"{"chassisNo":"A1","ticketNo":"1","lifecycleStatus":"S99"}"#),
    ])
  func unreadableInstructions(path: String, json: String) async throws {
    try await withSimulator { (client) async throws -> Void in
      let answer = try await client.desk(path, json)
      #expect(answer.status == 400)
    }
  }
}
