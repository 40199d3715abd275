import Validation

extension Terms {
  /// A field as a JSON Schema (2020-12): its type, its constraints, its title and an example.
  ///
  /// Numbers are never negative: the normalisation refuses a sign before any constraint is looked at.
  func schema(of field: FieldSchema) -> JSONObject {
    var schema: JSONObject = ["title": field.title]
    let constraints = field.constraints
    switch field.type {
    case .string:
      schema["type"] = "string"
      schema["minLength"] = constraints.minLength
      schema["maxLength"] = constraints.maxLength
      schema["pattern"] = constraints.pattern.map(PatternDialect.jsonSchema.rewrite)
      schema["enum"] = field.codes?.map { value($0, of: field) }
    case .boolean:
      schema["type"] = "string"
      schema["enum"] = ["1", "0"].map { value($0, of: field) }
    case .date:
      schema["type"] = "string"
      schema["format"] = dateSeparator == "-" ? "date" : nil
      schema["pattern"] =
        dateSeparator.isEmpty ? "^[0-9]{8}$" : "^[0-9]{4}\(dateSeparator)[0-9]{2}\(dateSeparator)[0-9]{2}$"
    case .integer, .number:
      schema["type"] = field.type.rawValue
      schema["minimum"] = plain(constraints.minimum ?? 0)
      schema["maximum"] = constraints.maximum.map(plain)
    }
    if field.bridge.reference == .use, case .row = side { schema = Self.orReference(schema) }
    schema["description"] = words(about: field)
    schema["examples"] = field.example.map { [value($0, of: field)] }
    if field.bridge.isSecret { schema["writeOnly"] = true }
    return schema
  }

  /// A number, or the name that stands for it until the service has given it.
  private static func orReference(_ number: JSONObject) -> JSONObject {
    var number = number
    let title = number.removeValue(forKey: "title")
    let name: JSONObject = [
      "type": "string", "pattern": PatternDialect.jsonSchema.rewrite(FieldSchema.referencePattern),
    ]
    var schema: JSONObject = ["anyOf": [number, name]]
    schema["title"] = title
    return schema
  }

  private func words(about field: FieldSchema) -> String? {
    let codes = field.bridge.meanings.keys.sorted().map { code in
      ([code] == field.bridge.meanings[code] ? nil : field.bridge.meanings[code]).map {
        "\(value(code, of: field)) = \($0.joined(separator: "・"))"
      } ?? code
    }
    let source = field.bridge.source
    let parts = codes + (source.isEmpty ? [] : ["Source: \(source)"])
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
