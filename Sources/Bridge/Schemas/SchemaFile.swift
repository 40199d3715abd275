import Delivery
import Findings
import Foundation

/// One schema as it is in force: the shipped file, with the overlay's file of the same name laid over it.
struct SchemaFile: Sendable {
  /// `service.json`, `08-collection-report.json`.
  var name: String
  var content: Data
  /// The file to correct when the schema is wrong: the overlay's, where it has one.
  var path: String
  /// What the overlay changed.
  var changes: SchemaMerge?

  static let service = "service.json"

  /// Reads a file of either folder or both; throws ``Fault`` `schemaInvalid` or `fileUnreadable`.
  init(named name: String, shipped: String?, overlay: String?) throws(Fault) {
    self.name = name
    path = overlay ?? shipped ?? name
    let content = try shipped.map(Self.bytes)
    guard let overlay else {
      self.content = content ?? Data()
      return
    }
    let base = try shipped.map(Self.value)
    do {
      let changes = try SchemaMerge(try Self.value(at: overlay), over: base)
      self.content = try JSONEncoder().encode(changes.merged)
      self.changes = changes
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.schemaInvalid, ["path": overlay, "reason": "\(error)"])
    }
  }

  /// The schema as a tree; throws ``Fault`` `schemaInvalid` where it is no JSON.
  func tree() throws(Fault) -> JSONValue {
    if let changes { return changes.merged }
    return try Self.value(content, at: path)
  }

  /// Decodes strictly; throws ``Fault`` `schemaInvalid` with the file and the reason.
  func decoded<Schema: Decodable>(as schema: Schema.Type = Schema.self) throws(Fault) -> Schema {
    do {
      return try JSONDecoder().decode(Schema.self, from: content)
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
    try value(try bytes(at: path), at: path)
  }

  private static func value(_ bytes: Data, at path: String) throws(Fault) -> JSONValue {
    do {
      // JSONDecoder says only that something is wrong; this says where.
      _ = try JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)
      return try JSONDecoder().decode(JSONValue.self, from: bytes)
    } catch {
      let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      throw Fault(.schemaInvalid, ["path": path, "reason": detail ?? "\(error)"])
    }
  }

  private static func bytes(at path: String) throws(Fault) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(.fileUnreadable, ["path": path, "reason": "permission"])
    }
    return data
  }
}
