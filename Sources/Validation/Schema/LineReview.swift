/// Proves that what a function says about other reports – those of its threads, of its vehicle, of what was there before
/// it left – can come true.
///
/// All of it would otherwise show in the night when a report is in doubt: evidence that never fits reads as absence, and
/// absence sends again.
struct LineReview {
  let functions: [FunctionSchema]

  /// Throws ``BrokenReference`` or ``SchemaContradiction`` for the first thing that can't hold.
  func check(_ function: FunctionSchema) throws {
    for feed in function.bridge.order.feeds { try checkCodes(of: feed.when, function, function, "order") }
    for rule in function.bridge.known { try check(rule, of: function) }
    if let confirm = function.bridge.confirm {
      for source in confirm.with.values.sorted() { try checkMember(source, of: function) }
      try checkKept(confirm, of: function)
    }
  }

  /// `package/movementReportNo` must name a thread of the function and a field of something that feeds it.
  private func checkMember(_ source: String, of function: FunctionSchema) throws {
    guard !source.hasPrefix("="), let slash = source.firstIndex(of: "/") else { return }
    let thread = String(source[..<slash])
    let field = String(source[source.index(after: slash)...])
    let order = function.bridge.order
    guard (order.feeds.map(\.thread) + order.awaits.map(\.thread)).contains(thread) else {
      throw BrokenReference(function: function.name, what: "thread", name: thread)
    }
    let feeding = functions.filter { other in
      other.bridge.vehicle != nil && other.bridge.order.feeds.contains { $0.thread == thread }
    }
    guard feeding.contains(where: { $0.field(named: field) != nil }) else {
      throw BrokenReference(function: function.name, what: "field of the thread \(thread)", name: field)
    }
  }

  private func checkKept(_ confirm: ConfirmSchema, of function: FunctionSchema) throws {
    let demands = Array(confirm.took.values) + Array(confirm.differs.values)
    let asksForKept = demands.contains { $0.values.contains { $0.contains(ConfirmSchema.kept) } }
    if asksForKept == (confirm.before != nil) { return }
    throw contradiction(
      function, "confirm",
      asksForKept
        ? "“\(ConfirmSchema.kept)” stands for nothing, because nothing is kept before"
        : "nothing asks for what is kept before")
  }

  private func check(_ rule: KnownSchema, of function: FunctionSchema) throws {
    guard function.bridge.vehicle != nil else {
      throw contradiction(function, rule.id, "nothing is known of a report without a vehicle")
    }
    for name in rule.of {
      guard let known = functions.first(where: { $0.name == name }) else { continue }
      guard known.bridge.kind == .report, known.bridge.vehicle != nil else {
        throw contradiction(function, rule.id, "\(name) is no report of a vehicle, so that none is ever known")
      }
      switch rule.demand {
      case .compare(_, .notEqual, _): break
      case .compare(let field, _, let other):
        try demandDate(field, of: function, function, rule.id)
        try demandDate(other, of: known, function, rule.id)
      case .holds(let values): try checkCodes(of: values, known, function, rule.id)
      case .equal(let values): try checkCodes(of: values.mapValues { [$0] }, function, function, rule.id)
      }
    }
  }

  private func checkCodes(
    of condition: Condition, _ holder: FunctionSchema, _ function: FunctionSchema, _ place: String
  ) throws {
    for (name, values) in condition {
      guard let codes = holder.field(named: name)?.bridge.meanings.keys, !codes.isEmpty else { continue }
      for value in values where !value.isEmpty && !codes.contains(value) {
        throw contradiction(function, place, "“\(value)” is no code of “\(name)”, so that it is never held")
      }
    }
  }

  private func demandDate(
    _ name: String, of holder: FunctionSchema, _ function: FunctionSchema, _ place: String
  ) throws {
    guard holder.field(named: name)?.type == .date else {
      throw contradiction(function, place, "“\(name)” is not a date")
    }
  }

  private func contradiction(_ function: FunctionSchema, _ place: String, _ reason: String) -> SchemaContradiction {
    SchemaContradiction(schema: function.name, place: place, reason: reason)
  }
}
