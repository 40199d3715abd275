import Synchronization

/// A service and all of its functions, proved to refer only to what exists.
package struct Catalogue: Sendable {
  package let service: ServiceSchema
  /// In the authority's order.
  package let functions: [FunctionSchema]
  /// The patterns of all of them, compiled.
  package let patterns = PatternShelf()

  /// Does something for each number from 0 on, in any order, and returns when all of it is done.
  package typealias Executor = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// Throws ``BrokenReference`` where a schema names a field, function, role, window or profile that is not there, and
  /// ``SchemaContradiction`` where one can't hold.
  ///
  /// - Parameter executor: reviews the functions, which is the work of it; one after the other by default.
  package init(
    service: ServiceSchema, functions: [FunctionSchema], by executor: Executor = { (0..<$0).forEach($1) }
  ) throws {
    self.service = service
    self.functions = functions.sorted { $0.bridge.number < $1.bridge.number }.map { service.asWritten($0) }
    try ServiceReview(service: service).check()
    try checkNames()
    for function in functions { try check(function) }
    for function in functions { try LineReview(functions: functions).check(function) }
    let patterns = patterns
    let refusals = Mutex<[Int: any Error]>([:])
    executor(functions.count) { index in
      let review = FunctionReview(function: functions[index], service: service, patterns: patterns)
      do { try review.check() } catch { refusals.withLock { $0[index] = error } }
    }
    if let first = refusals.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
  }

  package func function(named name: String) -> FunctionSchema? {
    functions.first { $0.name == name }
  }

  /// Functions that a file can be for.
  package var droppable: [FunctionSchema] { functions.filter { $0.bridge.kind != .authentication } }

  /// A folder named for one function must not be the folder of another.
  private func checkNames() throws {
    var owner: [String: String] = [:]
    for function in functions {
      for name in Set([function.name] + function.bridge.aliases) {
        guard let other = owner.updateValue(function.name, forKey: name) else { continue }
        throw SchemaContradiction(
          schema: function.name, place: nil, reason: "“\(name)” already names the function \(other)")
      }
    }
  }

  private func check(_ function: FunctionSchema) throws(BrokenReference) {
    let bridge = function.bridge
    for name in fieldsNamed(by: function) where function.field(named: name) == nil {
      throw BrokenReference(function: function.name, what: "field", name: name)
    }
    for role in bridge.roles + rolesNamed(by: bridge.rules) where service.roles[role] == nil {
      throw BrokenReference(function: function.name, what: "role", name: role)
    }
    if service.hours[bridge.hours] == nil {
      throw BrokenReference(function: function.name, what: "service window", name: bridge.hours)
    }
    for profile in bridge.profiles where service.profiles[profile] == nil {
      throw BrokenReference(function: function.name, what: "profile", name: profile)
    }
    for name in functionsNamed(by: bridge) where self.function(named: name) == nil {
      throw BrokenReference(function: function.name, what: "function", name: name)
    }
    for rule in bridge.known {
      for name in rule.of {
        for field in rule.knownFields where self.function(named: name)?.field(named: field) == nil {
          throw BrokenReference(function: function.name, what: "field of \(name)", name: field)
        }
      }
    }
    var asked = bridge.gates.map { ($0.ask, $0.with) } + (bridge.confirm.map { [($0.ask, $0.with)] } ?? [])
    if let before = bridge.confirm?.before { asked.append((before.ask, before.with)) }
    if let control = bridge.confirm?.control { asked.append((control.ask, control.with)) }
    if let agrees = bridge.confirm?.agrees { asked.append((agrees.ask, agrees.with)) }
    for (inquiry, with) in asked {
      // What is asked must change nothing at the far end.
      guard let target = self.function(named: inquiry), target.bridge.kind == .inquiry else {
        throw BrokenReference(function: function.name, what: "inquiry", name: inquiry)
      }
      for name in with.keys where target.field(named: name) == nil {
        throw BrokenReference(function: function.name, what: "field of \(inquiry)", name: name)
      }
    }
  }

  private func fieldsNamed(by function: FunctionSchema) -> Set<String> {
    let bridge = function.bridge
    var names = Set(bridge.key?.fields ?? []).union(bridge.key?.optional ?? [])
    names.formUnion(
      [bridge.office, bridge.vehicle, bridge.vehicleNumber, bridge.deadline?.from, bridge.order.passesTo].compactMap {
        $0
      })
    for feed in bridge.order.feeds { names.formUnion(feed.name + feed.when.keys) }
    for awaited in bridge.order.awaits { names.formUnion(awaited.name) }
    for rule in bridge.known { names.formUnion(rule.mentionedFields) }
    if let list = bridge.answer.list { names.insert(list.page) }
    if bridge.order.process.hasPrefix("$") { names.insert(String(bridge.order.process.dropFirst())) }
    for gate in bridge.gates {
      names.formUnion(gate.with.values)
      for refusal in gate.refusals { names.formUnion(refusal.when.keys) }
    }
    if let confirm = bridge.confirm {
      names.formUnion(confirm.with.values.filter(isField))
      // Before it leaves, no other report can speak for it.
      names.formUnion(confirm.before?.with.values.filter { !$0.hasPrefix("=") } ?? [])
      names.formUnion(confirm.control?.with.values.filter { !$0.hasPrefix("=") } ?? [])
      names.formUnion(confirm.agrees?.with.values.filter { !$0.hasPrefix("=") } ?? [])
      for value in confirm.demands.flatMap(\.values).joined() where value.hasPrefix("$") && value != ConfirmSchema.kept
      {
        names.insert(String(value.dropFirst()))
      }
    }
    for rule in bridge.rules { names.formUnion(rule.mentionedFields) }
    return names
  }

  /// Whether a value of `with` names a field of the row, rather than a constant or another report's field.
  private func isField(_ text: String) -> Bool { !text.hasPrefix("=") && !text.contains("/") }

  private func functionsNamed(by bridge: FunctionSchema.Bridge) -> [String] {
    bridge.known.flatMap(\.of) + (bridge.key?.sequence?.functions ?? [])
  }

  private func rolesNamed(by rules: [RuleSchema]) -> [String] {
    rules.flatMap { rule -> [String] in
      guard case .role(let roles) = rule.demand else { return [] }
      return Array(roles.values)
    }
  }
}

/// A schema that names something that does not exist.
package struct BrokenReference: Error, Sendable, CustomStringConvertible {
  package var function: String
  package var what: String
  package var name: String

  package var description: String { "\(function) names the \(what) “\(name)”, which does not exist" }
}

extension RuleSchema {
  /// Every field that the rule speaks of.
  package var mentionedFields: Set<String> {
    var names = Set(when.keys).union(unless.keys)
    switch demand {
    case .derive(let field, let cases):
      names.insert(field)
      for item in cases { names.formUnion(item.match.keys) }
    case .require(let fields, let otherwiseForbid): names.formUnion(fields + otherwiseForbid)
    case .forbid(let fields), .requireAny(let fields): names.formUnion(fields)
    case .match(let patterns): names.formUnion(patterns.keys)
    case .compare(let field, _, let other): names.formUnion([field, other].filter { !Self.days.contains($0) })
    case .equal(let values): names.formUnion(values.keys)
    case .role(let roles): names.formUnion(roles.keys)
    case .within(let from, let to, _): names.formUnion([from, to])
    case .calendar(let fields): names.formUnion(fields.keys)
    }
    return names
  }
}
