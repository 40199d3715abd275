import Foundation
import Testing
import Validation

@testable import Bridge

@Suite("Laying an overlay over a schema")
struct SchemaMergeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var shipped: String?
    var overlay: String
    var merged: String
    var places: [String]
  }

  private static func value(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  static let cases = [
    Case(
      testDescription: "an object, key by key", shipped: #"{"a": {"b": 1, "c": 2}, "d": 3}"#,
      overlay: #"{"a": {"c": 5}, "e": 6}"#, merged: #"{"a": {"b": 1, "c": 5}, "d": 3, "e": 6}"#, places: ["/a/c", "/e"]),
    Case(
      testDescription: "a list is replaced", shipped: #"{"a": [1, 2], "rules": [{"name": "x", "y": 1}]}"#,
      overlay: #"{"a": [3], "rules": [{"name": "x"}]}"#, merged: #"{"a": [3], "rules": [{"name": "x"}]}"#,
      places: ["/a", "/rules"]),
    Case(
      testDescription: "fields by name, a new one at the end",
      shipped: #"{"fields": [{"name": "a", "bridge": {"wire": "x", "labels": ["l"]}}, {"name": "b"}]}"#,
      overlay: #"{"fields": [{"name": "c", "type": "date"}, {"name": "a", "bridge": {"wire": "y"}}]}"#,
      merged: """
        {"fields": [{"name": "a", "bridge": {"wire": "y", "labels": ["l"]}}, {"name": "b"},
                    {"name": "c", "type": "date"}]}
        """, places: ["/fields/2/name", "/fields/2/type", "/fields/0/bridge/wire"]),
    Case(
      testDescription: "a list named fields elsewhere is a list like any other",
      shipped: #"{"bridge": {"key": {"fields": ["a", "b"]}}}"#, overlay: #"{"bridge": {"key": {"fields": ["c"]}}}"#,
      merged: #"{"bridge": {"key": {"fields": ["c"]}}}"#, places: ["/bridge/key/fields"]),
    Case(
      testDescription: "null takes a key away, with all that is in it", shipped: #"{"a": {"b": 1}, "c": 2}"#,
      overlay: #"{"a": null}"#, merged: #"{"c": 2}"#, places: ["/a"]),
    Case(
      testDescription: "a value that was one thing becomes another", shipped: #"{"a": {"b": 1}, "c": 2, "d": [1]}"#,
      overlay: #"{"a": "x", "c": {"y": true}, "d": {}}"#, merged: #"{"a": "x", "c": {"y": true}, "d": {}}"#,
      places: ["/a", "/c/y", "/d"]),
    Case(
      testDescription: "an empty object changes nothing", shipped: #"{"a": {"b": 1}}"#, overlay: #"{"a": {}}"#,
      merged: #"{"a": {"b": 1}}"#, places: []),
    Case(
      testDescription: "a key with the pointer's own characters", shipped: #"{}"#, overlay: #"{"a/b~c": 1}"#,
      merged: #"{"a/b~c": 1}"#, places: ["/a~1b~0c"]),
    Case(
      testDescription: "a whole new file", shipped: nil, overlay: #"{"name": "f", "fields": [{"name": "a"}]}"#,
      merged: #"{"name": "f", "fields": [{"name": "a"}]}"#, places: ["/fields/0/name", "/name"]),
  ]

  @Test("What is merged and what is replaced, and where the overlay was", arguments: cases)
  func merges(_ item: Case) throws {
    let merge = try SchemaMerge(Self.value(item.overlay), over: item.shipped.map(Self.value))
    #expect(try merge.merged == Self.value(item.merged))
    #expect(merge.places == item.places)
  }

  @Test(
    "An overlay that says nothing that can be meant is refused, with the place",
    arguments: [
      (#"{"a": {"c": null}}"#, "/a/c: there is nothing"), (#"{"z": {"y": null}}"#, "/z/y: there is nothing"),
      (#"{"fields": [{"name": "f"}, {"title": "t"}]}"#, "/fields/1: a field"), (#"{"fields": ["x"]}"#, "/fields/0"),
      ("[1]", "not a JSON object"), ("null", "not a JSON object"),
    ])
  func refused(overlay: String, reason: String) throws {
    let refusal = #expect(throws: OverlayRefusal.self) {
      try SchemaMerge(Self.value(overlay), over: Self.value(#"{"a": {"b": 1}, "fields": []}"#))
    }
    #expect(refusal?.description.contains(reason) == true, "\(refusal?.description ?? "")")
  }
}
