/// A value of a schema file, and where it stands.
///
/// Every start of the program reads all schemas. `Decodable` would look up each type and each of its containers at run
/// time, which takes longer than everything else that a start does; these are plain calls. Errors are `DecodingError`s
/// all the same, with the path of the value.
package struct SchemaNode {
  package let value: JSONValue
  private let place: Place

  package init(_ value: JSONValue) {
    self.value = value
    place = .root
  }

  init(_ value: JSONValue, at place: Place) {
    self.value = value
    self.place = place
  }

  /// Where a value stands; made into keys only for those who ask.
  indirect enum Place {
    case root
    case member(String, of: Place)
    case element(Int, of: Place)

    fileprivate var path: [any CodingKey] {
      switch self {
      case .root: []
      case .member(let name, let place): place.path + [PlaceKey(stringValue: name)]
      case .element(let index, let place): place.path + [PlaceKey(intValue: index)]
      }
    }
  }

  package var codingPath: [any CodingKey] { place.path }

  /// The members of an object; throws ``UnknownKey`` for any that `Keys` does not name.
  func strict<Keys: CodingKey & CaseIterable>(_ keys: Keys.Type) throws -> SchemaMembers<Keys> {
    let members = try members()
    try UnknownKey.check(members.keys, against: keys, at: codingPath)
    return SchemaMembers(members: members, place: place)
  }

  func members() throws -> [String: JSONValue] {
    guard case .object(let members) = value else { throw mismatch("a dictionary") }
    return members
  }

  func member(_ name: String, _ value: JSONValue) -> SchemaNode { SchemaNode(value, at: .member(name, of: place)) }

  func elements() throws -> [SchemaNode] {
    guard case .array(let elements) = value else { throw mismatch("an array") }
    return elements.enumerated().map { SchemaNode($0.element, at: .element($0.offset, of: place)) }
  }

  func refused(_ reason: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: reason))
  }

  func mismatch(_ expected: String) -> DecodingError { refused("must be \(expected), not \(value.kind)") }
}

/// The members of an object of a schema, by key.
struct SchemaMembers<Keys: CodingKey> {
  fileprivate let members: [String: JSONValue]
  fileprivate let place: SchemaNode.Place

  var codingPath: [any CodingKey] { place.path }

  func contains(_ key: Keys) -> Bool { members[key.stringValue] != nil }

  /// The value of a key that must be there.
  func decode<Value: SchemaReadable>(_ type: Value.Type, forKey key: Keys) throws -> Value {
    guard let value = members[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "“\(key.stringValue)” is missing"))
    }
    return try Value(from: SchemaNode(value, at: .member(key.stringValue, of: place)))
  }

  /// The value of a key; `nil` where it is not there or `null`.
  func decodeIfPresent<Value: SchemaReadable>(_ type: Value.Type, forKey key: Keys) throws -> Value? {
    guard let value = members[key.stringValue], value != .null else { return nil }
    return try Value(from: SchemaNode(value, at: .member(key.stringValue, of: place)))
  }

  func refused(_ key: Keys, _ reason: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: codingPath + [key], debugDescription: reason))
  }
}

private struct PlaceKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) { self.stringValue = stringValue }

  init(intValue: Int) {
    self.intValue = intValue
    stringValue = "Index \(intValue)"
  }
}

extension JSONValue {
  /// What it is, in the words of JSON.
  fileprivate var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "a dictionary"
    }
  }
}
