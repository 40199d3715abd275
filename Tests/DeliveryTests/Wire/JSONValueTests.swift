import Foundation
import Testing

@testable import Delivery

@Suite("JSON values")
struct JSONValueTests {
  @Test(
    "Every kind of value is told apart",
    arguments: [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("1", .integer(1)), ("0", .integer(0)),
      ("-5", .integer(-5)), ("1.5", .number(1.5)), ("9223372036854775807", .integer(.max)), ("\"1\"", .string("1")),
      ("\"true\"", .string("true")), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([:])),
      ("[1,\"a\",null]", .array([.integer(1), .string("a"), .null])),
      ("{\"a\":{\"b\":[]}}", .object(["a": .object(["b": .array([])])])),
    ] as [(String, JSONValue)])
  func kinds(text: String, value: JSONValue) throws {
    #expect(try JSONValue.reading(text) == value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)) == value)
  }

  @Test(
    "Scalars are text, as the result file shows them",
    arguments: [
      ("\"x\"", "x"), ("12980", "12980"), ("12.5", "12.5"), ("true", "1"), ("false", "0"), ("null", nil), ("[]", nil),
      ("{}", nil), ("[1]", nil),
    ] as [(String, String?)])
  func text(json: String, expected: String?) throws {
    #expect(try JSONValue.reading(json).text == expected)
  }

  @Test("A path leads through objects, and nowhere else")
  func path() throws {
    let value = try JSONValue.reading(#"{"certificate": {"carName": "トヨタ", "list": [1]}, "a/b": 1}"#)
    #expect(value[path: "certificate/carName"]?.text == "トヨタ")
    #expect(value[path: "certificate/list"]?.elements == [.integer(1)])
    for missing in ["ghost", "certificate/ghost", "certificate/carName/x", "certificate/list/0", "Certificate", "a/b"] {
      #expect(value[path: missing] == nil)
    }
    #expect(JSONValue.string("x").elements == [])
  }
}
