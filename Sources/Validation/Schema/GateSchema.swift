package import Findings

/// An inquiry that must answer well before a report may leave: the deposit check before a collection report.
package struct GateSchema: Sendable, SchemaReadable {
  /// The inquiry function.
  package var ask: String
  /// The inquiry's fields and the row's fields that fill them.
  package var with: [String: String]
  package var refusals: [Refusal]
  package var source: String

  /// An answer that forbids the report.
  package struct Refusal: Sendable, SchemaReadable {
    /// Applies to rows with these values only.
    package var when: Condition
    /// Every member of the answer named holds one of the values listed.
    package var answer: [String: [String]]
    package var code: FindingCode
    /// What is wrong, in the authority's words.
    package var title: String
  }
}

extension GateSchema {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case ask, with, source
    case refusals = "refuse"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    ask = try keys.decode(String.self, forKey: .ask)
    with = try keys.decode([String: String].self, forKey: .with)
    refusals = try keys.decode([Refusal].self, forKey: .refusals)
    source = try keys.decodeIfPresent(String.self, forKey: .source) ?? ""
  }
}

extension GateSchema.Refusal {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case when, answer, title
    case code = "as"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    when = try keys.decodeIfPresent(Condition.self, forKey: .when) ?? [:]
    answer = try keys.decode([String: [String]].self, forKey: .answer)
    code = try keys.decode(CodeName.self, forKey: .code).code
    title = try keys.decode(String.self, forKey: .title)
  }
}
