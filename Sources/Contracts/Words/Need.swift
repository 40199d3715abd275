package import Validation

/// Whether a column has to be filled.
package enum Need: Sendable {
  case always
  /// Depending on other columns; a rule says when.
  case sometimes
  case never
}

extension FunctionSchema {
  package func need(of field: FieldSchema) -> Need {
    if field.constraints.required { return .always }
    let isDemanded = bridge.rules.contains { rule in
      switch rule.demand {
      case .require(let fields, _), .requireAny(let fields): fields.contains(field.name)
      case .equal(let values): values[field.name] != nil
      case .derive, .forbid, .match, .compare, .role, .within, .calendar: false
      }
    }
    return isDemanded ? .sometimes : .never
  }
}
