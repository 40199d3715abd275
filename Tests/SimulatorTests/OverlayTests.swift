import Foundation
import Testing

@testable import Simulator

/// A private overlay in a folder of its own.
struct OverlayFiles: ~Copyable {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("overlay-\(UUID().uuidString)").path

  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func options() -> SimulatorOptions {
    var options = testOptions()
    options.overlayFolder = folder
    return options
  }
}

@Suite struct OverlayTests {
  private static let collectionFile = """
    {"name": "collection-report",
     "fields": [
       {"name": "chassisNo", "bridge": {"wire": "VIN"}},
       {"name": "collectionDate", "bridge": {"wire": "HIKITORI_BI"}},
       {"name": "vehicleClass", "bridge": {"codes": {"1": "TOUROKU", "2": "KEI"}}},
       {"name": "clientRequestNo", "constraints": {"required": true}},
       {"name": "ownerConsent", "bridge": {"wire": "DOUI"}}
     ],
     "bridge": {"request": {"path": "/api/elv/hikitori/", "method": "PUT"}}}
    """

  private static let service = """
    {"wire": {"date": "yyyyMMdd", "true": "有", "false": "無"}, "requestIDHeader": "X-Denbun-No", "headers": null,
     "envelope": {"code": "kekka/code", "message": "kekka/message", "data": "honbun", "errors": "kekka/errors",
                  "errorField": "item", "errorCode": "no"},
     "authentication": {"style": "credentials", "headers": {"userID": "X-Api-User", "secret": "X-Api-Key"}},
     "resultCodes": {"0000": "OK", "E2001": "ERR-201", "E1002": "ERR-102", "E1001": "ERR-101"}}
    """

  private static let collection: WireFields = [
    "officeCode": .text(Office.collector), "VIN": "AA111-011011", "vehicleClass": "TOUROKU",
    "requesterName": "国土 太郎", "HIKITORI_BI": "20261120", "fluorocarbonEquipped": "有", "fluorocarbonType": "2",
    "airbagEquipped": "有", "clientRequestNo": "ERP-1",
  ]

  private static let keys = ["X-Api-User": "jars-user-01", "X-Api-Key": "simulator-secret-01"]

  @Test("Under an overlay everything on the wire is as it says, and inside all is as ever")
  func wholeDialect() async throws {
    let files = try OverlayFiles(["service.json": Self.service, "08-collection-report.json": Self.collectionFile])
    try await withSimulator(files.options()) { (client) async throws -> Void in
      func report(_ fields: WireFields, _ headers: [String: String] = Self.keys) async throws -> ClientAnswer {
        try await client.send("PUT", "/api/elv/hikitori", fields.json, headers: headers)
      }
      func result(_ answer: ClientAnswer) -> [String: Any] { answer.json["kekka"] as? [String: Any] ?? [:] }
      func errors(_ answer: ClientAnswer) -> [String] {
        (result(answer)["errors"] as? [[String: Any]] ?? []).map { "\($0["no"] ?? "") \($0["item"] ?? "")" }.sorted()
      }
      let unknown = try await report(Self.collection.merged(["VIN": "NONE-1"]))
      #expect(unknown.status == 404 && result(unknown)["code"] as? String == "ERR-201")
      #expect(errors(unknown) == ["ERR-201 VIN"])

      let ours = Self.collection.without("VIN").merged(["chassisNo": "AA111-011011", "HIKITORI_BI": "2026-11-20"])
        .merged(["vehicleClass": "1", "airbagEquipped": "1"]).without("clientRequestNo")
      #expect(
        errors(try await report(ours)) == [
          "E1003 airbagEquipped", "E1003 vehicleClass", "ERR-101 VIN", "ERR-101 clientRequestNo", "ERR-102 HIKITORI_BI",
          "ERR-102 chassisNo",
        ])

      let answer = try await client.send(
        "PUT", "/api/elv/hikitori", Self.collection.json,
        headers: Self.keys.merging(["X-Denbun-No": "id-7"]) { $1 })
      #expect(result(answer)["code"] as? String == "OK")
      #expect(result(answer)["message"] as? String == "正常終了")
      let data = answer.json["honbun"] as? [String: Any] ?? [:]
      #expect(data["nextDeadlineDate"] as? String == "20261221")
      #expect(data["acceptedAt"] as? String == "2026-11-21T10:15:30+09:00")
      let certificate = data["certificate"] as? [String: Any] ?? [:]
      #expect(
        certificate["chassisNo"] as? String == "AA111-011011" && certificate["collectionDate"] as? String == "20261120")

      let journal = try await client.journal()
      #expect(journal.count == 1 && journal[0]["requestId"] as? String == "id-7")
      let request = journal[0]["request"] as? [String: Any] ?? [:]
      #expect(request["chassisNo"] as? String == "AA111-011011" && request["collectionDate"] as? String == "2026-11-20")
      #expect(request["vehicleClass"] as? String == "1" && request["airbagEquipped"] as? String == "1")

      let detail = try await client.send(
        "POST", "/webapi/v1/vehicle-detail-inquiry",
        (["officeCode": .text(Office.collector), "movementReportNo": "111111111111"] as WireFields).json,
        headers: Self.keys)
      let shown = detail.json["honbun"] as? [String: Any] ?? [:]
      #expect(shown["fluorocarbonEquipped"] as? String == "有" && shown["collectionDate"] as? String == "20261120")
      #expect((shown["history"] as? [[String: Any]])?.first?["eventDate"] as? String == "20261120")
    }
  }

  @Test("The old path is gone, another method is not allowed, and there is nothing to sign in to")
  func routes() async throws {
    let files = try OverlayFiles(["service.json": Self.service, "08-collection-report.json": Self.collectionFile])
    try await withSimulator(files.options()) { (client) async throws -> Void in
      let body = Self.collection.json
      let old = try await client.send("POST", "/webapi/v1/collection-report", body, headers: Self.keys)
      #expect(old.status == 404)
      let post = try await client.send("POST", "/api/elv/hikitori", body, headers: Self.keys)
      #expect(post.status == 405 && post.headers["allow"] == "PUT")
      #expect(try await client.send("POST", "/webapi/v1/authentication", Data("{}".utf8)).status == 404)
    }
  }

  @Test("Two headers with user and secret: wrong ones are E5001, and after five of them the user is locked")
  func credentials() async throws {
    let files = try OverlayFiles([
      "service.json":
        #"{"authentication":{"style":"credentials","headers":{"userID":"X-Api-User","secret":"X-Api-Key"}}}"#
    ])
    try await withSimulator(files.options()) { (client) async throws -> Void in
      func code(_ user: String?, _ key: String?) async throws -> String {
        var headers: [String: String] = [:]
        headers["X-Api-User"] = user
        headers["X-Api-Key"] = key
        let body: WireFields = ["chassisNo": "AA111-011011"]
        return try await client.send("POST", "/webapi/v1/fee-inquiry", body.json, headers: headers).code
      }
      #expect(try await code("jars-user-01", "simulator-secret-01") == "0000")
      #expect(try await code(nil, nil) == "E5001")
      #expect(try await code("jars-user-01", nil) == "E5001")
      #expect(try await code("jars-locked", "simulator-secret-03") == "E5006")
      #expect(try await code("jars-expired", "simulator-secret-04") == "E5007")
      for _ in 1...4 { #expect(try await code("jars-user-01", "wrong-secret") == "E5001") }
      #expect(try await code("jars-user-01", "simulator-secret-01") == "E5006")
    }
  }

  @Test(
    "A fixed key stands in a header of its own, with a scheme or without",
    arguments: [("X-Jars-Key", "", "simulator-secret-01"), ("Authorization", "Key", "Key simulator-secret-01")])
  func fixedKey(header: String, scheme: String, value: String) async throws {
    let files = try OverlayFiles([
      "service.json":
        "{\"authentication\":{\"style\":\"static\",\"header\":\"\(header)\",\"scheme\":\"\(scheme)\"}}"
    ])
    try await withSimulator(files.options()) { (client) async throws -> Void in
      let body: WireFields = ["chassisNo": "AA111-011011"]
      func code(_ value: String) async throws -> String {
        try await client.send("POST", "/webapi/v1/fee-inquiry", body.json, headers: [header: value]).code
      }
      #expect(try await code(value) == "0000")
      #expect(try await code(value.replacing("secret-01", with: "secret-03")) == "E5006")
      #expect(try await code("Bearer simulator-secret-01") == "E5001")
      #expect(try await code("nobody") == "E5001")
    }
  }

  @Test("A token may be answered under another name and carried in another header")
  func renamedToken() async throws {
    let files = try OverlayFiles([
      "service.json":
        #"{"authentication":{"header":"X-Token","scheme":"","token":"tokn","expiresIn":"byou"},"wire":{"date":"yyyy/MM/dd"}}"#
    ])
    try await withSimulator(files.options()) { (client) async throws -> Void in
      let answer = try await client.call(
        "authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"])
      #expect(answer["accessToken"] == nil && answer.data["byou"] as? Int == 3600)
      let office = (answer.data["offices"] as? [[String: Any]])?.first ?? [:]
      #expect(office["permitExpiry"] as? String == "2031/03/31")
      let token = try #require(answer["tokn"])
      let report = Sample.collection("AA111-011011").merged(["collectionDate": "2026/11/20"])
      let sent = try await client.send(
        "POST", "/webapi/v1/collection-report", report.json, headers: ["X-Token": token])
      #expect(sent.code == "0000" && sent["nextDeadlineDate"] == "2026/12/21")
      #expect(try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"]).code == "E5002")
    }
  }

  @Test(
    "Days are written in three ways, and anything else is none",
    arguments: [
      ("yyyyMMdd", "20261120", "2026-11-20"), ("yyyyMMdd", "2026-11-20", nil),
      ("yyyy/MM/dd", "2026/11/20", "2026-11-20"),
      ("yyyy/MM/dd", "2026/1/20", nil), ("yyyy-MM-dd", "2026-11-20", "2026-11-20"), ("yyyyMMdd", "２０２６1120", nil),
    ] as [(String, String, String?)])
  func dates(form: String, text: String, day: String?) throws {
    let form = try #require(DateForm(rawValue: form))
    #expect(form.own(text) == day)
    if let day { #expect(form.onWire(day) == text) }
  }

  @Test(
    "An overlay that says what cannot be is refused at the start, with its file",
    arguments: [
      ("service.json", "{"), ("service.json", #"{"wire":{"date":"dd.MM.yyyy"}}"#),
      ("service.json", #"{"resultCodes":{"E0000":"X"}}"#), ("service.json", #"{"authentication":{"style":"magic"}}"#),
      ("service.json", #"{"authentication":{"style":"credentials"}}"#), ("08-hikitori.json", "{}"),
      ("08-collection-report.json", #"{"fields":[{"name":"chassisNo","bridge":{"wire":"officeCode"}}]}"#),
      ("08-collection-report.json", #"{"bridge":{"request":{"path":"/webapi/v1/fee-inquiry"}}}"#),
      ("08-collection-report.json", #"{"fields":[{"bridge":{"wire":"x"}}]}"#),
    ])
  func unreadable(name: String, text: String) async throws {
    let files = try OverlayFiles([name: text])
    let options = files.options()
    await #expect(throws: UnreadableInstruction.self) { try await withSimulator(options) { _ in } }
  }
}
