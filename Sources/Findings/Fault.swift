/// Something that the world did to us: thrown, told once where it is handled, and never decided on by its text.
package struct Fault: Error, Sendable, Hashable {
  package var code: FindingCode
  /// What the wording of the code refers to as `{name}`.
  package var facts: [String: String]

  package init(_ code: FindingCode, _ facts: [String: String] = [:]) {
    self.code = code
    self.facts = facts
  }

  package func sentence(in language: Language) -> String {
    code.words.sentence(in: language, facts: facts)
  }
}

extension Fault: CustomStringConvertible {
  package var description: String { "\(code.rawValue) \(code.name): \(sentence(in: .english))" }
}
