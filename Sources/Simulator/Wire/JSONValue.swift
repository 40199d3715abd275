/// A JSON value as it stands on the wire; numbers keep their text, objects keep their order.
///
/// The simulator reads and writes JSON with its own code so that a client's mistake in spelling, escaping or number
/// format meets a second opinion (RFC 8259).
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  var decimal: Double? { if case .number(let text) = self { Double(text) } else { nil } }
  var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
  var members: [JSONMember]? { if case .object(let members) = self { members } else { nil } }

  subscript(name: String) -> JSONValue? { members?.first { $0.name == name }?.value }

  /// A string, or `null` where there is none.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  static func integer(_ number: Int) -> JSONValue { .number(String(number)) }
  static func optional(_ number: Int?) -> JSONValue { number.map(JSONValue.integer) ?? .null }
  /// The wire's bool: `"1"` or `"0"` as a string.
  static func flag(_ value: Bool) -> JSONValue { .string(value ? "1" : "0") }
}

/// One name and value of a JSON object.
struct JSONMember: Sendable, Equatable {
  var name: String
  var value: JSONValue

  init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}
