import Foundation
import Simulator
import Testing

@Suite struct RecordTests {
  private func record(
    overlay: String? = nil, _ body: @Sendable @escaping (SimulatorClient) async throws -> Void
  ) async throws -> (lines: [[String: Any]], text: String) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("record-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = testOptions()
    options.recordPath = path
    options.overlayFolder = overlay
    try await withSimulator(options, body)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    return (lines, text)
  }

  @Test("Every exchange is written down as it went over the wire, and no secret with it")
  func exchanges() async throws {
    let (lines, text) = try await record { client in
      let client = try await client.signedIn()
      _ = try await client.call("authentication", ["userId": "jars-user-01", "secret": "short"])
      _ = try await client.send(
        "POST", "/webapi/v1/collection-report", Sample.collection("AA111-011011").json, requestId: "id-1")
      _ = try await client.send("POST", "/webapi/v1/fee-inquiry", Data("{nonsense".utf8))
      _ = try await client.send("POST", "/webapi/v1/authentication", Data("simulator-secret-01".utf8))
      _ = try await client.send("DELETE", "/webapi/v1/fee-inquiry", Data())
      _ = try await client.send("POST", "/nowhere", Data())
      _ = try await client.desk("journal")
      #expect(client.token != nil)
      #expect(try await client.desk("requests").status == 200)
    }
    #expect(lines.map { $0["status"] as? Int } == [200, 400, 200, 400, 400, 405, 404])
    #expect(
      lines.map { $0["function"] as? String } == [
        "authentication", "authentication", "collection-report", "fee-inquiry", "authentication", nil, nil,
      ])
    #expect(!text.contains("simulator-secret-01") && !text.contains("short"))
    let signIn = lines[0]
    #expect((signIn["request"] as? [String: Any])?["secret"] as? String == "********")
    let token = ((signIn["response"] as? [String: Any])?["data"] as? [String: Any])?["accessToken"]
    #expect(token as? String == "********")
    #expect((lines[1]["request"] as? [String: Any])?["secret"] as? String == "*****")

    let report = lines[2]
    #expect(report["method"] as? String == "POST" && report["path"] as? String == "/webapi/v1/collection-report")
    let headers = report["requestHeaders"] as? [String: String] ?? [:]
    #expect(headers["authorization"] == "Bearer ********")
    #expect(headers["x-request-id"] == "id-1" && headers["content-type"] == "application/json; charset=UTF-8")
    #expect((report["request"] as? [String: Any])?["requesterName"] as? String == "国土 太郎")
    #expect((report["response"] as? [String: Any])?["resultCode"] as? String == "0000")
    #expect((report["responseHeaders"] as? [String: String])?["content-type"] == "application/json; charset=UTF-8")
    #expect(lines[3]["request"] as? String == "{nonsense")
    #expect(lines[4]["request"] as? String == "********")
    #expect((lines[5]["responseHeaders"] as? [String: String])?["allow"] == "POST")
    #expect(lines[6]["response"] is NSNull && lines[6]["request"] is NSNull)
  }

  @Test("An answer that never arrived is no answer, and the faults at work are named")
  func faults() async throws {
    let (lines, _) = try await record { client in
      let client = try await client.signedIn()
      _ = try await client.desk(
        "faults", #"{"rules":[{"kind":"commitThenDrop","call":1},{"kind":"commitThen500","call":2}]}"#)
      for _ in 1...2 {
        _ = try await curl([
          "--header", "Content-Type: application/json", "--header", "Authorization: Bearer \(client.token ?? "")",
          "--data", #"{"chassisNo":"AA111-011011"}"#, "\(client.endpoint.baseURL)/webapi/v1/fee-inquiry",
        ])
      }
    }
    #expect(lines.count == 3)
    let dropped = try #require(lines.first { ($0["faults"] as? [String])?.contains("commitThenDrop") == true })
    #expect(dropped["status"] is NSNull && dropped["response"] is NSNull)
    #expect((dropped["request"] as? [String: Any])?["chassisNo"] as? String == "AA111-011011")
    let failed = try #require(lines.first { $0["faults"] as? [String] == ["commitThen500"] })
    #expect(failed["status"] as? Int == 500)
  }

  @Test("Under an overlay the names of the wire are recorded, and its secret headers covered")
  func overlay() async throws {
    let files = try OverlayFiles([
      "service.json":
        #"{"authentication":{"style":"credentials","headers":{"userID":"X-Api-User","secret":"X-Api-Key"}}}"#,
      "02-fee-inquiry.json": #"{"fields":[{"name":"chassisNo","bridge":{"wire":"VIN"}}]}"#,
    ])
    let (lines, text) = try await record(overlay: files.folder) { client in
      _ = try await client.send(
        "POST", "/webapi/v1/fee-inquiry", Data(#"{"VIN":"AA111-011011"}"#.utf8),
        headers: ["X-Api-User": "jars-user-01", "X-Api-Key": "simulator-secret-01"])
    }
    #expect(lines.count == 1 && !text.contains("simulator-secret-01"))
    let headers = lines[0]["requestHeaders"] as? [String: String] ?? [:]
    #expect(headers["x-api-user"] == "jars-user-01" && headers["x-api-key"] == "********")
    #expect((lines[0]["request"] as? [String: Any])?["VIN"] as? String == "AA111-011011")
  }
}
