package import Findings
package import Validation

/// Says what a field may hold to people.
package struct FieldWords: Sendable {
  let field: FieldSchema

  package init(_ field: FieldSchema) {
    self.field = field
  }

  /// Kind and size of the value, without choices and pattern: 12桁の数字, at most 60 characters.
  package func shape(in language: Language) -> String {
    let constraints = field.constraints
    var parts: [String] = []
    switch field.type {
    case .date: parts.append(language.pick(ja: "日付", en: "date"))
    case .boolean: parts.append(language.pick(ja: "1か0", en: "1 or 0"))
    case .integer: parts.append(language.pick(ja: "整数", en: "whole number"))
    case .number: parts.append(language.pick(ja: "数値", en: "number"))
    case .string where field.codes != nil: parts.append(language.pick(ja: "コード", en: "code"))
    case .string: parts.append(size(in: language))
    }
    switch (constraints.minimum.map(plain), constraints.maximum.map(plain)) {
    case (let low?, let high?): parts.append("\(low)–\(high)")
    case (let low?, nil): parts.append("≥ \(low)")
    case (nil, let high?): parts.append("≤ \(high)")
    case (nil, nil): break
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func size(in language: Language) -> String {
    let isDigits = field.constraints.pattern.map { $0.hasPrefix("^[0-9]{") && $0.dropFirst(7).allSatisfy(isCount) }
    let unit = isDigits == true ? language.pick(ja: "桁", en: "digits") : language.pick(ja: "文字", en: "characters")
    switch (field.constraints.minLength, field.constraints.maxLength) {
    case (let low?, let high?) where low == high: return language.pick(ja: "\(low)\(unit)", en: "\(low) \(unit)")
    case (let low?, let high?): return language.pick(ja: "\(low)–\(high)\(unit)", en: "\(low)–\(high) \(unit)")
    case (nil, let high?): return language.pick(ja: "\(high)\(unit)以内", en: "up to \(high) \(unit)")
    case (let low?, nil): return language.pick(ja: "\(low)\(unit)以上", en: "at least \(low) \(unit)")
    case (nil, nil): return language.pick(ja: "文字", en: "text")
    }
  }

  /// Each code with the words that stand for it: `1=有`, `2=HFC・R134a`.
  package var choices: [String] {
    (field.codes ?? []).map { code in
      let words = (field.bridge.meanings[code] ?? []).filter { $0 != code }
      return words.isEmpty ? code : "\(code)=\(words.joined(separator: "・"))"
    }
  }
}

/// Whether the character may stand in the count of a pattern like `^[0-9]{10,11}$`.
private func isCount(_ character: Character) -> Bool {
  character.isASCII && (character.isNumber || ",}$".contains(character))
}
