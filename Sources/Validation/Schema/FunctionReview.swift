import Findings
import Tabular

/// Proves that a function whose references hold can check rows and never traps on one.
///
/// Everything that would otherwise show at the first row – a pattern outside the subset, a choice without meanings, a
/// heading that means two fields – shows when the schemas load.
struct FunctionReview {
  let function: FunctionSchema
  let service: ServiceSchema
  let patterns: PatternShelf

  /// Throws ``SchemaContradiction`` for the first thing that can't hold.
  func check() throws {
    try checkNames()
    for field in function.fields {
      try checkType(of: field)
      try checkChoices(of: field)
    }
    try checkKey()
    if let deadline = function.bridge.deadline { try demandDate(deadline.from, "deadline") }
    try checkInquiries()
    for (index, field) in function.fields.enumerated() { try checkValues(of: field, at: index) }
    for rule in function.bridge.rules { try check(rule) }
  }

  // MARK: Names and headings

  private func checkNames() throws {
    var names: Set<String> = []
    for field in function.fields where !names.insert(field.name).inserted {
      throw contradiction(field.name, "stands twice")
    }
    var wireNames: Set<String> = []
    for field in function.fields where field.bridge.isSent && !wireNames.insert(field.wireName).inserted {
      throw contradiction(field.name, "another field is called “\(field.wireName)” on the wire")
    }
    var owner: [String: String] = [:]
    for field in function.columns {
      for label in [field.title, field.name] + field.bridge.labels {
        let key = headerKey(label)
        guard !key.isEmpty else { throw contradiction(field.name, "has a blank heading") }
        if let other = owner[key], other != field.name {
          throw contradiction(field.name, "the heading “\(label)” already means “\(other)”")
        }
        owner[key] = field.name
      }
    }
  }

  // MARK: Fields

  /// The request's encoder trusts canonical values: a number is written bare, a date by its hyphens.
  private func checkType(of field: FieldSchema) throws {
    let fits =
      switch field.type {
      case .string: true
      case .date: field.bridge.normalise == .date
      case .boolean: field.bridge.normalise == .choice && Set(field.bridge.meanings.keys) == ["0", "1"]
      case .integer: [.integer, .money].contains(field.bridge.normalise)
      case .number: [.integer, .money, .decimal].contains(field.bridge.normalise)
      }
    guard fits else {
      throw contradiction(
        field.name,
        field.type == .boolean
          ? "a boolean needs the normalisation choice and meanings for 1 and 0"
          : "the type \(field.type.rawValue) does not go with the normalisation \(field.bridge.normalise.rawValue)")
    }
  }

  private func checkChoices(of field: FieldSchema) throws {
    let meanings = field.bridge.meanings
    guard field.bridge.normalise == .choice else { return }
    guard !meanings.isEmpty else { throw contradiction(field.name, "a choice needs meanings") }
    if let listed = field.constraints.enumeration, Set(listed) != Set(meanings.keys) {
      throw contradiction(field.name, "enum and meanings list different codes")
    }
    let choices = Choices(meanings)
    for (code, labels) in meanings {
      for label in [code] + labels {
        guard let read = choices.code(of: label.unicodeScalars), read != code else { continue }
        throw contradiction(field.name, "“\(label)” means both \(code) and \(read)")
      }
    }
  }

  // MARK: Keys and inquiries

  /// A report whose key may be empty would be the same report as any other with an empty key.
  private func checkKey() throws {
    let bridge = function.bridge
    guard bridge.kind == .report else { return }
    for name in bridge.key?.fields ?? []
    where function.field(named: name)?.constraints.required != true && bridge.key?.optional.contains(name) != true {
      throw contradiction(name, "belongs to the key and is not required")
    }
    if bridge.unit == .package, bridge.key == nil { throw contradiction("key", "a call for a package needs one") }
    if bridge.key?.sequence != nil, bridge.vehicle == nil || bridge.office == nil {
      throw contradiction("key", "a sequence counts reports of a vehicle by an office")
    }
    let uses = function.fields.filter { $0.bridge.reference == .use }
    if uses.count > 1 { throw contradiction(uses[1].name, "only one field can hold a reference") }
    for awaited in bridge.order.awaits where awaited.until == .accepted && bridge.vehicle != nil {
      throw contradiction("order", "what waits for all of \(awaited.thread) can't be a step of one vehicle")
    }
  }

  private func checkInquiries() throws {
    for gate in function.bridge.gates where gate.refusals.contains(where: \.answer.isEmpty) || gate.refusals.isEmpty {
      throw contradiction("gates", "the gate \(gate.ask) refuses nothing in particular")
    }
    for took in [function.bridge.confirm?.took, function.bridge.confirm?.agrees?.took].compactMap(\.self)
    where took.isEmpty || took.values.contains(where: \.isEmpty) {
      throw contradiction("confirm", "took demands nothing, so that anything would prove the report")
    }
  }

  private func demandDate(_ name: String, _ place: String) throws {
    guard function.field(named: name)?.type == .date else { throw contradiction(place, "“\(name)” is not a date") }
  }

  private func contradiction(_ place: String, _ reason: String) -> SchemaContradiction {
    SchemaContradiction(schema: function.name, place: place, reason: reason)
  }
}

// MARK: Values and rules

extension FunctionReview {
  /// Compiles the field as for a file and reads its example as if a file held it.
  private func checkValues(of field: FieldSchema, at index: Int) throws {
    let compiled: CompiledField
    do {
      compiled = try CompiledField(field, column: 0, label: field.title, patterns: patterns)
    } catch {
      throw contradiction(field.name, "the pattern does not compile: \(error)")
    }
    guard let example = field.example else { return }
    let place = Location(record: 1, line: 1, byteOffset: 0)
    var row = Row(location: place, fieldCount: function.fields.count)
    let findings = compiled.read(Record(cells: [example], at: place), into: &row, at: index)
    if let fault = findings.first(where: { $0.severity == .error }) {
      throw contradiction(field.name, "its own example is refused: \(fault.sentence(in: .english))")
    }
  }

  private func check(_ rule: RuleSchema) throws {
    for (name, values) in rule.when.merging(rule.unless, uniquingKeysWith: +) {
      guard let codes = function.field(named: name)?.bridge.meanings.keys, !codes.isEmpty else { continue }
      for value in values where !value.isEmpty && !codes.contains(value) {
        throw contradiction(rule.id, "“\(value)” is no code of “\(name)”, so that the condition never holds")
      }
    }
    if case .compare(let field, let comparison, let other) = rule.demand, comparison != .notEqual {
      for name in [field, other] where !RuleSchema.days.contains(name) { try demandDate(name, rule.id) }
    }
    if case .within(let from, let to, _) = rule.demand { for name in [from, to] { try demandDate(name, rule.id) } }
    if case .calendar(let fields) = rule.demand { for name in fields.keys { try demandDate(name, rule.id) } }
    do {
      // Any day will do: only the patterns and positions are in question.
      _ = try CompiledRule(
        rule, of: function, roles: service.roles, days: KnownDays(today: JapanDate(daysSince1970: 0)),
        patterns: patterns)
    } catch {
      throw contradiction(rule.id, "\(error)")
    }
  }
}
