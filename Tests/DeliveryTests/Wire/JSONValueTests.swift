import Foundation
import Testing
import Validation

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

  @Test(
    "A list of scalars is words, as the result file shows them",
    arguments: [
      (#"["040012345678", "040012345679"]"#, "040012345678 040012345679"), (#"["x"]"#, "x"), ("[]", ""),
      ("[1, true, 2.5]", "1 1 2.5"), (#"["a", null, {}, ["b"], "c"]"#, "a c"), (#""x""#, "x"), ("5", "5"),
      ("null", nil), ("{}", nil),
    ] as [(String, String?)])
  func words(json: String, expected: String?) throws {
    #expect(try JSONValue.reading(json).words == expected)
  }

  @Test(
    "A flag is set as a boolean or as a code, and by nothing else",
    arguments: [
      ("true", true), ("1", true), (#""1""#, true), (#""true""#, true), ("false", false), ("0", false),
      (#""0""#, false),
      (#""false""#, false), (#""""#, false), ("null", false), ("2", false), ("[true]", false), ("{}", false),
    ])
  func flag(json: String, isSet: Bool) throws {
    #expect(try JSONValue.reading(json).isYes == isSet)
  }

  @Test("A member is replaced or added, and nothing but an object has members")
  func replacing() throws {
    let page = try JSONValue.reading(#"{"vehicles": [1], "hasNext": true}"#)
    let whole = try JSONValue.reading(#"{"vehicles": [1, 2], "hasNext": true}"#)
    #expect(page.replacing("vehicles", with: .array([.integer(1), .integer(2)])) == whole)
    #expect(page.replacing("page", with: .integer(2))[path: "page"] == .integer(2))
    #expect(page[path: "page"] == nil)
    for value in [JSONValue.null, .array([.integer(1)]), .string("x")] {
      #expect(value.replacing("vehicles", with: .null) == value)
    }
  }
}
