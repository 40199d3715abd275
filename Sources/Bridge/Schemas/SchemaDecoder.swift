import Delivery
import Validation

/// Decodes a schema from the tree that its file was read into.
///
/// Every start of the program reads all schemas. Foundation's decoder asks at run time for each value whether its type is
/// one of Foundation's own, and copies each object for each container made of it; this one looks into the tree. Errors are
/// the same `DecodingError`s, with the same paths.
struct SchemaDecoder: Decoder {
  let value: JSONValue
  fileprivate let place: Place

  init(_ value: JSONValue) {
    self.value = value
    place = .root
  }

  fileprivate init(_ value: JSONValue, at place: Place) {
    self.value = value
    self.place = place
  }

  var codingPath: [any CodingKey] { place.path }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch("a dictionary") }
    return KeyedDecodingContainer(SchemaObject<Key>(members: members, place: place))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch("an array") }
    return SchemaList(elements: elements, place: place)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  /// A value as its Swift type: what JSON has itself at once, everything else as it reads itself.
  ///
  /// - Parameter place: of the value; not made for one that is as it should be.
  fileprivate static func decoded<Value: Decodable>(
    _ value: JSONValue, as type: Value.Type, at place: @autoclosure () -> Place
  ) throws -> Value {
    if type == String.self {
      if case .string(let text) = value { return same(text) }
      throw SchemaDecoder(value, at: place()).mismatch("a string")
    }
    if type == Bool.self {
      if case .bool(let isTrue) = value { return same(isTrue) }
      throw SchemaDecoder(value, at: place()).mismatch("a boolean")
    }
    if type == Int.self {
      if case .integer(let number) = value { return same(Int(number)) }
      throw SchemaDecoder(value, at: place()).mismatch("a whole number")
    }
    if type == Double.self {
      if case .integer(let number) = value { return same(Double(number)) }
      if case .number(let number) = value { return same(number) }
      throw SchemaDecoder(value, at: place()).mismatch("a number")
    }
    return try Value(from: SchemaDecoder(value, at: place()))
  }

  @inline(__always)
  private static func same<Found, Value>(_ found: Found) -> Value {
    guard let value = found as? Value else { preconditionFailure("the types were just compared") }
    return value
  }

  private func mismatch(_ expected: String) -> DecodingError {
    .dataCorrupted(
      DecodingError.Context(codingPath: codingPath, debugDescription: "must be \(expected), not \(value.kind)"))
  }
}

extension SchemaDecoder: MemberNaming {
  var memberNames: [String]? {
    guard case .object(let members) = value else { return nil }
    return Array(members.keys)
  }
}

extension SchemaDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Self.decoded(value, as: type, at: place)
  }
}

/// Where a value stands; made into keys only for those who ask.
private indirect enum Place {
  case root
  case member(any CodingKey, of: Place)
  case element(Int, of: Place)

  var path: [any CodingKey] {
    switch self {
    case .root: []
    case .member(let key, let place): place.path + [key]
    case .element(let index, let place): place.path + [IndexKey(index: index)]
    }
  }
}

private struct IndexKey: CodingKey {
  var index: Int
  var stringValue: String { "Index \(index)" }
  var intValue: Int? { index }

  init(index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) { nil }
}

private struct SchemaObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: JSONValue]
  let place: Place

  var codingPath: [any CodingKey] { place.path }
  var allKeys: [Key] { members.keys.compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key).value == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    guard let value = members[key.stringValue] else { throw missing(key) }
    return try SchemaDecoder.decoded(value, as: type, at: .member(key, of: place))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let value = members[key.stringValue], value != .null else { return nil }
    return try SchemaDecoder.decoded(value, as: type, at: .member(key, of: place))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { SchemaDecoder(.object(members), at: place) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }

  private func member(_ key: Key) throws -> SchemaDecoder {
    guard let value = members[key.stringValue] else { throw missing(key) }
    return SchemaDecoder(value, at: .member(key, of: place))
  }

  private func missing(_ key: Key) -> DecodingError {
    .keyNotFound(
      key, DecodingError.Context(codingPath: codingPath, debugDescription: "“\(key.stringValue)” is missing"))
  }
}

private struct SchemaList: UnkeyedDecodingContainer {
  let elements: [JSONValue]
  let place: Place
  private(set) var currentIndex = 0

  init(elements: [JSONValue], place: Place) {
    self.elements = elements
    self.place = place
  }

  var codingPath: [any CodingKey] { place.path }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let index = currentIndex
    return try SchemaDecoder.decoded(try next(), as: type, at: .element(index, of: place))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try nextDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try nextDecoder().unkeyedContainer() }

  mutating func superDecoder() throws -> any Decoder { try nextDecoder() }

  private mutating func next() throws -> JSONValue {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, DecodingError.Context(codingPath: codingPath, debugDescription: "the list ends before"))
    }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  private mutating func nextDecoder() throws -> SchemaDecoder {
    let index = currentIndex
    return SchemaDecoder(try next(), at: .element(index, of: place))
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
