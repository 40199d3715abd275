import Testing
import Validation

@testable import Contracts

@Suite("Patterns in other dialects")
struct PatternDialectTests {
  struct Example: CustomTestStringConvertible {
    var pattern: String
    var jsonSchema: String
    var xmlSchema: String
    var testDescription: String { pattern }
  }

  static let examples = [
    Example(pattern: "^[0-9]{12}$", jsonSchema: "^[0-9]{12}$", xmlSchema: "[0-9]{12}"),
    Example(pattern: "[0-9]", jsonSchema: "^[0-9]$", xmlSchema: "[0-9]"),
    Example(pattern: "^a|b$", jsonSchema: "^(?:a|b)$", xmlSchema: "a|b"),
    Example(pattern: "^(?:a|b)c?$", jsonSchema: "^(?:a|b)c?$", xmlSchema: "(a|b)c?"),
    Example(pattern: #"^\d\w[\d_]$"#, jsonSchema: "^[0-9][0-9A-Z_a-z][0-9_]$", xmlSchema: "[0-9][0-9A-Z_a-z][0-9_]"),
    Example(pattern: #"^[\x21-\x7E]{8}$"#, jsonSchema: "^[!-~]{8}$", xmlSchema: "[!-~]{8}"),
    Example(pattern: "^[0-9A-Z-]+$", jsonSchema: "^[0-9A-Z-]+$", xmlSchema: #"[0-9A-Z\-]+"#),
    Example(pattern: "^[^-,]$", jsonSchema: "^[^-,]$", xmlSchema: #"[^\-,]"#),
    Example(pattern: #"^\$\.$"#, jsonSchema: #"^\$\.$"#, xmlSchema: #"$\."#),
    Example(pattern: #"^a\$"#, jsonSchema: #"^a\$$"#, xmlSchema: "a$"),
    Example(pattern: #"^\/\u3042\]$"#, jsonSchema: #"^/あ\]$"#, xmlSchema: #"/あ\]"#),
    Example(pattern: #"^[\]\^\-]$"#, jsonSchema: #"^[\]\^\-]$"#, xmlSchema: #"[\]\^\-]"#),
    Example(pattern: "^[一-龠々]{1,4}$", jsonSchema: "^[一-龠々]{1,4}$", xmlSchema: "[一-龠々]{1,4}"),
  ]

  @Test("A pattern means the same in JSON Schema and in XML Schema", arguments: examples)
  func rewritten(_ example: Example) throws {
    _ = try Pattern(example.pattern)
    #expect(PatternDialect.jsonSchema.rewrite(example.pattern) == example.jsonSchema)
    #expect(PatternDialect.xmlSchema.rewrite(example.pattern) == example.xmlSchema)
  }

  @Test("Every shipped pattern, rewritten for JSON Schema, is still one of our own")
  func shipped() throws {
    for field in Shipped.catalogue.functions.flatMap(\.fields) {
      guard let pattern = field.constraints.pattern else { continue }
      _ = try Pattern(PatternDialect.jsonSchema.rewrite(pattern))
    }
  }
}
