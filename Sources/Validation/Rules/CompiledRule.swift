import Findings

/// A cross-field rule made ready for rows: field names become positions, patterns automata.
final class CompiledRule: Sendable {
  struct CompiledCondition: Sendable {
    var field: Int
    var values: [[UInt8]]

    func holds(in row: Row) -> Bool {
      guard let value = row[field] else { return values.contains([]) }
      return values.contains { $0.elementsEqual(value) }
    }
  }

  enum Demand: Sendable {
    case derive(field: Int, cases: [(matches: [(field: Int, pattern: Pattern)], value: [UInt8])])
    case require([Int], otherwiseForbid: [Int])
    case forbid([Int])
    case requireAny([Int])
    case match([(field: Int, pattern: Pattern)])
    case compare(field: Int, RuleSchema.Comparison, with: Operand)
    case equal([(field: Int, value: [UInt8])])
    case within(from: Int, to: Int, days: Int)
    case calendar([(field: Int, days: Set<[UInt8]>)])
  }

  /// What a value is compared with: another field, or a day that this run knows.
  enum Operand: Sendable {
    case field(Int)
    case day([UInt8])

    func value(in row: Row) -> ArraySlice<UInt8>? {
      switch self {
      case .field(let field): row[field]
      case .day(let day): day[...]
      }
    }
  }

  /// The fields that the rule's conditions look at.
  private let conditional: [Int]
  let when: [CompiledCondition]
  let unless: [CompiledCondition]
  let demand: Demand
  private let schema: RuleSchema

  init(
    _ rule: RuleSchema, of function: FunctionSchema, roles: [String: ServiceSchema.Role], days: KnownDays,
    patterns: PatternShelf
  ) throws {
    func position(_ name: String) throws -> Int {
      guard let index = function.fields.firstIndex(where: { $0.name == name }) else {
        throw BrokenReference(function: function.name, what: "field", name: name)
      }
      return index
    }
    func compiled(_ condition: Condition) throws -> [CompiledCondition] {
      try condition.map { try CompiledCondition(field: position($0.key), values: $0.value.map { Array($0.utf8) }) }
    }
    func compiled(_ matches: [String: String]) throws -> [(field: Int, pattern: Pattern)] {
      try matches.map { (try position($0.key), try patterns.pattern($0.value)) }
    }
    schema = rule
    when = try compiled(rule.when)
    unless = try compiled(rule.unless)
    conditional = (when + unless).map(\.field)
    demand =
      switch rule.demand {
      case .derive(let field, let cases):
        .derive(
          field: try position(field), cases: try cases.map { (try compiled($0.match), Array($0.value.utf8)) })
      case .require(let fields, let others):
        .require(try fields.map(position), otherwiseForbid: try others.map(position))
      case .forbid(let fields): .forbid(try fields.map(position))
      case .requireAny(let fields): .requireAny(try fields.map(position))
      case .match(let patterns): .match(try compiled(patterns))
      case .compare(let field, let comparison, let other):
        .compare(
          field: try position(field), comparison,
          with: try days.named(other).map { .day(Array($0.iso)) } ?? .field(position(other)))
      case .equal(let values): .equal(try values.map { (try position($0.key), Array($0.value.utf8)) })
      case .role(let demanded):
        .match(
          try demanded.map {
            (try position($0.key), try patterns.pattern("^[0-9]{10}\(roles[$0.value]?.suffix ?? "")$"))
          })
      case .within(let from, let to, let days): .within(from: try position(from), to: try position(to), days: days)
      case .calendar(let fields):
        .calendar(
          try fields.compactMap { field, name in
            guard let listed = days.calendars[name], !listed.isEmpty else { return nil }
            return (try position(field), Set(listed.map { Array($0.iso) }))
          })
      }
  }

  /// Whether the rule fills a field rather than finding fault.
  var isDerivation: Bool {
    if case .derive = demand { true } else { false }
  }

  func derive(in row: inout Row) {
    guard case .derive(let field, let cases) = demand, row[field] == nil, applies(to: row) else { return }
    let fitting = cases.first { item in
      item.matches.allSatisfy { match in row[match.field].map(match.pattern.matches) ?? false }
    }
    if let fitting { row.set(field, to: fitting.value) }
  }

  /// What the row violates. `broken` fields already carry a finding of their own and are not blamed twice.
  func violations(
    in row: Row, broken: Set<Int>, finding: (FindingCode, Int, [String: String]) -> Finding
  ) -> [Finding] {
    func violation(_ code: FindingCode, _ field: Int) -> Finding {
      var facts = ["value": row.text(field) ?? ""]
      facts["expected.ja"] = schema.because[.japanese]
      facts["expected.en"] = schema.because[.english]
      facts["rule"] = schema.id
      return finding(code, field, facts)
    }
    if !broken.isEmpty, conditional.contains(where: broken.contains) { return [] }
    let applies = applies(to: row)
    switch demand {
    case .derive: return []
    case .require(let fields, let otherwiseForbid):
      return applies
        ? fields.filter { row[$0] == nil && !broken.contains($0) }.map { violation(.required, $0) }
        : otherwiseForbid.filter { row[$0] != nil && !broken.contains($0) }.map { violation(.forbidden, $0) }
    case .forbid(let fields):
      return applies
        ? fields.filter { row[$0] != nil && !broken.contains($0) }.map { violation(.forbidden, $0) } : []
    case .requireAny(let fields):
      guard applies, fields.allSatisfy({ row[$0] == nil && !broken.contains($0) }) else { return [] }
      return [violation(schema.code, fields[0])]
    case .match(let matches):
      guard applies else { return [] }
      return matches.filter { match in
        !broken.contains(match.field) && row[match.field].map { !match.pattern.matches($0) } ?? false
      }.map { violation(schema.code, $0.field) }
    case .compare(let field, let comparison, let operand):
      guard applies, !broken.contains(field), let left = row[field], let right = operand.value(in: row) else {
        return []
      }
      if case .field(let other) = operand, broken.contains(other) { return [] }
      return comparison.holds(left, right) ? [] : [violation(schema.code, field)]
    case .equal(let values):
      guard applies else { return [] }
      return values.filter { item in
        !broken.contains(item.field) && row[item.field]?.elementsEqual(item.value) != true
      }.map { violation(schema.code, $0.field) }
    case .within(let from, let to, let days):
      guard applies, broken.isDisjoint(with: [from, to]), let first = row[from].flatMap(JapanDate.init(iso:)),
        let last = row[to].flatMap(JapanDate.init(iso:))
      else { return [] }
      return 0...days ~= first.days(until: last) ? [] : [violation(schema.code, to)]
    case .calendar(let fields):
      guard applies else { return [] }
      return fields.filter { item in
        !broken.contains(item.field) && row[item.field].map { !item.days.contains(Array($0)) } ?? false
      }.map { violation(schema.code, $0.field) }
    }
  }

  private func applies(to row: Row) -> Bool {
    when.allSatisfy { $0.holds(in: row) } && (unless.isEmpty || !unless.allSatisfy { $0.holds(in: row) })
  }
}

extension RuleSchema.Comparison {
  /// Compares canonical values; canonical dates order as text does.
  package func holds(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    switch self {
    case .notAfter: !right.lexicographicallyPrecedes(left)
    case .notBefore: !left.lexicographicallyPrecedes(right)
    case .notEqual: !left.elementsEqual(right)
    }
  }
}
