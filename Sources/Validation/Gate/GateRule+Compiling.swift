extension GateRule {
  /// - Parameter implied: whether a field's own test leaves nothing for this pattern to find.
  ///
  /// No rule where the cells' tests imply all that this one asks.
  static func rules(
    _ rule: CompiledRule, _ memory: GateMemory, implied: (Int, Pattern) -> Bool
  ) -> [GateRule] {
    func conditions(_ compiled: [CompiledRule.CompiledCondition]) -> UnsafeBufferPointer<Condition> {
      memory.keep(compiled.map { Condition(field: $0.field, words: memory.keep($0.values)) })
    }
    func matches(_ compiled: [(field: Int, pattern: Pattern)]) -> UnsafeBufferPointer<Match> {
      memory.keep(compiled.map { Match(field: $0.field, pattern: memory.keep($0.pattern)) })
    }
    func rules(_ demands: [Demand]) -> [GateRule] {
      demands.map { GateRule(when: conditions(rule.when), unless: conditions(rule.unless), demand: $0) }
    }
    switch rule.demand {
    case .derive(let field, let cases):
      let kept = cases.map { Case(matches: matches($0.matches), value: memory.keep([$0.value])[0]) }
      return rules([.derive(field: field, memory.keep(kept))])
    case .require(let fields, let others):
      return rules([.require(memory.keep(fields), otherwiseForbid: memory.keep(others))])
    case .forbid(let fields): return rules([.forbid(memory.keep(fields))])
    case .requireAny(let fields): return rules([.requireAny(memory.keep(fields))])
    case .match(let compiled):
      let left = compiled.filter { !implied($0.field, $0.pattern) }
      return left.isEmpty ? [] : rules([.match(matches(left))])
    case .compare(let field, let comparison, .field(let other)):
      return rules([.compareFields(field, comparison, other)])
    case .compare(let field, let comparison, .day(let day)):
      return rules([.compareWord(field, comparison, memory.keep([day])[0])])
    case .equal(let values):
      return rules([.equal(memory.keep(values.map(\.field)), memory.keep(values.map(\.value)))])
    case .within(let from, let to, let days): return rules([.within(from: from, to: to, days: days)])
    case .calendar(let fields):
      return rules(fields.map { .calendar($0.field, days: memory.keep(Array($0.days))) })
    }
  }
}
