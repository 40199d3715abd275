import Tabular

/// What a value of a schema file can be read as.
package protocol SchemaReadable {
  /// Throws `DecodingError` with the place, and ``UnknownKey``.
  init(from node: SchemaNode) throws
}

extension SchemaReadable {
  /// Reads a JSON text; throws `DecodingError` where it is none as well.
  package init(json: [UInt8]) throws {
    guard let value = JSONReader.value(of: json) else { throw SchemaNode(.null).refused("is no JSON") }
    try self.init(from: SchemaNode(value))
  }
}

extension String: SchemaReadable {
  package init(from node: SchemaNode) throws {
    guard case .string(let text) = node.value else { throw node.mismatch("a string") }
    self = text
  }
}

extension Bool: SchemaReadable {
  package init(from node: SchemaNode) throws {
    guard case .bool(let isTrue) = node.value else { throw node.mismatch("a boolean") }
    self = isTrue
  }
}

extension Int: SchemaReadable {
  package init(from node: SchemaNode) throws {
    guard case .integer(let number) = node.value else { throw node.mismatch("a whole number") }
    self = Int(number)
  }
}

extension Double: SchemaReadable {
  package init(from node: SchemaNode) throws {
    switch node.value {
    case .integer(let number): self = Double(number)
    case .number(let number): self = number
    default: throw node.mismatch("a number")
    }
  }
}

extension Array: SchemaReadable where Element: SchemaReadable {
  package init(from node: SchemaNode) throws { self = try node.elements().map(Element.init(from:)) }
}

extension Dictionary: SchemaReadable where Key == String, Value: SchemaReadable {
  package init(from node: SchemaNode) throws {
    let members = try node.members()
    self.init(minimumCapacity: members.count)
    for (name, value) in members { self[name] = try Value(from: node.member(name, value)) }
  }
}

extension SchemaReadable where Self: RawRepresentable & CaseIterable, RawValue == String {
  package init(from node: SchemaNode) throws {
    let text = try String(from: node)
    guard let value = Self(rawValue: text) else {
      let known = Self.allCases.map(\.rawValue)
      let meant = nearest(to: text, among: known).map { "did you mean “\($0)”?" }
      throw node.refused("can't be “\(text)”; " + (meant ?? "it is one of \(known.joined(separator: ", "))"))
    }
    self = value
  }
}

extension CharacterRepertoire: SchemaReadable {}
extension Normalisation: SchemaReadable {}
