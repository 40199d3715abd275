import Findings
import Foundation
import Testing

@testable import Validation

@Suite("Kinds of rules")
struct RuleKindTests {
  /// A function of free texts `a`, `b`, `c`, dates `d` and `e`, an office `o`, a choice `p` of 1 and 2, and one rule.
  ///
  /// The configuration lists a Monday and a Tuesday under the name `listed`, and none under `none`.
  private static func rows(_ rule: String) throws -> RowsUnderTest {
    func field(_ name: String, _ type: String, _ rest: String) -> String {
      #"{"name": "\#(name)", "title": "\#(name)", "type": "\#(type)", \#(rest)}"#
    }
    let fields = [
      field("a", "string", #""constraints": {"maxLength": 3}"#), field("b", "string", #""bridge": {}"#),
      field("c", "string", #""bridge": {}"#), field("d", "date", #""bridge": {"normalise": "date"}"#),
      field("e", "date", #""bridge": {"normalise": "date"}"#), field("o", "string", #""bridge": {}"#),
      field("p", "string", #""bridge": {"normalise": "choice", "meanings": {"1": ["one"], "2": ["two"]}}"#),
    ]
    let schema = """
      {"name": "test", "title": "test", "fields": [\(fields.joined(separator: ","))],
       "bridge": {"number": 1, "kind": "inquiry", "assumed": true, "profiles": [], "roles": [], "hours": "reports",
       "unit": "none", "rules": [\(rule)], "request": {"method": "POST", "path": "/"}}}
      """
    let function = try FunctionSchema(json: Array(schema.utf8))
    _ = try Catalogue(service: Shipped.service, functions: [function])
    return try RowsUnderTest(function, calendars: ["listed": ["2026-11-23", "2026-11-24"], "none": []])
  }

  @Test(
    "A rule blames the fields that its kind says",
    arguments: [
      // require
      (#""require": ["a", "b"]"#, "", "a required, b required"), (#""require": ["a", "b"]"#, "a=x b=y", ""),
      (#""require": ["a", "b"]"#, "a=x", "b required"), (#""require": ["a"]"#, "a=long text", "a length"),
      (#""require": ["p", "d"]"#, "p=9 d=soon", "d date, p enumeration"),
      // require with a condition, otherwise forbid
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a", "b"]"#, "p=1", "a required"),
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a", "b"]"#, "p=1 a=x b=y", ""),
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a", "b"]"#, "p=2", ""),
      (
        #""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a", "b"]"#, "p=2 a=x b=y",
        "a forbidden, b forbidden"
      ),
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a"]"#, "a=x", "a forbidden"),
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a"]"#, "p=9 a=x", "p enumeration"),
      (#""when": {"p": ["1"]}, "require": ["a"], "otherwiseForbid": ["a"]"#, "p=2 a=long", "a length"),
      // forbid
      (#""forbid": ["a", "b"]"#, "a=x b=y c=z", "a forbidden, b forbidden"), (#""forbid": ["a"]"#, "c=z", ""),
      (#""forbid": ["a"]"#, "a=long", "a length"),
      (#""when": {"p": ["2", ""]}, "forbid": ["a"]"#, "a=x", "a forbidden"),
      (#""when": {"p": ["2", ""]}, "forbid": ["a"]"#, "p=two a=x", "a forbidden"),
      (#""when": {"p": ["2", ""]}, "forbid": ["a"]"#, "p=1 a=x", ""),
      (#""when": {"p": ["1"], "b": ["y"]}, "forbid": ["a"]"#, "p=1 a=x", ""),
      (#""when": {"p": ["1"], "b": ["y"]}, "forbid": ["a"]"#, "p=1 b=y a=x", "a forbidden"),
      (#""unless": {"p": ["1"], "b": ["y"]}, "forbid": ["a"]"#, "p=1 a=x", "a forbidden"),
      (#""unless": {"p": ["1"], "b": ["y"]}, "forbid": ["a"]"#, "p=1 b=y a=x", ""),
      // requireAny
      (#""requireAny": ["a", "b"]"#, "", "a row-constraint"), (#""requireAny": ["a", "b"]"#, "b=y", ""),
      (#""requireAny": ["p", "b"], "as": "required""#, "", "p required"),
      (#""requireAny": ["p", "b"]"#, "p=9", "p enumeration"),
      // match
      (#""match": {"b": "[0-9]+"}"#, "", ""), (#""match": {"b": "[0-9]+"}"#, "b=12", ""),
      (#""match": {"b": "[0-9]+"}"#, "b=12a", "b row-constraint"),
      (#""match": {"b": "[0-9]+"}, "as": "pattern""#, "b=x", "b pattern"),
      (#""match": {"b": "[0-9]+", "c": "x"}"#, "b=x c=1", "b row-constraint, c row-constraint"),
      (#""match": {"a": "x"}"#, "a=long", "a length"),
      // compare
      (#""compare": ["d", "notAfter", "today"], "as": "date-order""#, "d=2026-11-21", ""),
      (#""compare": ["d", "notAfter", "today"], "as": "date-order""#, "d=2026/11/22", "d date-order"),
      (#""compare": ["d", "notAfter", "today"], "as": "date-order""#, "", ""),
      (#""compare": ["d", "notAfter", "today"], "as": "date-order""#, "d=2026-13-01", "d date"),
      (#""compare": ["d", "notBefore", "today"]"#, "d=2026-11-20", "d row-constraint"),
      (#""compare": ["d", "notBefore", "today"]"#, "d=2026-11-21", ""),
      (#""compare": ["d", "notBefore", "e"]"#, "d=2026-11-01 e=R8.11.2", "d row-constraint"),
      (#""compare": ["d", "notBefore", "e"]"#, "d=2026-11-02 e=R8.11.2", ""),
      (#""compare": ["d", "notBefore", "e"]"#, "d=2026-11-01", ""),
      (#""compare": ["d", "notBefore", "e"]"#, "d=2026-11-01 e=soon", "e date"),
      (#""compare": ["d", "notBefore", "tomorrow"], "as": "date-order""#, "d=2026-11-22", ""),
      (#""compare": ["d", "notBefore", "tomorrow"], "as": "date-order""#, "d=2026-11-21", "d date-order"),
      (#""compare": ["d", "notAfter", "tomorrow"]"#, "d=2026-11-22", ""),
      (#""compare": ["d", "notAfter", "tomorrow"]"#, "d=2026-11-23", "d row-constraint"),
      (#""compare": ["d", "notEqual", "tomorrow"]"#, "d=2026-11-22", "d row-constraint"),
      (#""compare": ["d", "notEqual", "tomorrow"]"#, "d=2026-11-21", ""),
      (#""compare": ["b", "notEqual", "c"]"#, "b=x c=x", "b row-constraint"),
      (#""compare": ["b", "notEqual", "c"]"#, "b=x c=y", ""),
      (#""compare": ["a", "notEqual", "b"]"#, "a=long b=long", "a length"),
      // equal
      (#""equal": {"b": "1"}"#, "b=1", ""), (#""equal": {"b": "1"}"#, "b=2", "b row-constraint"),
      (#""equal": {"b": "1"}, "as": "owner-consent""#, "", "b owner-consent"),
      (#""equal": {"p": "1"}"#, "p=9", "p enumeration"), (#""equal": {"p": "1"}"#, "p=one", ""),
      // within
      (#""within": ["d", "e"], "days": 3"#, "d=2026-11-20 e=2026-11-20", ""),
      (#""within": ["d", "e"], "days": 3"#, "d=2026-11-20 e=2026-11-23", ""),
      (#""within": ["d", "e"], "days": 3"#, "d=2026-11-20 e=2026-11-24", "e row-constraint"),
      (#""within": ["d", "e"], "days": 3, "as": "date-order""#, "d=2026-11-20 e=2026-11-19", "e date-order"),
      (#""within": ["d", "e"], "days": 0"#, "d=2026-11-20 e=2026-11-20", ""),
      (#""within": ["d", "e"], "days": 0"#, "d=2026-11-20 e=2026-11-21", "e row-constraint"),
      (#""within": ["d", "e"], "days": 1"#, "d=2028-02-28 e=2028-03-01", "e row-constraint"),
      (#""within": ["d", "e"], "days": 1"#, "d=2026-02-28 e=2026-03-01", ""),
      (#""within": ["d", "e"], "days": 3"#, "d=2026-11-20", ""),
      (#""within": ["d", "e"], "days": 3"#, "e=2026-11-20", ""),
      (#""within": ["d", "e"], "days": 3"#, "", ""),
      (#""within": ["d", "e"], "days": 3"#, "d=soon e=2026-11-20", "d date"),
      (#""within": ["d", "e"], "days": 3"#, "d=2026-11-20 e=2026-02-30", "e date"),
      (#""when": {"p": ["1"]}, "within": ["d", "e"], "days": 3"#, "d=2026-11-20 e=2026-11-01", ""),
      // calendar
      (#""calendar": {"d": "listed"}"#, "d=2026-11-23", ""), (#""calendar": {"d": "listed"}"#, "d=R8.11.24", ""),
      (#""calendar": {"d": "listed"}"#, "d=2026-11-25", "d row-constraint"),
      (#""calendar": {"d": "listed"}, "as": "date-order""#, "d=2026-11-22", "d date-order"),
      (#""calendar": {"d": "listed"}"#, "", ""), (#""calendar": {"d": "listed"}"#, "d=soon", "d date"),
      (#""calendar": {"d": "none"}"#, "d=2026-11-25", ""), (#""calendar": {"d": "unheard-of"}"#, "d=2026-11-25", ""),
      (#""calendar": {"d": "listed", "e": "none"}"#, "d=2026-11-23 e=2026-11-25", ""),
      (#""calendar": {"d": "listed", "e": "listed"}"#, "d=2026-11-23 e=2026-11-25", "e row-constraint"),
      (#""when": {"p": ["1"]}, "calendar": {"d": "listed"}"#, "p=2 d=2026-11-25", ""),
      // role
      (#""role": {"o": "collector"}"#, "o=130000100002", ""),
      (#""role": {"o": "collector"}"#, "o=130000100003", "o row-constraint"),
      (#""role": {"o": "collector"}"#, "o=02", "o row-constraint"), (#""role": {"o": "collector"}"#, "", ""),
    ])
  func violations(rule: String, row: String, expected: String) throws {
    let rows = try Self.rows(#"{"id": "R", \#(rule)}"#)
    #expect(rows.faults(Self.cells(row)).joined(separator: ", ") == expected)
  }

  @Test(
    "A derivation fills an empty field from the first case that fits, and nothing else",
    arguments: [
      ("b=12", "number"), ("b=ab", "letters"), ("", "nothing"), ("b=1a", "nothing"), ("a=own b=12", "own"),
      ("p=2 b=12", nil),
    ] as [(String, String?)])
  func derivation(row: String, expected: String?) throws {
    let rows = try Self.rows(
      #"""
      {"id": "R", "when": {"p": ["", "1"]}, "derive": "a", "cases": [
        {"match": {"b": "[0-9]+"}, "value": "number"}, {"match": {"b": "[a-z]+"}, "value": "letters"}, {"value": "nothing"}]}
      """#)
    let checked = rows.check(Self.cells(row))
    #expect(checked.row.text(0) == expected)
    #expect(checked.isValid)
  }

  @Test("What a derivation filled is there for the rules, wherever they stand")
  func derivedFirst() throws {
    let rows = try Self.rows(
      #"{"id": "R2", "equal": {"c": "x"}}, {"id": "R1", "derive": "c", "cases": [{"value": "x"}]}"#)
    #expect(rows.faults() == [])
    #expect(rows.faults(["c": "y"]) == ["c row-constraint"])
  }

  @Test("A violation carries the value, the reason in both languages and the rule's number")
  func facts() throws {
    let rows = try Self.rows(
      #"{"id": "R77", "forbid": ["b"], "because": {"ja": "理由", "en": "a reason"}}"#)
    let finding = try #require(rows.check(["b": "{y}"]).findings.first)
    #expect(finding.facts == ["value": "{y}", "expected.ja": "理由", "expected.en": "a reason", "rule": "R77"])
    #expect(finding.label == "b" && finding.location == RowsUnderTest.place)
    #expect(
      finding.sentence(in: .english)
        == "“b” must be empty in this row (it holds “{y}”; a reason). Clear it or correct the others.")
  }

  private static func cells(_ row: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: row.isEmpty
        ? []
        : row.replacing("long text", with: "long").split(separator: " ").map {
          let parts = $0.split(separator: "=")
          return (String(parts[0]), String(parts[1]))
        })
  }
}
