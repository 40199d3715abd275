package import Findings

/// A rule against the latest accepted report of the same vehicle; it passes where the ledger knows of none.
///
/// A car is not delivered before the day on which it was collected, whichever file said so (domain/2 §2.1b, R06, R10).
package struct KnownSchema: Sendable, SchemaReadable {
  package enum Demand: Sendable {
    /// A field of this row against one of the known report.
    case compare(field: String, comparison: RuleSchema.Comparison, known: String)
    /// The known report must hold one of these values in each field.
    case holds(Condition)
    /// This row must hold exactly these values.
    case equal([String: String])
  }

  package var id: String
  /// The functions whose reports count.
  package var of: [String]
  package var demand: Demand
  package var code: FindingCode
  package var because: [Language: String]
  /// The field of this row to blame; the vehicle's where nothing else is said.
  package var blame: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, of, compare, holds, equal, because, blame
    case code = "as"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    id = try keys.decode(String.self, forKey: .id)
    of = try keys.decode([String].self, forKey: .of)
    code = try keys.decodeIfPresent(CodeName.self, forKey: .code)?.code ?? .rowConstraint
    because = try keys.decodeIfPresent(Wording.self, forKey: .because)?.text ?? [:]
    blame = try keys.decodeIfPresent(String.self, forKey: .blame)
    let demands: [Demand?] = [
      try keys.decodeIfPresent([String].self, forKey: .compare).map { parts in
        let (field, comparison, known) = try RuleSchema.comparison(parts, at: keys.codingPath)
        return .compare(field: field, comparison: comparison, known: known)
      },
      try keys.decodeIfPresent(Condition.self, forKey: .holds).map { .holds($0) },
      try keys.decodeIfPresent([String: String].self, forKey: .equal).map { .equal($0) },
    ]
    guard let demand = demands.compactMap({ $0 }).first, demands.compactMap({ $0 }).count == 1, !of.isEmpty else {
      throw node.refused("known \(id) must name functions and make exactly one demand")
    }
    self.demand = demand
  }

  /// The fields of the row that the rule speaks of.
  package var mentionedFields: [String] {
    let demanded: [String] =
      switch demand {
      case .compare(let field, _, _): [field]
      case .holds: []
      case .equal(let values): Array(values.keys)
      }
    return demanded + (blame.map { [$0] } ?? [])
  }

  /// The fields of the known reports that it speaks of.
  package var knownFields: [String] {
    switch demand {
    case .compare(_, _, let known): [known]
    case .holds(let values): Array(values.keys)
    case .equal: []
    }
  }
}
