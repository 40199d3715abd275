import Findings
import Foundation
import Testing

@testable import Validation

@Suite("Reading rules")
struct RuleReadingTests {
  @Test(
    "A rule that does not make exactly one demand, with nothing left over, is refused",
    arguments: [
      (#"{"id": "R"}"#, "exactly one demand"),
      (#"{"id": "R", "require": ["a"], "forbid": ["b"]}"#, "exactly one demand"),
      (#"{"id": "R", "match": {"a": "x"}, "equal": {"a": "x"}}"#, "exactly one demand"),
      (#"{"id": "R", "forbid": ["a"], "otherwiseForbid": ["b"]}"#, "otherwiseForbid without require"),
      (#"{"id": "R", "forbid": ["a"], "cases": [{"value": "1"}]}"#, "cases without derive"),
      (#"{"id": "R", "derive": "a", "cases": []}"#, "demands nothing"),
      (#"{"id": "R", "require": []}"#, "demands nothing"), (#"{"id": "R", "forbid": []}"#, "demands nothing"),
      (#"{"id": "R", "requireAny": []}"#, "demands nothing"), (#"{"id": "R", "match": {}}"#, "demands nothing"),
      (#"{"id": "R", "equal": {}}"#, "demands nothing"), (#"{"id": "R", "role": {}}"#, "demands nothing"),
      (#"{"id": "R", "compare": ["a", "notAfter"]}"#, "compare takes"),
      (#"{"id": "R", "compare": ["a", "before", "b"]}"#, "compare takes"),
      (#"{"id": "R", "forbid": ["a"], "as": "forbiden"}"#, "did you mean “forbidden”"),
      (#"{"id": "R", "within": ["a"], "days": 3}"#, "within takes two date fields"),
      (#"{"id": "R", "within": ["a", "b", "c"], "days": 3}"#, "within takes two date fields"),
      (#"{"id": "R", "forbid": ["a"], "days": 3}"#, "days without within"),
      (#"{"id": "R", "within": ["a", "b"], "days": 3, "calendar": {"a": "x"}}"#, "exactly one demand"),
      (#"{"id": "R", "calendar": {}}"#, "demands nothing"),
      (#"{"id": "R", "compare": ["a", "notBefore", "tomorrow", "b"]}"#, "today or tomorrow"),
    ])
  func refused(text: String, reason: String) throws {
    let error = #expect(throws: DecodingError.self) { try Self.rule(text) }
    guard case .dataCorrupted(let context)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(context.debugDescription.contains(reason), "\(context.debugDescription)")
  }

  @Test("A span without its number of days is refused")
  func noDays() throws {
    let error = #expect(throws: DecodingError.self) { try Self.rule(#"{"id": "R", "within": ["a", "b"]}"#) }
    guard case .keyNotFound(let key, _)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(key.stringValue == "days")
  }

  @Test("A rule without a code of its own is a row constraint, and every finding's name is a code")
  func codes() throws {
    #expect(try Self.rule(#"{"id": "R", "forbid": ["a"]}"#).code == .rowConstraint)
    for code in FindingCode.allCases {
      #expect(try Self.rule(#"{"id": "R", "forbid": ["a"], "as": "\#(code.name)"}"#).code == code)
    }
  }

  @Test(
    "A rule mentions every field that it speaks of",
    arguments: [
      (#"{"id": "R", "when": {"w": ["1"]}, "unless": {"u": ["1"]}, "forbid": ["a", "b"]}"#, ["a", "b", "u", "w"]),
      (#"{"id": "R", "require": ["a"], "otherwiseForbid": ["b"]}"#, ["a", "b"]),
      (#"{"id": "R", "derive": "a", "cases": [{"match": {"b": "x"}, "value": "1"}]}"#, ["a", "b"]),
      (#"{"id": "R", "requireAny": ["a", "b"]}"#, ["a", "b"]), (#"{"id": "R", "match": {"a": "x"}}"#, ["a"]),
      (#"{"id": "R", "compare": ["a", "notAfter", "today"]}"#, ["a"]),
      (#"{"id": "R", "compare": ["a", "notBefore", "b"]}"#, ["a", "b"]), (#"{"id": "R", "equal": {"a": "1"}}"#, ["a"]),
      (#"{"id": "R", "role": {"a": "collector"}}"#, ["a"]),
      (#"{"id": "R", "compare": ["a", "notBefore", "tomorrow"]}"#, ["a"]),
      (#"{"id": "R", "within": ["a", "b"], "days": 3}"#, ["a", "b"]),
      (#"{"id": "R", "calendar": {"a": "x", "b": "y"}}"#, ["a", "b"]),
    ])
  func mentioned(text: String, fields: [String]) throws {
    #expect(try Self.rule(text).mentionedFields == Set(fields))
  }

  static func rule(_ text: String) throws -> RuleSchema {
    try RuleSchema(json: Array(text.utf8))
  }
}
