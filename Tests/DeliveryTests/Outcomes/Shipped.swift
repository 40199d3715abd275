import Findings
import Foundation
import Validation

@testable import Delivery

/// The shipped schemas, read once.
enum Shipped {
  static let service: ServiceSchema = read { $0 == "service.json" }

  static func function(_ name: String) -> FunctionSchema { functions[name]! }

  private static let functions: [String: FunctionSchema] = Dictionary(
    uniqueKeysWithValues: [
      "fee-inquiry", "vehicle-detail-inquiry", "collection-report", "collection-delivery-to-recoverer",
      "collection-delivery-to-dismantler", "downstream-collection-report", "recovery-delivery-to-dismantler",
    ].map { name in (name, read { $0.dropFirst(3) == "\(name).json" }) })

  /// Every function, under a service that a test may change.
  static func catalogue(_ change: (inout ServiceSchema) -> Void = { _ in }) throws -> Catalogue {
    var service = service
    change(&service)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let functions: [FunctionSchema] = names.filter { $0.hasSuffix(".json") && $0 != "service.json" }.map { name in
      read { $0 == name }
    }
    return try Catalogue(service: service, functions: functions)
  }

  /// `schemas/jars` of the checkout that this file belongs to.
  private static let folder = URL(fileURLWithPath: #filePath + "/../../../../schemas/jars").standardizedFileURL.path

  private static func read<Schema: Decodable>(_ isWanted: (String) -> Bool) -> Schema {
    let name = try! FileManager.default.contentsOfDirectory(atPath: folder).first(where: isWanted)!
    return try! JSONDecoder().decode(Schema.self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
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
