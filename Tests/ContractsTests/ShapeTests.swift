import Foundation
import Testing
import Validation

@testable import Contracts

@Suite("Fields and rules as JSON Schema")
struct ShapeTests {
  /// A function with fields `a` to `d` and one rule.
  private func function(rule: String) throws -> FunctionSchema {
    let text = """
      {"name": "f", "title": "F", "fields": [
        {"name": "a", "title": "A", "type": "string", "bridge": {"wire": "wireA"}},
        {"name": "b", "title": "B", "type": "boolean", "bridge": {"normalise": "choice", "meanings": {"1": [], "0": []}}},
        {"name": "c", "title": "C", "type": "integer", "bridge": {"normalise": "integer"}},
        {"name": "d", "title": "D", "type": "string", "bridge": {"sent": false}},
        {"name": "e", "title": "E", "type": "date", "bridge": {"normalise": "date"}}],
       "bridge": {"number": 99, "kind": "report", "assumed": true, "profiles": [], "roles": [], "hours": "reports",
        "unit": "none", "request": {"method": "POST", "path": "/f"}, "rules": [\(rule)]}}
      """
    return try FunctionSchema(json: Array(text.utf8))
  }

  private func shape(_ rule: String, on side: Terms.Side) throws -> String? {
    let function = try function(rule: rule)
    let schema = Terms(side: side).schema(of: function.bridge.rules[0], in: function, roles: [:])
    return try schema.map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0, options: .sortedKeys), as: UTF8.self)
    }
  }

  @Test(
    "A rule is said where JSON Schema can say it",
    arguments: [
      (
        #"{"id": "R", "when": {"a": ["1"]}, "require": ["c"]}"#,
        #"{"if":{"properties":{"a":{"enum":["1"]}},"required":["a"]},"then":{"required":["c"]}}"#
      ),
      (
        #"{"id": "R", "when": {"a": [""]}, "require": ["c"]}"#,
        #"{"if":{"not":{"required":["a"]}},"then":{"required":["c"]}}"#
      ),
      (
        #"{"id": "R", "when": {"c": ["", "2"]}, "forbid": ["a"]}"#,
        #"{"if":{"properties":{"c":{"enum":[2]}}},"then":{"not":{"required":["a"]}}}"#
      ),
      (
        #"{"id": "R", "unless": {"b": ["1"]}, "requireAny": ["a", "c"]}"#,
        #"{"if":{"not":{"properties":{"b":{"enum":["1"]}},"required":["b"]}},"#
          + #""then":{"anyOf":[{"required":["a"]},{"required":["c"]}]}}"#
      ),
      (
        #"{"id": "R", "when": {"b": ["1"]}, "require": ["a"], "otherwiseForbid": ["a", "c"]}"#,
        #"{"else":{"not":{"anyOf":[{"required":["a"]},{"required":["c"]}]}},"#
          + #""if":{"properties":{"b":{"enum":["1"]}},"required":["b"]},"then":{"required":["a"]}}"#
      ),
      (
        #"{"id": "R", "equal": {"b": "1"}}"#, #"{"properties":{"b":{"const":"1"}},"required":["b"]}"#
      ),
      (#"{"id": "R", "match": {"a": "^x|y$"}}"#, #"{"properties":{"a":{"pattern":"^(?:x|y)$"}}}"#),
    ])
  func said(_ rule: String, _ expected: String) throws {
    #expect(try shape(rule, on: .row) == expected)
  }

  @Test(
    "A rule that JSON Schema can't say is left to words",
    arguments: [
      #"{"id": "R", "compare": ["e", "notAfter", "today"]}"#,
      #"{"id": "R", "derive": "a", "cases": [{"value": "1"}]}"#,
      #"{"id": "R", "within": ["e", "e"], "days": 3}"#,
      #"{"id": "R", "calendar": {"e": "days"}}"#,
    ])
  func unsaid(_ rule: String) throws {
    #expect(try shape(rule, on: .row) == nil)
  }

  @Test("A request speaks in the wire's names and values, and not of what is never sent")
  func wire() throws {
    var wire = Shipped.catalogue.service.wire
    wire.yes = "true"
    wire.date = "yyyyMMdd"
    let side = Terms.Side.wire(wire)
    #expect(
      try shape(#"{"id": "R", "when": {"b": ["1"]}, "require": ["a"]}"#, on: side)
        == #"{"if":{"properties":{"b":{"enum":["true"]}},"required":["b"]},"then":{"required":["wireA"]}}"#)
    #expect(try shape(#"{"id": "R", "unless": {"d": ["1"]}, "require": ["a"]}"#, on: side) == nil)
    #expect(try shape(#"{"id": "R", "equal": {"d": "1"}}"#, on: side) == nil)
    let date = try #require(try function(rule: "").field(named: "e"))
    #expect(Terms(side: side).value("2026-11-20", of: date) as? String == "20261120")
    #expect(Terms(side: side).schema(of: date)["pattern"] as? String == "^[0-9]{8}$")
  }

  @Test("A field that may hold a package's name takes the number or the name; a request only the number")
  func reference() throws {
    let function = try #require(Shipped.catalogue.function(named: "fluorocarbon-package-add"))
    let field = try #require(function.field(named: "packageNo"))
    let row = Terms(side: .row).schema(of: field)
    #expect(
      (row["anyOf"] as? [JSONObject])?.map { $0["pattern"] as? String } == ["^FR[0-9]{10}$", "^@[0-9A-Za-z_-]{1,20}$"])
    #expect(row["pattern"] == nil)
    let wire = Terms(side: .wire(Shipped.catalogue.service.wire))
    #expect(wire.schema(of: field)["pattern"] as? String == "^FR[0-9]{10}$")
    #expect(try #require(function.field(named: "packageRef")).bridge.isSent == false)
  }

  @Test("A path of names becomes nested objects; what is required stays so on every level")
  func nested() throws {
    var shape = ObjectShape()
    shape.add("head/code", ["type": "string"], required: true)
    shape.add("tail/note", ["type": "string"])
    let schema = shape.schema
    #expect(schema["required"] as? [String] == ["head"])
    let properties = try #require(schema["properties"] as? JSONObject)
    let head = try #require(properties["head"] as? JSONObject)
    #expect(head["required"] as? [String] == ["code"])
    #expect((properties["tail"] as? JSONObject)?["type"] as? [String] == ["object", "null"])
  }
}
