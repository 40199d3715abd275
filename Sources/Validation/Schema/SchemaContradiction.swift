/// A schema that can be read but can't hold: two statements that exclude each other, or one that says nothing.
package struct SchemaContradiction: Error, Sendable, CustomStringConvertible {
  /// The function, or the service itself.
  package var schema: String
  /// The field or the rule, where one is concerned.
  package var place: String?
  package var reason: String

  package var description: String { "\(schema)\(place.map { ".\($0)" } ?? ""): \(reason)" }
}
