import Contracts
import Findings
import Validation

/// Shows one function to a person, in at most a hundred terminal cells.
struct FunctionPrinter {
  static let width = 100

  let function: FunctionSchema
  let service: ServiceSchema
  let language: Language

  private var bridge: FunctionSchema.Bridge { function.bridge }
  private var words: RuleWords { RuleWords(function: function, service: service, isBrief: true) }
  private var output: Terminal { Terminal.output }

  func show() {
    output.line(output.styled("\(bridge.number) \(function.name)", .bold) + "  " + function.title)
    for (label, value) in facts where !value.isEmpty { show(label, value) }
    if bridge.irreversible {
      output.line(
        "  " + output.styled(language.pick(ja: "取り消せない報告です", en: "this report can't be taken back"), .yellow))
    }
    showColumns()
    show(language.pick(ja: "規則", en: "Rules"), bridge.rules.map { "\($0.id) \(words.sentence($0, in: language))" })
    show(
      language.pick(ja: "先の報告との規則", en: "Rules against earlier reports"),
      bridge.known.map { "\($0.id) \(words.sentence($0, in: language))" })
    show(language.pick(ja: "送る前の照会", en: "Checked before sending"), words.gates(in: language))
    show(language.pick(ja: "結果不明のとき", en: "In doubt"), [words.confirmation(in: language)].compactMap { $0 })
    show(language.pick(ja: "結果ファイルに加わる列", en: "Columns that the result file adds"), [answers].filter { !$0.isEmpty })
    output.line()
    for line in hint.wrapped(to: Self.width, indent: 2) { output.line(output.styled(line, .dim)) }
  }

  // MARK: Facts

  private var facts: [(String, String)] {
    [
      (language.pick(ja: "種別", en: "kind"), kind),
      (language.pick(ja: "事業者", en: "roles"), words.office(in: language)),
      (
        language.pick(ja: "利用登録", en: "profiles"),
        bridge.profiles.map { language.pick(ja: service.profiles[$0]?.title ?? $0, en: $0) }.joined(separator: "、")
      ),
      (
        language.pick(ja: "参加者", en: "members"),
        bridge.consortium
          ? language.pick(ja: "資源回収インセンティブコンソーシアムの参加者だけ", en: "of the incentive consortium only") : ""
      ),
      (
        language.pick(ja: "受付時間", en: "hours"),
        service.hours[bridge.hours].map { "\($0.opens)–\($0.closes) JST" } ?? ""
      ),
      (language.pick(ja: "期限", en: "deadline"), bridge.deadline.map(told) ?? ""),
      (language.pick(ja: "根拠", en: "statute"), bridge.statute),
      (
        language.pick(ja: "フォルダー", en: "folders"),
        ([function.name] + bridge.aliases).joined(separator: language.pick(ja: "、", en: ", "))
      ),
    ]
  }

  private var kind: String {
    let kind =
      switch bridge.kind {
      case .authentication: language.pick(ja: "認証", en: "gives the token")
      case .inquiry: language.pick(ja: "照会", en: "inquiry")
      case .report: language.pick(ja: "報告", en: "report")
      }
    let unit: String? =
      switch bridge.unit {
      case .none: nil
      case .vehicle: language.pick(ja: "1台ごとに1回送る", en: "one request for each vehicle")
      case .package: language.pick(ja: "1荷姿ごとに1回送る", en: "one request for each package")
      case .truck: language.pick(ja: "運搬車1台ごとに1回送る", en: "one request for each truck")
      case .list: language.pick(ja: "答えは一覧", en: "answers with a list")
      }
    return kind + (unit.map { language.pick(ja: "、\($0)", en: ", \($0)") } ?? "")
  }

  private func told(_ deadline: FunctionSchema.Deadline) -> String {
    let from = function.field(named: deadline.from)?.title ?? deadline.from
    return language.pick(
      ja: "\(from)から\(deadline.days)日（\(deadline.source)）",
      en: "\(deadline.days) days after \(from) (\(deadline.source))")
  }

  private func show(_ label: String, _ value: String) {
    let gap = String(repeating: " ", count: max(1, 11 - label.displayWidth))
    for line in (label + gap + value).wrapped(to: Self.width, indent: 2) { output.line(line) }
  }

  private func show(_ heading: String, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    output.line()
    output.line(output.styled(heading, .bold))
    for line in lines.flatMap({ $0.wrapped(to: Self.width, indent: 2) }) { output.line(line) }
  }

  // MARK: Columns

  private func showColumns() {
    var table = TextTable(
      header: language.pick(ja: ["列名", "必須", "形", "例"], en: ["Column", "Needed", "Shape", "Example"]))
    for field in function.columns {
      table.rows.append([
        field.title, mark(field), FieldWords(field).shape(in: language), field.example ?? "",
      ])
    }
    output.line()
    let lines = table.lines()
    for line in lines.prefix(2) { output.line("  " + line) }
    for (field, line) in zip(function.columns, lines.dropFirst(2)) {
      output.line("  " + line)
      for detail in details(of: field).flatMap({ $0.wrapped(to: Self.width, indent: 6) }) {
        output.line(output.styled(detail, .dim))
      }
    }
    output.line(
      "  " + language.pick(ja: "● 必須　○ 条件によって必須（規則を参照）", en: "● always  ○ depending on other columns, see the rules"))
  }

  private func mark(_ field: FieldSchema) -> String {
    switch function.need(of: field) {
    case .always: "●"
    case .sometimes: "○"
    case .never: ""
    }
  }

  private func details(of field: FieldSchema) -> [String] {
    let words = FieldWords(field)
    let separator = language.pick(ja: "、", en: ", ")
    let names =
      language.pick(ja: "別名 ", en: "also ") + ([field.name] + field.bridge.labels).joined(separator: separator)
    let notes = [
      field.bridge.isSent ? nil : language.pick(ja: "手元の確認用で、送らない", en: "checked here, never sent"),
      field.bridge.reference.map { reference in
        switch reference {
        case .define: language.pick(ja: "作る荷姿に付ける名前（@A など）", en: "a name for the package that is made, @A")
        case .use: language.pick(ja: "番号の代わりに荷姿参照（@A など）でもよい", en: "may be a reference (@A) in place of the number")
        }
      },
    ]
    return [names] + (words.choices.isEmpty ? [] : [words.choices.joined(separator: "  ")]) + notes.compactMap { $0 }
  }

  // MARK: The rest

  private var answers: String {
    let answer = bridge.answer
    let ours: [(title: String, member: String?)] = [
      ("移動報告番号", answer.receipt), ("荷姿番号", answer.package), ("受付日時", answer.acceptedAt),
      ("次報告目安期限", answer.deadline),
    ]
    let further = (answer.columns + (answer.list?.columns ?? [])).map(\.title)
    return (ours.filter { $0.member != nil }.map(\.title) + further).joined(separator: language.pick(ja: "、", en: ", "))
  }

  private var hint: String {
    guard bridge.kind != .authentication else { return "" }
    return language.pick(
      ja: "空の様式：elvbridge functions \(bridge.number) --template xlsx",
      en: "An empty form: elvbridge functions \(bridge.number) --template xlsx")
  }
}
