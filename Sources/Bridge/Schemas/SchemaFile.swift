import Findings
import Foundation
import Validation

/// One schema as it is in force: the shipped file, with the overlay's file of the same name laid over it.
struct SchemaFile: Sendable {
  /// `service.json`, `08-collection-report.json`.
  var name: String
  /// What the file says.
  var tree: JSONValue
  /// The file to correct when the schema is wrong: the overlay's, where it has one.
  var path: String
  /// What the overlay changed.
  var changes: SchemaMerge?

  static let service = "service.json"

  /// Reads a shipped file that has no other over it; throws ``Fault`` `fileUnreadable`, and `schemaInvalid` where it is no
  /// JSON.
  init(_ name: String, shipped: String) throws(Fault) {
    self.name = name
    path = shipped
    tree = try Self.value(at: shipped)
  }

  /// Lays a file of the overlay over the shipped one, if there is one; throws ``Fault`` `schemaInvalid` or
  /// `fileUnreadable`.
  init(_ name: String, overlay: String, over shipped: String?) throws(Fault) {
    self.name = name
    path = overlay
    let base = try shipped.map(Self.value)
    do {
      let changes = try SchemaMerge(try Self.value(at: overlay), over: base)
      tree = changes.merged
      self.changes = changes
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.schemaInvalid, ["path": overlay, "reason": "\(error)"])
    }
  }

  /// Decodes strictly; throws ``Fault`` `schemaInvalid` with the file and the reason.
  func decoded<Schema: SchemaReadable>(as schema: Schema.Type = Schema.self) throws(Fault) -> Schema {
    do {
      return try Schema(from: SchemaNode(tree))
    } catch DecodingError.keyNotFound(let key, let context) {
      let place = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
      throw invalid("“\(place)” is missing")
    } catch DecodingError.dataCorrupted(let context) {
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw invalid("\(place) \(context.debugDescription)")
    } catch {
      throw invalid("\(error)")
    }
  }

  func invalid(_ reason: String) -> Fault {
    Fault(.schemaInvalid, ["path": path, "reason": reason])
  }

  private static func value(at path: String) throws(Fault) -> JSONValue {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(.fileUnreadable, ["path": path, "reason": "permission"])
    }
    if let value = JSONReader.value(of: Array(data)) { return value }
    do {
      // Our reader says only that something is wrong; this says where.
      _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    } catch {
      let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      throw Fault(.schemaInvalid, ["path": path, "reason": detail ?? "\(error)"])
    }
    throw Fault(
      .schemaInvalid, ["path": path, "reason": "a key stands twice in one object, or half of a surrogate pair"])
  }
}
