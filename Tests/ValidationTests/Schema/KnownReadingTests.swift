import Findings
import Foundation
import Testing

@testable import Validation

@Suite("Reading rules about known reports")
struct KnownReadingTests {
  private static func rule(_ text: String) throws -> KnownSchema {
    try KnownSchema(json: Array(#"{"id": "R", \#(text)}"#.utf8))
  }

  @Test("Each demand is read, with the fields of the row and of the known report that it speaks of")
  func demands() throws {
    let compare = try Self.rule(#""of": ["a-report"], "compare": ["day", "notBefore", "before"], "blame": "row""#)
    #expect(compare.mentionedFields == ["day", "row"] && compare.knownFields == ["before"])
    guard case .compare("day", .notBefore, "before") = compare.demand else { Issue.record("\(compare)"); return }
    let holds = try Self.rule(#""of": ["a-report", "b-report"], "holds": {"equipped": ["1", "2"]}"#)
    #expect(holds.of == ["a-report", "b-report"] && holds.mentionedFields == [] && holds.knownFields == ["equipped"])
    guard case .holds(["equipped": ["1", "2"]]) = holds.demand else { Issue.record("\(holds)"); return }
    let equal = try Self.rule(#""of": ["a-report"], "equal": {"type": "2"}, "as": "forbidden""#)
    #expect(equal.mentionedFields == ["type"] && equal.knownFields == [] && equal.code == .forbidden)
    guard case .equal(["type": "2"]) = equal.demand else { Issue.record("\(equal)"); return }
    #expect(holds.code == .rowConstraint && holds.blame == nil && holds.because == [:])
  }

  @Test(
    "A rule without functions, or without exactly one demand, is refused",
    arguments: [
      (#""of": ["a"]"#, "exactly one demand"),
      (#""of": ["a"], "holds": {"f": ["1"]}, "equal": {"g": "1"}"#, "exactly one demand"),
      (#""of": ["a"], "compare": ["f", "notAfter", "g"], "equal": {"g": "1"}"#, "exactly one demand"),
      (#""of": [], "equal": {"g": "1"}"#, "must name functions"),
      (#""of": ["a"], "compare": ["f", "notAfter"]"#, "compare takes"),
      (#""of": ["a"], "compare": ["f", "after", "g"]"#, "compare takes"),
      (#""of": ["a"], "equal": {"g": "1"}, "as": "forbiden""#, "did you mean “forbidden”"),
    ])
  func refused(text: String, reason: String) throws {
    let error = #expect(throws: DecodingError.self) { try Self.rule(text) }
    guard case .dataCorrupted(let context)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(context.debugDescription.contains(reason), "\(context.debugDescription)")
  }
}
