import Delivery
import Foundation
import Testing
import Validation

@testable import Bridge

/// Our decoder of schemas beside Foundation's.
@Suite("Decoding schemas from a tree")
struct SchemaDecoderTests {
  private static let folder = URL(fileURLWithPath: #filePath + "/../../../schemas/jars").standardizedFileURL.path

  private static func files() throws -> [(name: String, tree: JSONValue)] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted().map {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))
      return ($0, try #require(JSONReader.value(of: Array(data))))
    }
  }

  /// What came of decoding: the value as text, or the error.
  private static func outcome<Schema: Decodable>(
    _ type: Schema.Type, _ decode: (Schema.Type) throws -> Schema
  ) -> (value: String?, error: String?) {
    do {
      return (text(try decode(type)), nil)
    } catch DecodingError.keyNotFound(let key, let context) {
      return (nil, "missing \((context.codingPath + [key]).map(\.stringValue))")
    } catch DecodingError.dataCorrupted, DecodingError.typeMismatch, DecodingError.valueNotFound {
      // The words differ, and so does the place within what may be written in two ways.
      return (nil, "wrong")
    } catch {
      return (nil, "\(error)")
    }
  }

  private static func outcomes(_ name: String, _ tree: JSONValue) throws -> [(value: String?, error: String?)] {
    let data = try JSONEncoder().encode(tree)
    func both<Schema: Decodable>(_ type: Schema.Type) -> [(value: String?, error: String?)] {
      [
        outcome(type) { try $0.init(from: SchemaDecoder(tree)) },
        outcome(type) { try JSONDecoder().decode($0, from: data) },
      ]
    }
    return name == SchemaFile.service ? both(ServiceSchema.self) : both(FunctionSchema.self)
  }

  @Test("Every shipped schema is decoded to what Foundation makes of it")
  func shipped() throws {
    for (name, tree) in try Self.files() {
      let outcomes = try Self.outcomes(name, tree)
      #expect(outcomes[0].value != nil && outcomes[0].value == outcomes[1].value, "\(name)")
    }
  }

  @Test("A schema with any one value missing or of another kind is refused for the same reason")
  func broken() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("seed \(seed)")
    var random = SeededNumbers(state: seed)
    for (name, tree) in try Self.files() {
      for _ in 1...25 {
        let changed = Self.changed(tree, &random)
        let (ours, theirs) = { ($0[0], $0[1]) }(try Self.outcomes(name, changed))
        #expect(ours.value == theirs.value, "\(name), seed \(seed)")
        #expect(ours.error == theirs.error, "\(name), seed \(seed)")
      }
    }
  }

  /// The tree with one of its values replaced or taken away.
  private static func changed(_ value: JSONValue, _ random: inout SeededNumbers) -> JSONValue {
    let others: [JSONValue] = [.null, .bool(true), .integer(7), .number(1.5), .string("x"), .array([]), .object([:])]
    let goesDeeper = Int.random(in: 0..<8, using: &random) > 0
    switch value {
    case .object(var members) where !members.isEmpty && goesDeeper:
      guard let key = members.keys.sorted().randomElement(using: &random) else { return value }
      if Int.random(in: 0..<6, using: &random) == 0 {
        members[key] = nil
      } else {
        members[key] = members[key].map { changed($0, &random) }
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty && goesDeeper:
      let index = Int.random(in: elements.indices, using: &random)
      elements[index] = changed(elements[index], &random)
      return .array(elements)
    default: return others.randomElement(using: &random) ?? .null
    }
  }

  /// A value and all that it holds as text, dictionaries and sets in order.
  private static func text(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty { return "\(value)" }
    var parts = mirror.children.map { "\($0.label ?? "")=\(text($0.value))" }
    if mirror.displayStyle == .dictionary || mirror.displayStyle == .set { parts.sort() }
    return "\(mirror.subjectType)(\(parts.joined(separator: ",")))"
  }
}

private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
