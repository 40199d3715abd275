import Foundation
import Validation

/// The schemas of the checkout that this file belongs to.
enum Shipped {
  static let schemas = URL(fileURLWithPath: #filePath + "/../../../schemas").standardizedFileURL.path

  static let catalogue: Catalogue = {
    let folder = schemas + "/jars"
    let names = try! FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") && $0 != "service.json" }
    return try! Catalogue(
      service: read(folder + "/service.json"), functions: names.map { try read("\(folder)/\($0)") })
  }()

  private static func read<Schema: SchemaReadable>(_ path: String) throws -> Schema {
    try Schema(json: Array(Data(contentsOf: URL(fileURLWithPath: path))))
  }
}
