package import Findings
package import Validation

extension KnownSchema {
  /// What the row violates against the latest report that is known of its vehicle; `nil` where it fits.
  ///
  /// - Parameters:
  ///   - row: the row's canonical values by field name.
  ///   - known: those of the known report.
  package func violation(
    by row: [String: String], against known: [String: String], of function: FunctionSchema
  ) -> Finding? {
    switch demand {
    case .compare(let field, let comparison, let other):
      guard let left = row[field], let right = known[other] else { return nil }
      return comparison.holds(left.utf8, right.utf8) ? nil : finding(field, row, known[other], of: function)
    case .holds(let values):
      let missed = values.first { !$0.value.contains(known[$0.key] ?? "") }
      return missed.map { finding(function.bridge.vehicle ?? "", row, known[$0.key], of: function) }
    case .equal(let values):
      let missed = values.first { row[$0.key] != $0.value }
      return missed.map { finding($0.key, row, nil, of: function) }
    }
  }

  private func finding(
    _ field: String, _ row: [String: String], _ known: String?, of function: FunctionSchema
  ) -> Finding {
    let name = blame ?? field
    var facts = ["value": row[name] ?? "", "rule": id]
    facts["expected.ja"] = because[.japanese]
    facts["expected.en"] = because[.english]
    facts["actual"] = known
    return Finding(code, field: name, label: function.field(named: name)?.title, facts: facts)
  }
}
