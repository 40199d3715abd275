package import Tabular

/// Which characters the far end has, and how bad another one is (規則99条 leaves the conversion to the centre).
package struct CharacterRule: Sendable, SchemaReadable, Hashable {
  package var set: CharacterRepertoire
  /// Whether a row with another character is refused; it is only warned about otherwise.
  package var isStrict: Bool

  private enum Otherwise: String, SchemaReadable, CaseIterable { case warning, error }

  enum CodingKeys: String, CodingKey, CaseIterable { case set, otherwise }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    set = try keys.decode(CharacterRepertoire.self, forKey: .set)
    isStrict = try keys.decodeIfPresent(Otherwise.self, forKey: .otherwise) == .error
  }
}
