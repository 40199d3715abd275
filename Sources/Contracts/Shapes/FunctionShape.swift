import Validation

extension Terms {
  /// A function's fields and rules as one closed object (JSON Schema 2020-12).
  func schema(of function: FunctionSchema, in service: ServiceSchema) -> JSONObject {
    let fields = function.fields.filter(includes)
    let words = RuleWords(function: function, service: service)
    var rules: [JSONObject] = []
    var untold: [String] = []
    for rule in function.bridge.rules {
      if var schema = schema(of: rule, in: function, roles: service.roles) {
        schema["title"] = rule.id
        schema["description"] = words.bilingual(rule)
        rules.append(schema)
      } else {
        untold.append("\(rule.id) \(words.bilingual(rule))")
      }
    }
    if var office = officeSchema(of: function, roles: service.roles) {
      office["title"] = "office"
      office["description"] = words.bilingualOffice
      rules.append(office)
    }
    var schema: JSONObject = [
      "type": "object", "title": function.title, "additionalProperties": false,
      "properties": JSONObject(uniqueKeysWithValues: fields.map { (name(of: $0), self.schema(of: $0) as Any) }),
      "required": fields.filter(\.constraints.required).map(name),
    ]
    if !rules.isEmpty { schema["allOf"] = rules }
    if !untold.isEmpty {
      schema["description"] = "Rules that a schema can't say:\n" + untold.map { "- \($0)" }.joined(separator: "\n")
    }
    return schema
  }
}
