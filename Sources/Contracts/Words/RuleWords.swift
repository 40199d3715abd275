package import Findings
package import Validation

/// Says a function's rules to people. A rule's own reason comes first; without one, its demand is put into words.
///
/// Japanese uses the columns' headings, English the fields' names.
package struct RuleWords: Sendable {
  let function: FunctionSchema
  let service: ServiceSchema
  private let isBrief: Bool

  /// - Parameter isBrief: leaves out the middle of long patterns, for readers who only want to know what they are about.
  package init(function: FunctionSchema, service: ServiceSchema, isBrief: Bool = false) {
    self.function = function
    self.service = service
    self.isBrief = isBrief
  }

  /// One rule as one sentence without a full stop.
  package func sentence(_ rule: RuleSchema, in language: Language) -> String {
    let condition = condition(of: rule, in: language)
    guard let reason = told(rule.because, of: blamed(by: rule), in: language) else {
      return condition + words(of: rule.demand, in: language)
    }
    let isTold = rule.when.merging(rule.unless, uniquingKeysWith: +).allSatisfy { field, values in
      let words = values.compactMap { function.field(named: field)?.bridge.meanings[$0]?.first }
      return mentions(rule.because, field)
        || words.contains { word in rule.because.values.contains { $0.contains(word) } }
    }
    return (isTold ? "" : condition) + reason
  }

  /// Both languages, for documents that have one place for words.
  func bilingual(_ rule: RuleSchema) -> String {
    "\(sentence(rule, in: .japanese)) / \(sentence(rule, in: .english))"
  }

  /// A rule against the vehicle's earlier reports.
  package func sentence(_ rule: KnownSchema, in language: Language) -> String {
    if let told = told(rule.because, of: [rule.blame ?? function.bridge.vehicle].compactMap { $0 }, in: language) {
      return told
    }
    let reports = rule.of.joined(separator: language.pick(ja: "・", en: ", "))
    switch rule.demand {
    case .compare(let field, let comparison, let known):
      let other = language.pick(ja: "先の報告（\(reports)）の\(known)", en: "\(known) of the latest \(reports)")
      return comparison.words(quoted(field, in: language), other, in: language)
    case .holds(let values):
      let wanted = values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.joined(separator: "/"))" }
      return language.pick(
        ja: "先の報告（\(reports)）が \(wanted.joined(separator: "、")) であること",
        en: "the latest \(reports) must have \(wanted.joined(separator: " and "))")
    case .equal(let values):
      let demanded = RuleSchema.Demand.equal(values)
      return language.pick(ja: "先の報告（\(reports)）があれば、", en: "after a \(reports): ") + words(of: demanded, in: language)
    }
  }

  /// A reason with the fields that it leaves out: “today or earlier” needs to be told of what.
  private func told(_ because: [Language: String], of fields: [String], in language: Language) -> String? {
    guard let reason = because[language] else { return nil }
    let isTold = fields.contains { mentions(because, $0) }
    return fields.isEmpty || isTold ? reason : list(fields, in: language) + language.pick(ja: "：", en: ": ") + reason
  }

  private func mentions(_ because: [Language: String], _ field: String) -> Bool {
    because.values.contains { $0.contains(name(field, in: .japanese)) || $0.contains(field) }
  }

  /// Whose offices may use the function.
  package func office(in language: Language) -> String {
    let roles = function.bridge.roles.compactMap { service.roles[$0] }
    let suffixes = roles.map(\.suffix)
    let names = function.bridge.roles.joined(separator: ", ")
    return language.pick(
      ja: "\(roles.map(\.title).joined(separator: "・"))（事業所コードの末尾2桁 \(suffixes.joined(separator: "・"))）",
      en: "\(names) (office codes that end in \(suffixes.joined(separator: ", ")))")
  }

  /// Whose offices may use the function, in both languages.
  var bilingualOffice: String { "\(office(in: .japanese)) / \(office(in: .english))" }

  /// The fields that a violation is shown at.
  private func blamed(by rule: RuleSchema) -> [String] {
    switch rule.demand {
    case .derive(let field, _), .compare(let field, _, _): [field]
    case .within(_, let to, _): [to]
    case .require(let fields, _), .forbid(let fields), .requireAny(let fields): fields
    case .match(let demanded), .equal(let demanded), .role(let demanded), .calendar(let demanded):
      inOrder(demanded).map(\.field)
    }
  }

  // MARK: Conditions

  private func condition(of rule: RuleSchema, in language: Language) -> String {
    let parts = [
      phrase(rule.when, in: language).map { language.pick(ja: "\($0)のとき、", en: "when \($0): ") },
      phrase(rule.unless, in: language).map { language.pick(ja: "\($0)のときを除き、", en: "unless \($0): ") },
    ]
    return parts.compactMap { $0 }.joined()
  }

  /// Values that fields must have, as half a sentence; `nil` for none.
  package func phrase(_ condition: Condition, in language: Language) -> String? {
    guard !condition.isEmpty else { return nil }
    let tests = condition.sorted { place($0.key) < place($1.key) }.map { field, values in
      let name = name(field, in: language)
      let filled = values.filter { !$0.isEmpty }.map { spoken($0, of: field, in: language) }
      let alternatives =
        filled + (filled.count == values.count ? [] : [language.pick(ja: "空", en: "empty")])
      return language.pick(
        ja: "「\(name)」が\(alternatives.joined(separator: "か"))",
        en: "\(name) is \(alternatives.joined(separator: " or "))")
    }
    return tests.joined(separator: language.pick(ja: "、", en: " and "))
  }

  // MARK: Demands

  private func words(of demand: RuleSchema.Demand, in language: Language) -> String {
    switch demand {
    case .derive(let field, let cases):
      return derivation(of: field, cases, in: language)
    case .require(let fields, let others):
      let needed = list(fields, in: language) + language.pick(ja: "は必須", en: " must be filled")
      guard !others.isEmpty else { return needed }
      return needed + language.pick(ja: "、それ以外では", en: "; otherwise ") + list(others, in: language)
        + language.pick(ja: "は空", en: " must be empty")
    case .forbid(let fields):
      return list(fields, in: language) + language.pick(ja: "は空", en: " must be empty")
    case .requireAny(let fields):
      let names = fields.map { quoted($0, in: language) }
      return language.pick(
        ja: names.joined(separator: "か") + "のどちらかが必要",
        en: "one of \(names.joined(separator: ", ")) must be filled")
    case .match(let patterns):
      return inOrder(patterns).map { field, pattern in
        quoted(field, in: language)
          + language.pick(ja: "の形式は \(shown(pattern))", en: " must match \(shown(pattern))")
      }.joined(separator: language.pick(ja: "、", en: " and "))
    case .compare(let field, let comparison, let other):
      return comparison.words(quoted(field, in: language), operand(other, in: language), in: language)
    case .equal(let values):
      return inOrder(values).map { field, value in
        let value = spoken(value, of: field, in: language)
        return quoted(field, in: language) + language.pick(ja: "は\(value)でなければならない", en: " must be \(value)")
      }.joined(separator: language.pick(ja: "、", en: " and "))
    case .role(let roles):
      return inOrder(roles).map { field, role in
        let suffix = service.roles[role]?.suffix ?? ""
        return quoted(field, in: language)
          + language.pick(
            ja: "は\(service.roles[role]?.title ?? role)の事業所コード（末尾\(suffix)）",
            en: " must be the office code of a \(role) (ends in \(suffix))")
      }.joined(separator: language.pick(ja: "、", en: " and "))
    case .within(let from, let to, let days):
      let (from, to) = (quoted(from, in: language), quoted(to, in: language))
      return language.pick(
        ja: "\(to)は\(from)以降で\(days)日以内", en: "\(to) must not be before \(from) nor more than \(days) days after it")
    case .calendar(let calendars):
      return inOrder(calendars).map { field, calendar in
        quoted(field, in: language)
          + language.pick(
            ja: "は設定の calendar にある `\(calendar)` の日",
            en: " must be one of the days that are configured as `\(calendar)`")
      }.joined(separator: language.pick(ja: "、", en: " and "))
    }
  }

  private func derivation(of field: String, _ cases: [RuleSchema.Case], in language: Language) -> String {
    let values = cases.map { item in
      let value = spoken(item.value, of: field, in: language)
      guard !item.match.isEmpty else { return language.pick(ja: "それ以外は\(value)", en: "\(value) otherwise") }
      let tests = inOrder(item.match).map { field, pattern in
        quoted(field, in: language) + language.pick(ja: "が \(shown(pattern))", en: " matches \(shown(pattern))")
      }.joined(separator: language.pick(ja: "、", en: " and "))
      return language.pick(ja: "\(tests) なら\(value)", en: "\(value) where \(tests)")
    }.joined(separator: language.pick(ja: "、", en: ", "))
    return language.pick(
      ja: "\(quoted(field, in: language))が空なら自動で入る：\(values)",
      en: "\(quoted(field, in: language)), if empty, is filled with \(values)")
  }

  private func shown(_ pattern: String) -> String {
    isBrief && pattern.count > 40 ? "`\(pattern.prefix(8))…\(pattern.suffix(12))`" : "`\(pattern)`"
  }

  private func operand(_ other: String, in language: Language) -> String {
    switch other {
    case "today": language.pick(ja: "今日", en: "today")
    case "tomorrow": language.pick(ja: "翌日", en: "tomorrow")
    default: quoted(other, in: language)
    }
  }

  // MARK: Names and values

  private func name(_ field: String, in language: Language) -> String {
    language.pick(ja: function.field(named: field)?.title ?? field, en: field)
  }

  private func quoted(_ field: String, in language: Language) -> String {
    language.pick(ja: "「\(name(field, in: language))」", en: field)
  }

  private func list(_ fields: [String], in language: Language) -> String {
    fields.map { quoted($0, in: language) }.joined(separator: language.pick(ja: "", en: ", "))
  }

  private func spoken(_ value: String, of field: String, in language: Language) -> String {
    guard let word = function.field(named: field)?.bridge.meanings[value]?.first, word != value else { return value }
    return language.pick(ja: "\(value)（\(word)）", en: "\(value) (\(word))")
  }

  private func place(_ field: String) -> Int {
    function.fields.firstIndex { $0.name == field } ?? .max
  }

  /// The fields of a demand in the function's order.
  private func inOrder(_ demands: [String: String]) -> [(field: String, demand: String)] {
    demands.sorted { place($0.key) < place($1.key) }.map { ($0.key, $0.value) }
  }
}

extension RuleSchema.Comparison {
  func words(_ left: String, _ right: String, in language: Language) -> String {
    switch self {
    case .notAfter: language.pick(ja: "\(left)は\(right)以前", en: "\(left) must not be after \(right)")
    case .notBefore: language.pick(ja: "\(left)は\(right)以降", en: "\(left) must not be before \(right)")
    case .notEqual: language.pick(ja: "\(left)は\(right)と異なる", en: "\(left) must differ from \(right)")
    }
  }
}
