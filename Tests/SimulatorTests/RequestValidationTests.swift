import Foundation
import Testing

/// One spoilt request and what must come back.
struct SpoiltRequest: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var slug: String
  var fields: WireFields
  var code: String
  var errors: [String]

  init(_ name: String, _ slug: String, _ fields: WireFields, _ code: String, _ errors: [String]) {
    testDescription = name
    self.slug = slug
    self.fields = fields
    self.code = code
    self.errors = errors
  }

  private static let collection = Sample.collection("AA111-011011")
  private static let delivery = Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
    .merged(Sample.delivery(to: Office.recoverer))
  private static let intake = Sample.vehicle(Office.dismantler, "111111111111", "AA111-011011")
    .merged(Sample.intake("3"))
  private static let recovery = Sample.vehicle(Office.recoverer, "111111111111", "AA111-011011")
    .merged(Sample.delivery(to: Office.dismantler))

  static let all: [SpoiltRequest] = [
    .init("nothing at all", "fee-inquiry", [:], "E1001", ["E1001 chassisNo"]),
    .init("a required field is empty", "fee-inquiry", ["chassisNo": ""], "E1001", ["E1001 chassisNo"]),
    .init(
      "every field error is listed", "collection-report",
      collection.without("requesterName").merged(["vehicleClass": "7", "collectionDate": "2026-02-30", "x": "1"]),
      "E1001", ["E1001 requesterName", "E1002 x", "E1003 vehicleClass", "E1004 collectionDate"]),
    .init("lower case", "fee-inquiry", ["chassisNo": "abc12-345678"], "E1002", ["E1002 chassisNo"]),
    .init(
      "13 digits", "fee-inquiry", ["chassisNo": "A1", "recycleTicketNo": "0400123456789"], "E1002",
      ["E1002 recycleTicketNo"]),
    .init(
      "a plate with a space", "fee-inquiry", ["chassisNo": "A1", "registrationNo": "品川 500さ1234"], "E1002",
      ["E1002 registrationNo"]),
    .init(
      "a number for a code", "fee-inquiry", ["chassisNo": "A1", "vehicleClass": 1], "E1002", ["E1002 vehicleClass"]),
    .init(
      "a code that is none", "fee-inquiry", ["chassisNo": "A1", "vehicleClass": "3"], "E1003", ["E1003 vehicleClass"]),
    .init("a stamped number as class 1", "fee-inquiry", ["chassisNo": "東4112345"], "E1005", ["E1005 chassisNo"]),
    .init(
      "a client-only field", "collection-report", collection.merged(["ownerConsent": "1"]), "E1002",
      ["E1002 ownerConsent"]),
    .init(
      "a compact date", "collection-report", collection.merged(["collectionDate": "20261120"]), "E1002",
      ["E1002 collectionDate"]),
    .init(
      "tomorrow", "collection-report", collection.merged(["collectionDate": "2026-11-22"]), "E1004",
      ["E1004 collectionDate"]),
    .init(
      "a half-width name is a text, a half-width kana is not", "collection-report",
      collection.merged(["requesterKana": "ｺｸﾄﾞ"]), "E1002", ["E1002 requesterKana"]),
    .init(
      "equipped without a type", "collection-report", collection.without("fluorocarbonType"), "E1005",
      ["E1005 fluorocarbonType"]),
    .init(
      "not equipped with a type", "collection-report", collection.merged(["fluorocarbonEquipped": "0"]), "E1005",
      ["E1005 fluorocarbonType"]),
    .init(
      "entrusted carriage without a carrier", "collection-delivery-to-recoverer",
      delivery.merged(["transportType": "2"]), "E1005",
      ["E1005 carrierName", "E1005 carrierPermitNo", "E1005 carrierPermitType"]),
    .init(
      "a carrier without entrusted carriage", "collection-delivery-to-recoverer",
      delivery.merged(["carrierName": "運送"]),
      "E1005", ["E1005 carrierName"]),
    .init(
      "an industrial permit of ten digits", "recovery-delivery-to-dismantler",
      recovery.merged([
        "transportType": "2", "carrierName": "運送", "carrierPermitType": "1", "carrierPermitNo": "1310123456",
      ]), "E1005", ["E1005 carrierPermitNo"]),
    .init(
      "an intake in process 1", "downstream-collection-report",
      intake.merged(["process": "1"]).without("selfDismantle"), "E1003", ["E1003 process"]),
    .init(
      "a dismantler who does not say whether he dismantles", "downstream-collection-report",
      intake.without("selfDismantle"), "E1005", ["E1005 selfDismantle"]),
    .init(
      "neither key of the detail inquiry", "vehicle-detail-inquiry", ["officeCode": .text(Office.collector)], "E1005",
      ["E1005 movementReportNo"]),
    .init(
      "a secret that is too short", "authentication", ["userId": "jars-user-01", "secret": "short"], "E1002",
      ["E1002 secret"]),
  ]
}

@Suite struct RequestValidationTests {
  @Test("Every field error of a spoilt request is named, the lowest code is the result")
  func spoiltRequests() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      for request in SpoiltRequest.all {
        let answer = try await client.call(request.slug, request.fields)
        #expect(answer.status == 400, "\(request.testDescription)")
        #expect(answer.code == request.code, "\(request.testDescription)")
        #expect(answer.errors == request.errors, "\(request.testDescription)")
      }
      #expect(try await client.journal().isEmpty)
    }
  }

  @Test("Garbage is answered, never fatal")
  func garbage() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let garbage: [[UInt8]] = [
        [], Array("{".utf8), Array("[]".utf8), Array("null".utf8), Array("\"text\"".utf8), Array("{\"a\":}".utf8),
        Array("{\"chassisNo\":\"A\u{0}B\"}".utf8), Array("{\"chassisNo\":null}".utf8),
        Array("{\"chassisNo\":{\"a\":1}}".utf8), Array("{\"chassisNo\":[\"A1\"]}".utf8),
        Array("{\"chassisNo\":1e999}".utf8), Array("{\"chassisNo\":true}".utf8),
        Array("{\"chassisNo\":\"A1\",\"chassisNo\":\"A1\"}".utf8), Array("{\"chassisNo\":\"\\ud800\"}".utf8),
        Array("{\"chassisNo\":\"A1\"} x".utf8), Array("\u{FEFF}{\"chassisNo\":\"A1\"}".utf8),
        Array("{\"chassisNo\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8), [0x93, 0x8C, 0x00, 0xFF],
        Array(String(repeating: "[", count: 60_000).utf8),
        Array(String(repeating: "{\"a\":", count: 12_000).utf8),
        Array("{\"chassisNo\":\"\(String(repeating: "A", count: 60_000))\"}".utf8),
      ]
      for body in garbage {
        let answer = try await client.send("POST", "/webapi/v1/fee-inquiry", Data(body))
        #expect(
          answer.status == 400 && answer.code.hasPrefix("E100"), "\(String(decoding: body.prefix(40), as: UTF8.self))")
      }
      #expect(try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"]).code == "0000")
    }
  }

  @Test("Wrong methods, paths, types and sizes are refused without an envelope")
  func plainHTTP() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let body = Data("{\"chassisNo\":\"AA111-011011\"}".utf8)
      let inquiry = "/webapi/v1/fee-inquiry"
      #expect(try await client.send("GET", inquiry, body).code == "HTTP 405")
      #expect(try await client.send("PUT", inquiry, body).code == "HTTP 405")
      #expect(try await client.send("POST", "/webapi/v2/fee-inquiry", body).code == "HTTP 404")
      #expect(try await client.send("POST", "/webapi/v1/no-such-function", body).code == "HTTP 404")
      #expect(try await client.send("POST", inquiry, body, contentType: "text/csv").code == "HTTP 415")
      #expect(try await client.send("POST", inquiry, body, contentType: "application/json").code == "0000")
      let large = Data(repeating: UInt8(ascii: " "), count: 64 * 1024 - body.count) + body
      #expect(try await client.send("POST", inquiry, large).code == "0000")
      #expect(try await client.send("POST", inquiry, Data(" ".utf8) + large).code == "HTTP 413")
      #expect(try await client.send("POST", inquiry, Data(count: 3_000_000)).code == "HTTP 413")
    }
  }
}
