import Foundation
import Testing
import Validation

@testable import Delivery

@Suite("Writing requests")
struct RequestEncoderTests {
  /// A function of one field of each type, one renamed on the wire, one that stays here.
  private static let function: FunctionSchema = {
    let schema = """
      {"name": "test", "title": "test", "fields": [
        {"name": "text", "title": "1", "type": "string"}, {"name": "day", "title": "2", "type": "date"},
        {"name": "flag", "title": "3", "type": "boolean"}, {"name": "count", "title": "4", "type": "integer"},
        {"name": "weight", "title": "5", "type": "number"},
        {"name": "mine", "title": "6", "type": "string", "bridge": {"sent": false}},
        {"name": "other", "title": "7", "type": "string", "bridge": {"wire": "that\\"s it"}},
        {"name": "choice", "title": "8", "type": "string",
         "bridge": {"normalise": "choice", "meanings": {"1": ["a"], "2": ["b"]}, "codes": {"1": "A"}}},
        {"name": "own", "title": "9", "type": "boolean",
         "bridge": {"normalise": "choice", "meanings": {"1": ["a"], "0": ["b"]}, "codes": {"1": "yes"}}}],
       "bridge": {"number": 1, "kind": "report", "assumed": true, "profiles": [], "roles": [], "hours": "reports",
       "unit": "none", "request": {"method": "POST", "path": "/"}}}
      """
    return try! FunctionSchema(json: Array(schema.utf8))
  }()

  private static func body(_ values: [String: String], _ change: (inout ServiceSchema) -> Void = { _ in }) -> String {
    var service = Shipped.service
    change(&service)
    return String(decoding: RequestEncoder(service: service).body(of: function, values: values), as: UTF8.self)
  }

  @Test(
    "Each type is written its own way",
    arguments: [
      ("text", "国土 太郎", #"{"text":"国土 太郎"}"#), ("text", "0", #"{"text":"0"}"#),
      ("day", "2026-11-20", #"{"day":"2026-11-20"}"#),
      ("flag", "1", #"{"flag":"1"}"#), ("flag", "0", #"{"flag":"0"}"#), ("count", "310", #"{"count":310}"#),
      ("weight", "9800.5", #"{"weight":9800.5}"#), ("other", "x", #"{"that\"s it":"x"}"#),
    ])
  func types(field: String, value: String, expected: String) {
    #expect(Self.body([field: value]) == expected)
  }

  @Test("Empty fields are left out, and so is what no field of the function is")
  func omission() {
    #expect(Self.body([:]) == "{}")
    #expect(Self.body(["text": "", "count": "1", "ghost": "x"]) == #"{"count":1}"#)
    #expect(
      Self.body(["text": "a", "day": "2026-11-20", "count": "1"]) == #"{"text":"a","day":"2026-11-20","count":1}"#)
  }

  @Test("What is for this machine only never leaves it")
  func clientOnly() {
    #expect(Self.body(["mine": "secret", "text": "a"]) == #"{"text":"a"}"#)
    let collection = Shipped.function("collection-report")
    let values = Dictionary(uniqueKeysWithValues: collection.fields.map { ($0.name, $0.example ?? "1") })
    let body = String(
      decoding: RequestEncoder(service: Shipped.service).body(of: collection, values: values), as: UTF8.self)
    #expect(!body.contains("ownerConsent") && !body.contains("plateUnknown"))
    #expect(body.contains("\"officeCode\":\"130000100002\""))
  }

  @Test(
    "Text comes back from any JSON reader as it was",
    arguments: [
      "\"", "\\", "\\\"", "\u{0}", "\u{1F}\t\r\n", "a/b", "\u{2028}", "𠮷野家", "が", "か\u{3099}", "👨‍👩‍👧", "{\"x\":1}",
      "\u{7F}",
    ])
  func escaping(text: String) throws {
    let value = try JSONValue.reading(Self.body(["text": text]))
    #expect(value[path: "text"]?.text.map { Array($0.utf8) } == Array(text.utf8))
    let python = try JSONSerialization.jsonObject(with: Data(Self.body(["text": text]).utf8)) as? [String: String]
    #expect(python?["text"] == text)
  }

  @Test("The service's schema chooses how dates and booleans are written")
  func formats() {
    #expect(Self.body(["day": "2026-11-20"]) { $0.wire.date = "yyyyMMdd" } == #"{"day":"20261120"}"#)
    #expect(Self.body(["day": "2026-11-20"]) { $0.wire.date = "yyyy/MM/dd" } == #"{"day":"2026/11/20"}"#)
    #expect(Self.body(["flag": "1"]) { $0.wire.yes = "有" } == #"{"flag":"有"}"#)
    #expect(Self.body(["flag": "0"]) { $0.wire.no = "無" } == #"{"flag":"無"}"#)
  }

  @Test("A field's own codes stand on the wire in place of ours, and before what the service writes for true and false")
  func codes() {
    #expect(Self.body(["choice": "1"]) == #"{"choice":"A"}"#)
    #expect(Self.body(["choice": "2"]) == #"{"choice":"2"}"#)
    #expect(Self.body(["own": "1"]) { $0.wire.yes = "有" } == #"{"own":"yes"}"#)
    #expect(Self.body(["own": "0"]) { $0.wire.no = "無" } == #"{"own":"無"}"#)
  }

  @Test("An inquiry about a row takes the row's values under its own names")
  func mapping() throws {
    let confirm = try #require(Shipped.function("collection-report").bridge.confirm)
    let row = ["officeCode": "130000100002", "chassisNo": "A1", "requesterName": "x"]
    let values = InquiryValues(row: row).filled(confirm.with)
    #expect(values == ["officeCode": "130000100002", "chassisNo": "A1"])
  }
}
