import Delivery
package import Findings
import Foundation
import Validation

/// The schemas in force, as JSON: what stands in each file after the overlay, and which places the overlay gave.
package struct EffectiveSchemas: Sendable {
  private let document: Document

  /// A place is a file's name and a JSON pointer into it, `08-collection-report.json#/bridge/request/path`; one that is
  /// not there any more was taken away. What is not listed is as it was shipped.
  private struct Document: Encodable {
    var shipped: String
    var overlay: String?
    var files: [String: JSONValue] = [:]
    /// Place to the overlay's file that gave it.
    var origins: [String: String] = [:]
  }

  /// Reads and proves the schemas of a library.
  ///
  /// Throws ``Fault`` `schemaInvalid`.
  ///
  /// - Parameter name: a function's name or a file's, for that file alone.
  package init(of library: SchemaLibrary, named name: String? = nil) throws(Fault) {
    var document = Document(shipped: library.folder, overlay: library.overlay)
    let files = try library.loadWithFiles().files
    for (schema, file) in files where name == nil || schema == name || file.name == name {
      document.files[file.name] = file.tree
      for place in file.changes?.places ?? [] { document.origins["\(file.name)#\(place)"] = file.path }
    }
    self.document = document
  }

  /// The document, keys in alphabetical order.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else { preconditionFailure("a tree of JSON values is JSON") }
    return String(decoding: data, as: UTF8.self)
  }
}
