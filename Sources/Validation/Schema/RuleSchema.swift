package import Findings

/// Field values that a row must have for something to apply: every field named holds one of the values listed.
///
/// `[""]` asks for an empty field.
package typealias Condition = [String: [String]]

/// One cross-field rule, as data (domain/2 §2.1b): a condition and exactly one demand.
package struct RuleSchema: Sendable, SchemaReadable {
  package enum Demand: Sendable {
    /// Fills an empty field with the value of the first case whose patterns fit.
    case derive(field: String, cases: [Case])
    /// The fields must be filled; the ones in `otherwiseForbid` must be empty where the condition does not hold.
    case require([String], otherwiseForbid: [String])
    case forbid([String])
    /// At least one of the fields must be filled.
    case requireAny([String])
    /// Filled fields must match the pattern.
    case match([String: String])
    case compare(field: String, comparison: Comparison, other: String)
    /// The fields must hold exactly these values.
    case equal([String: String])
    /// The office code in the field must have the suffix of the role (`roles` in the service's schema).
    case role([String: String])
    /// Two filled dates in order and at most so many days apart.
    case within(from: String, to: String, days: Int)
    /// The date must be one of the days that the configuration lists under this name, if it lists any.
    case calendar([String: String])
  }

  package struct Case: Sendable, SchemaReadable {
    package var match: [String: String] = [:]
    package var value: String
  }

  package enum Comparison: String, Sendable, BitwiseCopyable { case notAfter, notBefore, notEqual }

  package var id: String
  package var when: Condition
  package var unless: Condition
  package var demand: Demand
  /// The code that a violation is reported under.
  package var code: FindingCode
  /// The reason in words, by language.
  package var because: [Language: String]

  init(id: String, demand: Demand, code: FindingCode, because: [Language: String]) {
    self.id = id
    self.demand = demand
    self.code = code
    self.because = because
    when = [:]
    unless = [:]
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, when, unless, because, derive, cases, require, otherwiseForbid, forbid, requireAny, match, compare, equal
    case role, within, days, calendar
    case code = "as"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    id = try keys.decode(String.self, forKey: .id)
    when = try keys.decodeIfPresent(Condition.self, forKey: .when) ?? [:]
    unless = try keys.decodeIfPresent(Condition.self, forKey: .unless) ?? [:]
    code = try keys.decodeIfPresent(CodeName.self, forKey: .code)?.code ?? .rowConstraint
    because = try keys.decodeIfPresent(Wording.self, forKey: .because)?.text ?? [:]
    let demands: [Demand?] = [
      try keys.decodeIfPresent(String.self, forKey: .derive).map {
        .derive(field: $0, cases: try keys.decode([Case].self, forKey: .cases))
      },
      try keys.decodeIfPresent([String].self, forKey: .require).map {
        .require($0, otherwiseForbid: try keys.decodeIfPresent([String].self, forKey: .otherwiseForbid) ?? [])
      },
      try keys.decodeIfPresent([String].self, forKey: .forbid).map { .forbid($0) },
      try keys.decodeIfPresent([String].self, forKey: .requireAny).map { .requireAny($0) },
      try keys.decodeIfPresent([String: String].self, forKey: .match).map { .match($0) },
      try keys.decodeIfPresent([String].self, forKey: .compare).map { parts in
        let (field, comparison, other) = try Self.comparison(parts, at: keys.codingPath)
        return .compare(field: field, comparison: comparison, other: other)
      },
      try keys.decodeIfPresent([String: String].self, forKey: .equal).map { .equal($0) },
      try keys.decodeIfPresent([String: String].self, forKey: .role).map { .role($0) },
      try keys.decodeIfPresent([String].self, forKey: .within).map { fields in
        guard fields.count == 2 else {
          throw keys.refused(.within, "within takes two date fields")
        }
        return .within(from: fields[0], to: fields[1], days: try keys.decode(Int.self, forKey: .days))
      },
      try keys.decodeIfPresent([String: String].self, forKey: .calendar).map { .calendar($0) },
    ]
    let refusal = { [id] (reason: String) in node.refused("rule \(id) \(reason)") }
    guard let demand = demands.compactMap({ $0 }).first, demands.compactMap({ $0 }).count == 1 else {
      throw refusal("must make exactly one demand")
    }
    if keys.contains(.cases), !keys.contains(.derive) { throw refusal("has cases without derive") }
    if keys.contains(.otherwiseForbid), !keys.contains(.require) {
      throw refusal("has otherwiseForbid without require")
    }
    if keys.contains(.days), !keys.contains(.within) { throw refusal("has days without within") }
    if demand.isEmpty { throw refusal("demands nothing") }
    self.demand = demand
  }

  /// Reads the three words of a comparison.
  static func comparison(
    _ parts: [String], at path: [any CodingKey]
  ) throws -> (field: String, comparison: Comparison, other: String) {
    guard parts.count == 3, let comparison = Comparison(rawValue: parts[1]) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: path + [CodingKeys.compare],
          debugDescription: "compare takes a field, notAfter, notBefore or notEqual, and a field, today or tomorrow"))
    }
    return (parts[0], comparison, parts[2])
  }

  /// What a comparison may name besides a field.
  package static let days: Set<String> = ["today", "tomorrow"]
}

extension RuleSchema.Demand {
  /// Whether no field is asked for anything.
  fileprivate var isEmpty: Bool {
    switch self {
    case .derive(_, let cases): cases.isEmpty
    case .require(let fields, _), .forbid(let fields), .requireAny(let fields): fields.isEmpty
    case .match(let fields), .equal(let fields), .role(let fields): fields.isEmpty
    case .compare, .within: false
    case .calendar(let fields): fields.isEmpty
    }
  }
}

extension RuleSchema.Case {
  enum CodingKeys: String, CodingKey, CaseIterable { case match, value }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    match = try keys.decodeIfPresent([String: String].self, forKey: .match) ?? [:]
    value = try keys.decode(String.self, forKey: .value)
  }
}

/// A finding code written by its kebab-case name.
struct CodeName: SchemaReadable {
  var code: FindingCode

  init(from node: SchemaNode) throws {
    let name = try String(from: node)
    guard let code = FindingCode.named(name) else {
      throw node.refused(
        "“\(name)” is not the name of a finding; did you mean "
          + "“\(nearest(to: name, among: FindingCode.allCases.map(\.name)) ?? "row-constraint")”?")
    }
    self.code = code
  }
}

/// A wording in both languages: `{"ja": …, "en": …}`.
struct Wording: SchemaReadable {
  var text: [Language: String]

  enum CodingKeys: String, CodingKey, CaseIterable { case ja, en }

  init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    text = [
      .japanese: try keys.decode(String.self, forKey: .ja), .english: try keys.decode(String.self, forKey: .en),
    ]
  }
}
