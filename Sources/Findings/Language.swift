/// A language that the bridge speaks to people in.
package enum Language: String, Sendable, CaseIterable, Codable {
  case japanese = "ja"
  case english = "en"

  /// Picks the one of two wordings that belongs to this language.
  package func pick<Words>(ja: Words, en: Words) -> Words {
    self == .japanese ? ja : en
  }
}
