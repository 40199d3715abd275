import Foundation
import Testing

@testable import Validation

@Suite("Reading schemas from a tree")
struct SchemaNodeTests {
  private static let folder = URL(fileURLWithPath: #filePath + "/../../../../schemas/jars").standardizedFileURL.path

  private static func files() throws -> [(name: String, tree: JSONValue)] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted().map {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))
      return ($0, try #require(JSONReader.value(of: Array(data))))
    }
  }

  /// The place and the reason of a refusal; `nil` for a schema that can be read.
  private static func refusal(of name: String, _ tree: JSONValue) throws -> (place: [String], reason: String)? {
    do {
      if name == "service.json" { _ = try ServiceSchema(from: SchemaNode(tree)) }
      if name != "service.json" { _ = try FunctionSchema(from: SchemaNode(tree)) }
      return nil
    } catch DecodingError.keyNotFound(let key, let context) {
      return ((context.codingPath + [key]).map(\.stringValue), "missing")
    } catch DecodingError.dataCorrupted(let context) {
      return (context.codingPath.map(\.stringValue), context.debugDescription)
    } catch let unknown as UnknownKey {
      return (unknown.path + [unknown.key], "\(unknown)")
    }
  }

  @Test("Every shipped schema can be read")
  func shipped() throws {
    for (name, tree) in try Self.files() { #expect(try Self.refusal(of: name, tree) == nil, "\(name)") }
  }

  @Test("A schema with any one key misspelt is refused, at that key")
  func misspelt() throws {
    var random = SeededGenerator.announced("a key misspelt").generator
    for (name, tree) in try Self.files() {
      for _ in 1...25 {
        let place = Self.place(in: tree, &random)
        guard case .object(let members)? = Self.value(at: place, of: tree), Self.isNamed(place) else { continue }
        guard let key = members.keys.sorted().randomElement(using: &random) else { continue }
        let changed = Self.changed(tree, at: place[...]) { value in
          guard case .object(var members) = value else { return value }
          members["\(key)x"] = members.removeValue(forKey: key)
          return .object(members)
        }
        let refusal = try Self.refusal(of: name, changed)
        #expect(refusal?.place == place + ["\(key)x"], "\(name) \(place) \(key)")
        #expect(refusal?.reason.contains("did you mean “\(key)”?") == true, "\(name) \(place) \(key)")
      }
    }
  }

  @Test("A schema with any one value of another kind is refused at its place, and so is one that lacks what it needs")
  func otherKind() throws {
    var random = SeededGenerator.announced("a value of another kind").generator
    let others: [JSONValue] = [.bool(true), .integer(7), .number(1.5), .array([.null]), .object(["?": .null])]
    for (name, tree) in try Self.files() {
      for _ in 1...40 {
        let place = Self.place(in: tree, &random)
        guard let value = Self.value(at: place, of: tree), let other = others.randomElement(using: &random) else {
          continue
        }
        let isLacking = Int.random(in: 0..<4, using: &random) == 0
        let changed = Self.changed(tree, at: place[...]) { _ in isLacking ? .null : other }
        let isSameKind = Self.kind(of: value) == Self.kind(of: other)
        let refusal = try Self.refusal(of: name, changed)
        // What may be left out may be null; and what is described for people is not read.
        guard let refusal else { continue }
        #expect(
          refusal.place.starts(with: place.dropLast()) || isSameKind || refusal.reason.contains("demand"),
          "\(name) \(place): \(refusal)")
        if Self.isText(value), !isLacking, refusal.place == place {
          #expect(refusal.reason.contains("must be a string") || refusal.reason.contains("an array"), "\(refusal)")
        }
      }
    }
  }

  // MARK: Places

  /// The names of members whose own members' names are data: fields, codes, words.
  private static let dataNames: Set<String> = [
    "when", "unless", "match", "equal", "role", "calendar", "meanings", "codes", "with", "took", "differs", "gives",
    "holds", "roles", "profiles", "hours", "headers", "declared", "classes", "resultCodes", "answer",
  ]

  private static func isNamed(_ place: [String]) -> Bool { !place.contains(where: dataNames.contains) }

  private static func place(in tree: JSONValue, _ random: inout SeededGenerator) -> [String] {
    var place: [String] = []
    var value = tree
    while Int.random(in: 0..<6, using: &random) > 0 {
      switch value {
      case .object(let members):
        guard let key = members.keys.sorted().randomElement(using: &random), let member = members[key] else {
          return place
        }
        place.append(key)
        value = member
      case .array(let elements) where !elements.isEmpty:
        let index = Int.random(in: elements.indices, using: &random)
        place.append("Index \(index)")
        value = elements[index]
      default: return place
      }
    }
    return place
  }

  private static func value(at place: [String], of tree: JSONValue) -> JSONValue? {
    place.reduce(Optional(tree)) { value, name in
      switch value {
      case .object(let members): members[name]
      case .array(let elements): Int(name.dropFirst("Index ".count)).map { elements[$0] }
      default: nil
      }
    }
  }

  private static func changed(
    _ value: JSONValue, at place: ArraySlice<String>, _ change: (JSONValue) -> JSONValue
  ) -> JSONValue {
    guard let name = place.first else { return change(value) }
    switch value {
    case .object(var members):
      members[name] = members[name].map { changed($0, at: place.dropFirst(), change) }
      return .object(members)
    case .array(var elements):
      guard let index = Int(name.dropFirst("Index ".count)) else { return value }
      elements[index] = changed(elements[index], at: place.dropFirst(), change)
      return .array(elements)
    default: return value
    }
  }

  private static func isText(_ value: JSONValue) -> Bool { kind(of: value) == "text" }

  private static func kind(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "bool"
    case .integer, .number: "number"
    case .string: "text"
    case .array: "array"
    case .object: "object"
    }
  }
}
