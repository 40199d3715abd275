package import Findings
package import Tabular

/// Checks records against one function's schema: all errors of a row, and a typed row where there are none.
///
/// Compiled once per file. A valid row costs no `String`: cells are slices, canonical values are bytes. It and its parts
/// are immutable references, because copying them for every rule of every row was most of the time that checking took.
package final class RowChecker: Sendable {
  let characters: CharacterRule?
  let fields: [CompiledField]
  let derivations: [CompiledRule]
  let rules: [CompiledRule]

  /// - Parameters:
  ///   - days: handed in because the core has no clock.
  ///   - patterns: those that the catalogue has compiled already.
  ///
  /// Throws ``PatternError`` or ``BrokenReference`` where the schema itself is wrong.
  package init(
    function: FunctionSchema, service: ServiceSchema, header: HeaderMatch, days: KnownDays,
    patterns: PatternShelf = PatternShelf()
  ) throws {
    characters = function.bridge.characters
    fields = try function.fields.enumerated().map { index, field in
      try CompiledField(
        field, column: header.columnOfField[index],
        label: header.columnOfField[index].map { header.labels[$0] } ?? field.title,
        reading: header.readings.indices.contains(index) ? header.readings[index] : nil, patterns: patterns)
    }
    let compiled = try function.bridge.rules.map {
      try CompiledRule($0, of: function, roles: service.roles, days: days, patterns: patterns)
    }
    derivations = compiled.filter(\.isDerivation)
    rules =
      try compiled.filter { !$0.isDerivation }
      + Self.officeRules(of: function, roles: service.roles, days: days, patterns: patterns)
  }

  /// What checking made of one record.
  package struct CheckedRow: Sendable {
    /// Errors first come first; warnings and repairs among them in field order.
    package var findings: [Finding]
    /// The row as far as it could be read.
    package var row: Row
    package var isValid: Bool { !findings.contains { $0.severity == .error } }
  }

  package func check(_ record: Record) -> CheckedRow {
    var row = Row(location: record.location, fieldCount: fields.count)
    var findings = record.findings
    // A row whose cells may stand in the wrong columns would only be blamed for nonsense.
    guard record.hasCellsInPlace else { return CheckedRow(findings: findings, row: row) }
    var broken: Set<Int> = []
    for index in fields.indices {
      let field = fields[index]
      let found = field.read(record, into: &row, at: index)
      if !found.isEmpty {
        if found.contains(where: { $0.severity == .error }) { broken.insert(index) }
        findings += found
      }
      if let rule = characters, let value = row[index] {
        findings += field.foreignCharacters(in: value, by: rule, at: record.location)
      }
    }
    for rule in derivations { rule.derive(in: &row) }
    for rule in rules {
      findings += rule.violations(in: row, broken: broken) { code, field, facts in
        Finding(
          code, field: fields[field].schema.name, label: fields[field].label, facts: facts, at: record.location)
      }
    }
    return CheckedRow(findings: findings, row: row)
  }

  /// The reporting office must have a role that may call the function; a schema needs no rule to say so again.
  private static func officeRules(
    of function: FunctionSchema, roles: [String: ServiceSchema.Role], days: KnownDays, patterns: PatternShelf
  ) throws -> [CompiledRule] {
    guard let office = function.bridge.office, !function.bridge.roles.isEmpty else { return [] }
    let allowed = function.bridge.roles.compactMap { roles[$0] }
    let suffixes = allowed.map(\.suffix).joined(separator: "|")
    let titles = allowed.map(\.title).joined(separator: "・")
    return [
      try CompiledRule(
        RuleSchema(
          id: "office", demand: .match([office: "^[0-9]{10}(?:\(suffixes))$"]), code: .rowConstraint,
          because: [
            .japanese: "\(titles)の事業所コード（末尾2桁が\(allowed.map(\.suffix).joined(separator: "・"))）",
            .english: "an office code that ends in \(suffixes.replacing("|", with: ", "))",
          ]),
        of: function, roles: roles, days: days, patterns: patterns)
    ]
  }
}
