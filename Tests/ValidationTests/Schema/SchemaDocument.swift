import Foundation
import Testing

@testable import Validation

/// A shipped schema as a tree that a test may change before it is read.
struct SchemaDocument {
  private var root: Any

  /// The schema of that name in `schemas/jars`: `collection-report`, `service`.
  init(_ name: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    let file = try #require(names.first { $0 == "\(name).json" || $0.dropFirst(3) == "\(name).json" })
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(file)")))
  }

  /// `schemas/jars` of the checkout that this file belongs to.
  static let folder = URL(fileURLWithPath: #filePath + "/../../../../schemas/jars").standardizedFileURL.path

  /// The same with the member at a path replaced or added; an empty text removes it.
  ///
  /// - Parameters:
  ///   - path: names and positions, `fields.chassisNo.constraints`; in a list a name picks the element of that name or id.
  ///   - text: JSON.
  func setting(_ path: String, to text: String) throws -> SchemaDocument {
    var copy = self
    let value = text.isEmpty ? nil : try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    copy.root = try Self.replacing(in: root, path.split(separator: ".").map(String.init)[...], by: value)
    return copy
  }

  func decoded<Schema: SchemaReadable>(as schema: Schema.Type = Schema.self) throws -> Schema {
    try Schema(json: Array(JSONSerialization.data(withJSONObject: root)))
  }

  private static func replacing(in node: Any, _ path: ArraySlice<String>, by value: Any?) throws -> Any {
    let step = path.first!
    let rest = path.dropFirst()
    if var object = node as? [String: Any] {
      object[step] = rest.isEmpty ? value : try replacing(in: #require(object[step], "\(step)"), rest, by: value)
      return object
    }
    var list = try #require(node as? [Any], "\(step)")
    let index = try #require(
      Int(step)
        ?? list.firstIndex { element in
          let element = element as? [String: Any]
          return (element?["name"] ?? element?["id"]) as? String == step
        }, "\(step)")
    if let changed = rest.isEmpty ? value : try replacing(in: list[index], rest, by: value) {
      list[index] = changed
    } else {
      list.remove(at: index)
    }
    return list
  }
}

/// The shipped schemas, read once.
enum Shipped {
  /// In the authority's order, which is that of the file names.
  static let functionNames = try! FileManager.default.contentsOfDirectory(atPath: SchemaDocument.folder).sorted()
    .filter { $0.hasSuffix(".json") && $0 != "service.json" }.map { String($0.dropFirst(3).dropLast(5)) }

  static let service: ServiceSchema = try! SchemaDocument("service").decoded()
  static let functions: [FunctionSchema] = functionNames.map { try! SchemaDocument($0).decoded() }
  static let catalogue = try! Catalogue(service: service, functions: functions)

  /// The shipped catalogue with one document replaced, which is looked at first.
  static func catalogue(replacing name: String, by document: SchemaDocument) throws -> Catalogue {
    if name == "service" { return try Catalogue(service: document.decoded(), functions: functions) }
    return try Catalogue(
      service: service, functions: [document.decoded()] + functions.filter { $0.name != name })
  }

  static func function(_ name: String) -> FunctionSchema { catalogue.function(named: name)! }
}
