import Validation

/// The canonical values of a field as a restriction of one of XML Schema's types.
struct XMLFacets {
  let restriction: XMLElement

  init(_ field: FieldSchema) {
    let constraints = field.constraints
    var facets: [XMLElement] = []
    func add(_ facet: String, _ value: Any?) {
      if let value { facets.append(XMLElement("xs:" + facet, ["value": "\(value)"])) }
    }
    let base: String
    switch field.type {
    case .date:
      base = "xs:date"
      // Without a time zone, which the type would allow.
      add("pattern", "[0-9]{4}-[0-9]{2}-[0-9]{2}")
    case .integer:
      base = "xs:nonNegativeInteger"
      add("pattern", "0|[1-9][0-9]*")
    case .number:
      base = "xs:decimal"
      add("pattern", "(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?")
    case .boolean:
      base = "xs:string"
      for code in ["1", "0"] { add("enumeration", code) }
    case .string:
      base = "xs:string"
      if let codes = field.codes {
        for code in codes { add("enumeration", code) }
        break
      }
      add("pattern", constraints.pattern.map(PatternDialect.xmlSchema.rewrite))
      if constraints.minLength == constraints.maxLength {
        add("length", constraints.minLength)
      } else {
        add("minLength", constraints.minLength)
        add("maxLength", constraints.maxLength)
      }
      if constraints.minLength == nil, constraints.required { add("minLength", 1) }
    }
    add("minInclusive", constraints.minimum.map(plain))
    add("maxInclusive", constraints.maximum.map(plain))
    restriction = XMLElement("xs:restriction", ["base": base], facets)
  }
}
