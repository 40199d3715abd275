package import Delivery
package import Findings
package import Ledger
package import Validation

/// Our columns of a result or error file, to the right of theirs (PRODUCT, "Beside …").
struct RowWords: Sendable {
  private let catalogue: Catalogue
  private let function: FunctionSchema
  private let language: Language
  /// The file's own headings by field.
  private let labels: [String: String]
  /// The file's own columns by field.
  private let columns: [String: Int]
  /// Told of a row that merely waits, while the service is closed.
  private let closed: Finding?

  init(
    catalogue: Catalogue, function: FunctionSchema, header: [String], language: Language, closed: Finding? = nil
  ) {
    self.closed = closed
    self.catalogue = catalogue
    self.function = function
    self.language = language
    let match = HeaderMatcher(function: function).match(
      header, ownColumns: OutputNames.ownColumns(in: header), at: Location(record: 1, line: 1, byteOffset: 0))
    var columns: [String: Int] = [:]
    for (field, column) in zip(function.fields, match.columnOfField) { columns[field.name] = column }
    self.columns = columns
    labels = columns.mapValues { header[$0] }
  }

  /// Headings are Japanese in every language: they are names that people and programs look for.
  static let titles = [
    "行番号", "処理結果", "項目", "コード", "内容", "移動報告番号", "荷姿番号", "受付日時", "次報告目安期限", "台帳ID",
  ]

  var titles: [String] {
    let answer = function.bridge.answer
    return Self.titles + (answer.columns + (answer.list?.columns ?? [])).map(\.title)
  }

  /// What is said of a row, in the words of the file.
  func told(of row: RowRecord) -> [Finding] {
    (row.needsPerson ? row.blamingFindings : row.findings + row.fate.findings).map(inTheirWords)
  }

  /// The wrong cells of a row by column, and what is wrong with each.
  func wrongCells(of told: [Finding]) -> [Int: String] {
    var messages: [Int: String] = [:]
    for finding in told where finding.severity == .error {
      guard let column = finding.field.flatMap({ columns[$0] }) else { continue }
      let message = finding.codeAndSentence(in: language)
      messages[column] = messages[column].map { $0 + "\n" + message } ?? message
    }
    return messages
  }

  /// Our columns of a row.
  ///
  /// - Parameter said: those of a row of which the same was said, whose sentences need not be made again.
  func cells(of row: RowRecord, told: [Finding], said: [String]? = nil) -> [String] {
    let answers = function.answers(in: row.fate.receipt)
    var cells = [String(row.location.record), row.fate.word.title(in: language)]
    if let said {
      cells += said[Self.saying]
    } else {
      let sentences = told.map { $0.sentence(in: language) }
      cells += [
        Self.joined(told.compactMap { $0.label ?? $0.field }), Self.joined(told.map(\.shownCode)),
        sentences.joined(separator: " / "),
      ]
    }
    return cells + answers.common + [row.ledgerID] + answers.own
  }

  /// The places of 項目, コード and 内容 among our columns.
  private static let saying = 2..<5
  /// The places of what every function's answer may hold.
  fileprivate static let answering = 5..<9

  /// The finding as the writer of the file knows things: by the file's own headings, and by the names of functions.
  private func inTheirWords(_ finding: Finding) -> Finding {
    var told = finding.code == .waiting ? closed ?? finding : finding
    told.label = finding.field.flatMap { labels[$0] } ?? finding.label
    if language == .japanese, let named = finding.facts["function"].flatMap(catalogue.function(named:)) {
      told.facts["function"] = named.title
    }
    return told
  }

  private static func joined(_ words: [String]) -> String {
    if words.count < 2 { return words.first ?? "" }
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: " / ")
  }
}

extension FunctionSchema {
  /// What the service answered: what every function's answer may hold, in the order of ``RowWords/titles``, and its own
  /// columns, with their meanings; empty where it said nothing.
  func answers(in receipt: Receipt?) -> (common: [String], own: [String]) {
    let shape = bridge.answer
    func column(_ name: String?) -> String { name.flatMap { receipt?.columns[$0] } ?? "" }
    let own = shape.columns.map { extra in
      let value = column(extra.name)
      return extra.meanings[value] ?? value
    }
    return ([receipt?.number ?? "", column(shape.package), receipt?.acceptedAt ?? "", column(shape.deadline)], own)
  }

  /// What the service answered, under the headings of our columns; nothing of what it left open.
  package func titledAnswers(in receipt: Receipt) -> [(title: String, value: String)] {
    let answers = answers(in: receipt)
    let titles = RowWords.titles[RowWords.answering] + bridge.answer.columns.map(\.title)
    return zip(titles, answers.common + answers.own).filter { !$1.isEmpty }.map { (title: $0, value: $1) }
  }
}

extension RowRecord {
  package var fateWord: FateWord { fate.word }

  /// What the delivery has to say about the row; what checking found stands in ``findings``.
  package var deliveryFindings: [Finding] { fate.findings }

  /// Whether a person must look: such rows stand in the error file.
  package var needsPerson: Bool {
    switch fate {
    case .invalid, .rejected, .inDoubt: true
    case .accepted, .held, .alreadyDone: false
    }
  }

  /// What a person must do something about.
  package var blamingFindings: [Finding] {
    let all = findings + fate.findings
    let blamed = Set(all.filter { $0.severity == .error }.map(\.field))
    // A repair of a field that is wrong all the same belongs to the story: why is a filled date missing?
    let told = all.filter { $0.severity == .error || ($0.severity == .warning && blamed.contains($0.field)) }
    return blamed.isEmpty ? all.filter { $0.severity != .note } : told
  }
}

extension Finding {
  /// The code as people see it: the service's codes pass through untouched, ours stand for everything else.
  package var shownCode: String {
    code == .serviceRefused || code == .serviceRemark ? facts["code"] ?? code.rawValue : code.rawValue
  }

  package func codeAndSentence(in language: Language) -> String { "\(shownCode) \(sentence(in: language))" }
}

/// 処理結果: what became of a row, in one word.
package enum FateWord: String, Sendable, CaseIterable {
  case accepted, invalid, rejected, held, inDoubt, alreadyDone

  package func title(in language: Language) -> String {
    switch self {
    case .accepted: language.pick(ja: "受理", en: "accepted")
    case .invalid: language.pick(ja: "不備", en: "invalid")
    case .rejected: language.pick(ja: "拒否", en: "rejected")
    case .held: language.pick(ja: "保留", en: "held")
    case .inDoubt: language.pick(ja: "結果不明", en: "in doubt")
    case .alreadyDone: language.pick(ja: "処理済", en: "already done")
    }
  }
}

extension RowRecord.Fate {
  var word: FateWord {
    switch self {
    case .accepted: .accepted
    case .invalid: .invalid
    case .rejected: .rejected
    case .held: .held
    case .inDoubt: .inDoubt
    case .alreadyDone: .alreadyDone
    }
  }

  var receipt: Receipt? {
    switch self {
    case .accepted(let receipt), .alreadyDone(let receipt, at: _): receipt
    default: nil
    }
  }

  /// What the delivery has to say about the row.
  var findings: [Finding] {
    switch self {
    case .accepted(let receipt): receipt.findings
    case .invalid: []
    case .rejected(let findings): findings
    case .held(let finding), .inDoubt(let finding): finding.map { [$0] } ?? []
    case .alreadyDone(let receipt, at: let moment):
      [Finding(.alreadyAccepted, facts: ["when": moment.clockTime, "receipt": receipt.number ?? "–"])]
    }
  }
}
