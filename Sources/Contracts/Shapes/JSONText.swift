import Foundation

/// A JSON object under construction; holds JSON types only.
typealias JSONObject = [String: Any]

extension JSONObject {
  /// The object as a file: UTF-8, indented, keys sorted so that two runs write the same bytes, a line feed at the end.
  var fileBytes: [UInt8] {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: self, options: options) else {
      preconditionFailure("a contract is built of JSON types only")
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}

/// The shape of a JSON object whose members are named by paths: `certificate/carName` stands in the object `certificate`.
struct ObjectShape {
  private var members: [String: JSONObject] = [:]
  private var inner: [String: ObjectShape] = [:]
  private var required: Set<String> = []

  /// Adds a member; an object on its path is required when what is in it is.
  mutating func add(_ path: String, _ shape: JSONObject, required isRequired: Bool = false) {
    let names = path.split(separator: "/").map(String.init)
    guard let first = names.first else { return }
    if isRequired { required.insert(first) }
    if names.count == 1 {
      members[first] = shape
    } else {
      inner[first, default: ObjectShape()].add(
        names.dropFirst().joined(separator: "/"), shape, required: isRequired)
    }
  }

  /// An open object: what the service says beyond its contract breaks nothing. What is not required may be null.
  var schema: JSONObject {
    var properties: JSONObject = members
    for (name, shape) in inner {
      var schema = shape.schema
      if !required.contains(name) { schema["type"] = ["object", "null"] }
      properties[name] = schema
    }
    var schema: JSONObject = ["type": "object", "properties": properties]
    if !required.isEmpty { schema["required"] = required.sorted() }
    return schema
  }
}
