/// How an inquiry settles a submission in doubt (domain/4 §4.4).
package struct ConfirmSchema: Sendable, SchemaReadable {
  package var ask: String
  /// The inquiry's fields and what fills them: a field of the row, a constant `=4`, or `thread/field`, the field of an
  /// accepted report that feeds the row's thread of that kind.
  package var with: [String: String]
  /// The report took effect: a member of the list named has these values. `$field` stands for the row's value, `$before`
  /// for one that ``before`` kept; of several alternatives one is enough.
  package var took: [String: [String: [String]]]
  /// Somebody reported it with other facts.
  package var differs: [String: [String: [String]]]
  /// Result codes that say clearly: not there.
  package var absentCodes: [String]
  /// What must answer well at the same time for such a code to be believed.
  package var control: Control?
  /// Stands in `took` for a value that was kept before sending.
  package static let kept = "$before"
  /// A second inquiry that must show the report as well, where the first lacks a fact.
  package var agrees: Agreement?
  /// Members of the report's answer and the members of the inquiry's that give them, for a report that is confirmed.
  package var gives: [String: String]
  /// What is asked and kept before sending, where only a comparison can show the effect.
  package var before: Before?

  /// Another inquiry about the same vehicle: a service that refuses that one, too, has said nothing about the report.
  package struct Control: Sendable, SchemaReadable {
    package var ask: String
    package var with: [String: String]
  }

  /// What a second inquiry must show of a report that the first one seems to show.
  package struct Agreement: Sendable, SchemaReadable {
    package var ask: String
    /// The inquiry's fields and what fills them: a field of the row or a constant `=4`.
    package var with: [String: String]
    package var took: [String: [String: [String]]]
  }

  /// A list as it was before the report left.
  package struct Before: Sendable, SchemaReadable {
    package var ask: String
    package var with: [String: String]
    package var list: String
    /// The member of each that is kept.
    package var member: String
  }
}

extension ConfirmSchema {
  /// Everything that members of answers are held against, whatever it means.
  package var demands: [[String: [String]]] {
    [took, differs, agrees?.took ?? [:]].flatMap(\.values)
  }
}

extension ConfirmSchema {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case ask, with, took, differs, absentCodes, control, agrees, gives, before
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    ask = try keys.decode(String.self, forKey: .ask)
    with = try keys.decode([String: String].self, forKey: .with)
    took = try keys.demands(.took)
    differs = keys.contains(.differs) ? try keys.demands(.differs) : [:]
    absentCodes = try keys.decodeIfPresent([String].self, forKey: .absentCodes) ?? []
    agrees = try keys.decodeIfPresent(Agreement.self, forKey: .agrees)
    control = try keys.decodeIfPresent(Control.self, forKey: .control)
    gives = try keys.decodeIfPresent([String: String].self, forKey: .gives) ?? [:]
    before = try keys.decodeIfPresent(Before.self, forKey: .before)
  }
}

/// A value, or a list of alternatives.
private struct OneOrMore: SchemaReadable {
  var values: [String]

  init(from node: SchemaNode) throws {
    if case .string(let text) = node.value { values = [text] } else { values = try [String](from: node) }
  }
}

extension SchemaMembers {
  /// Lists of an answer and what one member of each must have.
  fileprivate func demands(_ key: Keys) throws -> [String: [String: [String]]] {
    try decode([String: [String: OneOrMore]].self, forKey: key).mapValues { $0.mapValues(\.values) }
  }
}

extension ConfirmSchema.Agreement {
  enum CodingKeys: String, CodingKey, CaseIterable { case ask, with, took }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    ask = try keys.decode(String.self, forKey: .ask)
    with = try keys.decode([String: String].self, forKey: .with)
    took = try keys.demands(.took)
  }
}

extension ConfirmSchema.Control {
  enum CodingKeys: String, CodingKey, CaseIterable { case ask, with }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    ask = try keys.decode(String.self, forKey: .ask)
    with = try keys.decode([String: String].self, forKey: .with)
  }
}

extension ConfirmSchema.Before {
  enum CodingKeys: String, CodingKey, CaseIterable { case ask, with, list, member }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    ask = try keys.decode(String.self, forKey: .ask)
    with = try keys.decode([String: String].self, forKey: .with)
    list = try keys.decode(String.self, forKey: .list)
    member = try keys.decode(String.self, forKey: .member)
  }
}
