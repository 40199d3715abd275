/// The wording of one code: its name, what is wrong and what to do, in both languages.
///
/// `{name}` stands for a fact of the finding; a fact that is missing leaves an ellipsis, so that the general wording that
/// `elvbridge explain` prints reads naturally.
package struct Words: Sendable {
  package var name: String
  package var what: [Language: String]
  package var remedy: [Language: String]

  init(_ name: String, ja: String, _ jaRemedy: String, en: String, _ enRemedy: String) {
    self.name = name
    self.what = [.japanese: ja, .english: en]
    self.remedy = [.japanese: jaRemedy, .english: enRemedy]
  }

  /// What is wrong and what to do, as one text for one cell of an error file.
  package func sentence(in language: Language, facts: [String: String] = [:]) -> String {
    let what = fill(what[language] ?? "", with: facts, in: language)
    let remedy = fill(remedy[language] ?? "", with: facts, in: language)
    return remedy.isEmpty ? what : language.pick(ja: what + remedy, en: what + " " + remedy)
  }

  /// The wording without the facts of any one finding, as `elvbridge explain` shows it.
  package func general(_ text: [Language: String], in language: Language) -> String {
    fill(text[language] ?? "", with: [:], in: language)
  }

  /// A fact that reads differently in each language is given twice, as `expected.ja` and `expected.en`.
  private func fill(_ text: String, with facts: [String: String], in language: Language) -> String {
    var filled = ""
    var rest = Substring(text)
    // Bytes are quicker to look at than characters, and braces are bytes of their own.
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      filled += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      filled += facts["\(name).\(language.rawValue)"] ?? facts[name] ?? "…"
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
