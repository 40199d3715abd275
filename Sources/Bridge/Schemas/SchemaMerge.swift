import Validation

/// One file of the private overlay, laid over the shipped file with the same name; values in, values out.
///
/// Objects are merged key by key, and the list `fields` by the `name` of its members: a new name is appended. Everything
/// else is replaced; `null` takes a key away. A new file is laid over an empty object.
struct SchemaMerge: Sendable {
  private(set) var merged: JSONValue = .null
  /// The places in the file whose values the overlay gave or took away, as JSON pointers (RFC 6901) and in order.
  private(set) var places: [String] = []

  /// Throws ``OverlayRefusal`` where the overlay takes away what is not there, or a field has no name.
  init(_ overlay: JSONValue, over shipped: JSONValue?) throws(OverlayRefusal) {
    guard case .object = overlay else { throw OverlayRefusal(place: "", reason: "the file is not a JSON object") }
    merged = try merge(overlay, over: shipped, at: "")
  }

  private mutating func merge(
    _ overlay: JSONValue, over shipped: JSONValue?, at place: String
  ) throws(OverlayRefusal) -> JSONValue {
    switch (overlay, shipped) {
    case (.object(let changes), _) where !changes.isEmpty:
      return .object(try merge(changes, over: shipped?.members ?? [:], at: place))
    case (.object, .object(let members)?): return .object(members)
    case (.array(let changes), _) where place == "/fields":
      return .array(try merge(changes, over: shipped?.elements ?? [], at: place))
    default:
      places.append(place)
      return overlay
    }
  }

  private mutating func merge(
    _ changes: [String: JSONValue], over shipped: [String: JSONValue], at place: String
  ) throws(OverlayRefusal) -> [String: JSONValue] {
    var members = shipped
    for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
      let inner = place + "/" + Self.escaped(key)
      if value != .null {
        members[key] = try merge(value, over: shipped[key], at: inner)
      } else if members.removeValue(forKey: key) != nil {
        places.append(inner)
      } else {
        // A misspelt key that takes nothing away would look as if it did.
        throw OverlayRefusal(place: inner, reason: "there is nothing to take away")
      }
    }
    return members
  }

  private mutating func merge(
    _ changes: [JSONValue], over shipped: [JSONValue], at place: String
  ) throws(OverlayRefusal) -> [JSONValue] {
    var fields = shipped
    for (position, change) in changes.enumerated() {
      guard var members = change.members, let name = members["name"]?.text else {
        throw OverlayRefusal(place: "\(place)/\(position)", reason: "a field is found by its “name”, which is missing")
      }
      if let index = fields.firstIndex(where: { $0[path: "name"]?.text == name }) {
        // The name was how it was found; nothing was given by it.
        members["name"] = nil
        fields[index] = try merge(.object(members), over: fields[index], at: "\(place)/\(index)")
      } else {
        fields.append(try merge(change, over: nil, at: "\(place)/\(fields.count)"))
      }
    }
    return fields
  }

  /// A key as a part of a JSON pointer.
  private static func escaped(_ key: String) -> String {
    key.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}

/// Why a file of the overlay can't be laid over anything.
struct OverlayRefusal: Error, CustomStringConvertible {
  /// A JSON pointer into the overlay's file.
  var place: String
  var reason: String

  var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}

extension JSONValue {
  fileprivate var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }
}
