import Validation

extension Terms {
  /// A cross-field rule as JSON Schema; `nil` where JSON Schema can't say it, or where it speaks of a field that is not
  /// part of the contract.
  ///
  /// Said are required, forbidden and alternative fields, fixed values, patterns and the roles of office codes, each with
  /// its condition. Comparisons of dates and fields, spans, calendars and derivations are told in words.
  func schema(of rule: RuleSchema, in function: FunctionSchema, roles: [String: ServiceSchema.Role]) -> JSONObject? {
    let scope = Scope(terms: self, function: function)
    guard let demanded = scope.demand(of: rule, roles: roles),
      let condition = scope.condition(when: rule.when, unless: rule.unless)
    else { return nil }
    guard !condition.isEmpty else { return demanded.held }
    var schema: JSONObject = ["if": condition, "then": demanded.held]
    schema["else"] = demanded.otherwise
    return schema
  }

  /// The reporting office must have one of the roles that may call the function (``RowChecker`` checks it unasked).
  func officeSchema(of function: FunctionSchema, roles: [String: ServiceSchema.Role]) -> JSONObject? {
    guard let office = function.bridge.office.flatMap(function.field(named:)), includes(office) else { return nil }
    let suffixes = function.bridge.roles.compactMap { roles[$0]?.suffix }
    guard !suffixes.isEmpty else { return nil }
    let endings = suffixes.count == 1 ? suffixes[0] : "(?:\(suffixes.joined(separator: "|")))"
    return ["properties": [name(of: office): ["pattern": "^[0-9]{10}\(endings)$"]]]
  }
}

/// The fields of one function that a contract speaks of.
private struct Scope {
  let terms: Terms
  let function: FunctionSchema

  /// What a rule demands where its condition holds, and what where it does not.
  struct Demanded {
    var held: JSONObject
    var otherwise: JSONObject?
  }

  func demand(of rule: RuleSchema, roles: [String: ServiceSchema.Role]) -> Demanded? {
    switch rule.demand {
    case .require(let fields, let others):
      guard let names = names(fields), !names.isEmpty, let forbidden = self.names(others) else { return nil }
      return Demanded(held: ["required": names], otherwise: absence(of: forbidden))
    case .forbid(let fields):
      return names(fields).flatMap(absence).map { Demanded(held: $0) }
    case .requireAny(let fields):
      return names(fields).map { names in Demanded(held: ["anyOf": names.map { ["required": [$0]] }]) }
    case .match(let patterns):
      return properties(patterns) { pattern, _ in ["pattern": PatternDialect.jsonSchema.rewrite(pattern)] }
    case .role(let demanded):
      return properties(demanded) { role, _ in ["pattern": "^[0-9]{10}\(roles[role]?.suffix ?? "")$"] }
    case .equal(let values):
      guard var demanded = properties(values, of: nil, { value, field in ["const": terms.value(value, of: field)] })
      else {
        return nil
      }
      demanded.held["required"] = names(values.keys.sorted())
      return demanded
    case .derive, .compare, .within, .calendar: return nil
    }
  }

  /// The condition as a schema; empty where the rule always applies, `nil` where it can't be said.
  func condition(when: Condition, unless: Condition) -> JSONObject? {
    var parts: [JSONObject] = []
    for (isWanted, condition) in [(true, when), (false, unless)] where !condition.isEmpty {
      var tests: [JSONObject] = []
      for (field, values) in condition.sorted(by: { $0.key < $1.key }) {
        guard let test = test(field, values) else { return nil }
        tests.append(test)
      }
      let all = tests.count == 1 ? tests[0] : ["allOf": tests]
      parts.append(isWanted ? all : ["not": all])
    }
    return parts.count == 2 ? ["allOf": parts] : parts.first ?? [:]
  }

  private func test(_ field: String, _ values: [String]) -> JSONObject? {
    guard let field = function.field(named: field), terms.includes(field) else { return nil }
    let name = terms.name(of: field)
    let filled = values.filter { !$0.isEmpty }.map { terms.value($0, of: field) }
    if filled.isEmpty { return ["not": ["required": [name]]] }
    // A property that is not there satisfies whatever is said of it.
    var test: JSONObject = ["properties": [name: ["enum": filled]]]
    if filled.count == values.count { test["required"] = [name] }
    return test
  }

  private func absence(of names: [String]) -> JSONObject? {
    guard let first = names.first else { return nil }
    return ["not": names.count == 1 ? ["required": [first]] : ["anyOf": names.map { ["required": [$0]] }]]
  }

  /// - Parameter type: the only type of field that the shape fits.
  private func properties(
    _ demands: [String: String], of type: FieldSchema.ValueType? = .string,
    _ shape: (String, FieldSchema) -> JSONObject
  ) -> Demanded? {
    var properties: JSONObject = [:]
    for (name, demand) in demands {
      guard let field = function.field(named: name), terms.includes(field), type == nil || field.type == type else {
        return nil
      }
      properties[terms.name(of: field)] = shape(demand, field)
    }
    return Demanded(held: ["properties": properties])
  }

  private func names(_ fields: [String]) -> [String]? {
    let known = fields.compactMap(function.field(named:)).filter(terms.includes)
    return known.count == fields.count ? known.map(terms.name) : nil
  }
}
