import Foundation
import Simulator
import Testing

@Suite struct AccessTests {
  @Test("A token opens the functions, and its answer says whose it is")
  func authentication() async throws {
    try await withSimulator { (client) async throws -> Void in
      let answer = try await client.call(
        "authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"])
      #expect(answer.code == "0000")
      #expect(answer["tokenType"] == "Bearer")
      #expect(answer["issuedAt"] == "2026-11-21T10:15:30+09:00")
      #expect(answer.data["expiresIn"] as? Int == 3600)
      #expect(answer.data["allowedFunctions"] as? [Int] == Array(1...31))
      let offices = answer.data["offices"] as? [[String: String]] ?? []
      #expect(offices.map { $0["role"] ?? "" } == ["H", "F", "K", "K", "S", "S"])
      #expect(answer.json["transactionId"] as? String == "T2026112100000001")
    }
  }

  @Test("Credentials that do not fit are E5001, and a locked user is E5006")
  func wrongCredentials() async throws {
    try await withSimulator { (client) async throws -> Void in
      func signIn(_ user: String, _ secret: String) async throws -> String {
        try await client.call("authentication", ["userId": .text(user), "secret": .text(secret)]).code
      }
      #expect(try await signIn("nobody", "simulator-secret-01") == "E5001")
      #expect(try await signIn("jars-locked", "simulator-secret-03") == "E5006")
      #expect(try await signIn("jars-expired", "simulator-secret-04") == "E5007")
      #expect(try await signIn("jars-fee-only", "simulator-secret-02") == "E5004")
      #expect(try await signIn("jars-user-01", "wrong-secret") == "E5001")
      #expect(try await signIn("jars-user-01", "simulator-secret-01") == "0000")
      for _ in 1...5 { #expect(try await signIn("jars-user-01", "wrong-secret") == "E5001") }
      #expect(try await signIn("jars-user-01", "simulator-secret-01") == "E5006")
    }
  }

  @Test("Without a live token everything is E5002", arguments: [nil, "garbage", ""] as [String?])
  func noToken(token: String?) async throws {
    try await withSimulator { (client) async throws -> Void in
      var client = client
      client.token = token
      let answer = try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"])
      #expect(answer.code == "E5002")
      #expect(answer.status == 401)
    }
  }

  @Test("A token dies after its life, and when it is revoked")
  func tokenLife() async throws {
    var options = testOptions()
    options.tokenLifeSeconds = 60
    try await withSimulator(options) { (client) async throws -> Void in
      let fields: WireFields = ["chassisNo": "AA111-011011"]
      let first = try await client.signedIn()
      _ = try await client.desk("clock", #"{"advanceSeconds":59}"#)
      #expect(try await first.call("fee-inquiry", fields).code == "0000")
      _ = try await client.desk("clock", #"{"advanceSeconds":1}"#)
      #expect(try await first.call("fee-inquiry", fields).code == "E5002")
      let second = try await client.signedIn()
      _ = try await client.desk("faults", #"{"revokeTokens":true,"tokenLifeSeconds":5}"#)
      #expect(try await second.call("fee-inquiry", fields).code == "E5002")
      let third = try await client.call(
        "authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"])
      #expect(third.data["expiresIn"] as? Int == 5)
    }
  }

  @Test("The fee-only profile inquires with its fixed key and may do nothing else")
  func feeOnly() async throws {
    try await withSimulator { (client) async throws -> Void in
      var client = client
      client.token = "simulator-fee-key-01"
      #expect(try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"]).code == "0000")
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "E5004")
    }
  }

  @Test("An office must be the caller's and have the role")
  func offices() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      for office in [Office.dismantler, Office.fullUser, "999999999902"] {
        let answer = try await client.call("collection-report", Sample.collection("AA111-011011", office: office))
        #expect(answer.code == "E5003")
      }
      let limited = try await client.call(
        "authentication",
        ["userId": "jars-user-01", "secret": "simulator-secret-01", "officeCode": .text(Office.recoverer)])
      var narrow = client
      narrow.token = limited["accessToken"]
      #expect(try await narrow.call("collection-report", Sample.collection("AA111-011011")).code == "E5003")
    }
  }

  @Test("A registration that has run out is E5007")
  func expiredRegistration() async throws {
    var options = testOptions()
    options.tokenLifeSeconds = 1e9
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.desk("clock", #"{"now":"2031-04-01T10:00:00+09:00"}"#)
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "E5007")
    }
  }

  @Test("The fee inquiry closes at midnight, everything else at 21:00, and all open at 7:00")
  func serviceHours() async throws {
    var options = testOptions()
    options.tokenLifeSeconds = 1e6
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      let table: [(time: String, fee: String, report: String)] = [
        ("00:00:00", "E6001", "E6001"), ("06:59:59", "E6001", "E6001"), ("07:00:00", "0000", "E4002"),
        ("20:59:59", "0000", "E4002"), ("21:00:00", "0000", "E6001"), ("23:59:59", "0000", "E6001"),
      ]
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "0000")
      for row in table {
        _ = try await client.desk("clock", "{\"now\":\"2026-11-22T\(row.time)+09:00\"}")
        let fee = try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"])
        let report = try await client.call("collection-report", Sample.collection("AA111-011011"))
        #expect(fee.code == row.fee, "\(row.time)")
        #expect(report.code == row.report, "\(row.time)")
        #expect(fee.json["processedAt"] as? String == "2026-11-22T\(row.time)+09:00")
      }
      let late = try await client.call(
        "authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"])
      #expect(late.code == "E6001" && late.status == 503)
    }
  }

  @Test("Planned stops and maintenance shut the door at any hour")
  func stops() async throws {
    var options = testOptions()
    options.alwaysOpen = true
    options.clock = .fixed(moment("2026-11-21T03:00:00+09:00"))
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      let fields: WireFields = ["chassisNo": "AA111-011011"]
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
      _ = try await client.desk("faults", #"{"plannedStops":["2026-11-21"]}"#)
      #expect(try await client.call("fee-inquiry", fields).code == "E6002")
      _ = try await client.desk("faults", #"{"maintenance":true}"#)
      #expect(try await client.call("fee-inquiry", fields).code == "E6003")
      _ = try await client.desk("faults", "{}")
      #expect(try await client.call("fee-inquiry", fields).code == "0000")
    }
  }
}
