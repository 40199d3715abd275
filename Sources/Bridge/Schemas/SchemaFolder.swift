import Findings
import Foundation
import Validation

/// The shipped schemas with the private overlay laid over them: which files there are, and which belong together.
struct SchemaFolder: Sendable {
  var shipped: String
  var overlay: String?

  /// Every file in force, the service first; throws ``Fault`` `schemaInvalid` or `fileUnreadable`.
  func files() throws(Fault) -> [SchemaFile] {
    let known = (try? Self.names(in: shipped)) ?? []
    let laidOver = try overlaid()
    let names = [SchemaFile.service] + Set(known + laidOver).subtracting([SchemaFile.service]).sorted()
    return try concurrently(names) { name throws(Fault) in
      let base = known.contains(name) || name == SchemaFile.service ? "\(shipped)/\(name)" : nil
      if let overlay, laidOver.contains(name) {
        return try SchemaFile(name, overlay: "\(overlay)/\(name)", over: base)
      }
      guard let base else { preconditionFailure("a name comes from one of the folders") }
      return try SchemaFile(name, shipped: base)
    }
  }

  /// What to say of a file of the overlay that matches no shipped one and is no whole function either.
  func hint(for name: String) -> String? {
    guard let known = try? Self.names(in: shipped), !known.contains(name) else { return nil }
    let suggestion = nearest(to: name, among: known).map { "; did you mean “\($0)”?" } ?? ""
    return "no shipped schema has this file name\(suggestion)"
  }

  private func overlaid() throws(Fault) -> [String] {
    guard let overlay else { return [] }
    do {
      let names = try Self.names(in: overlay)
      if !names.isEmpty { return names }
    } catch {
      throw Fault(.schemaInvalid, ["path": overlay, "reason": "the overlay's folder can't be read"])
    }
    // A folder that changes nothing is a path that was mistyped.
    throw Fault(.schemaInvalid, ["path": overlay, "reason": "the overlay holds no file like service.json"])
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
  }
}
