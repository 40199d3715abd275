/// Any JSON value, as an answer of the service or a schema holds it.
package enum JSONValue: Sendable, Hashable, Codable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? value.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The member at a path of names, `certificate/carName`.
  package subscript(path path: String) -> JSONValue? {
    var value = self
    for name in path.split(separator: "/") {
      guard case .object(let members) = value, let member = members[String(name)] else { return nil }
      value = member
    }
    return value
  }

  /// A scalar as text; `nil` for null, arrays and objects.
  package var text: String? {
    switch self {
    case .string(let value): value
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .bool(let value): value ? "1" : "0"
    case .null, .array, .object: nil
    }
  }

  /// A scalar as text, or the scalars of an array with a space between.
  package var words: String? {
    guard case .array(let elements) = self else { return text }
    return elements.compactMap(\.text).joined(separator: " ")
  }

  /// Whether a flag is set, as a boolean or as a code.
  package var isYes: Bool { ["1", "true"].contains(text) }

  /// The object with another value for one of its members.
  package func replacing(_ member: String, with value: JSONValue) -> JSONValue {
    guard case .object(var members) = self else { return self }
    members[member] = value
    return .object(members)
  }

  package var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }
}
