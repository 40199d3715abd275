import Findings
import Foundation
import Validation

@testable import Delivery

/// The shipped schemas, read once.
enum Shipped {
  static let service: ServiceSchema = read("service.json")

  static func function(_ name: String) -> FunctionSchema { functions[name]! }

  /// In the authority's order.
  static var names: [String] { functions.values.sorted { $0.bridge.number < $1.bridge.number }.map(\.name) }

  private static let functions: [String: FunctionSchema] = Dictionary(
    uniqueKeysWithValues: files.filter { $0 != "service.json" }.map { file in
      (String(file.dropFirst(3).dropLast(5)), read(file))
    })

  /// Every function, under a service that a test may change.
  static func catalogue(_ change: (inout ServiceSchema) -> Void = { _ in }) throws -> Catalogue {
    var service = service
    change(&service)
    return try Catalogue(service: service, functions: Array(functions.values))
  }

  /// `schemas/jars` of the checkout that this file belongs to.
  private static let folder = URL(fileURLWithPath: #filePath + "/../../../../schemas/jars").standardizedFileURL.path

  private static var files: [String] {
    try! FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
  }

  private static func read<Schema: SchemaReadable>(_ file: String) -> Schema {
    try! Schema(json: Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))))
  }
}

extension JSONValue {
  /// A value from its text, for tests.
  static func reading(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}

extension ServiceAnswer {
  /// An answer with a code and data given as JSON.
  static func of(_ code: String, data: String = "null", errors: [FieldError] = []) throws -> ServiceAnswer {
    ServiceAnswer(code: code, message: "m", data: try .reading(data), errors: errors)
  }
}
