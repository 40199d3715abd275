import Findings
import Validation

/// One function's part of the field reference.
struct FunctionSection {
  let function: FunctionSchema
  let service: ServiceSchema

  private var bridge: FunctionSchema.Bridge { function.bridge }
  private var words: RuleWords { RuleWords(function: function, service: service) }

  var lines: [String] {
    var lines = [
      "<a id=\"\(function.name)\"></a>", "", "## \(bridge.number) \(function.title)", "", "`\(function.name)`", "",
    ]
    lines += MarkdownTable(["", ""]).lines(facts.filter { !$0[1].isEmpty }) + [""]
    lines += columns
    let rules = bridge.rules.map {
      "- \($0.id) \(words.sentence($0, in: .japanese))  \n  \(words.sentence($0, in: .english))"
    }
    if !rules.isEmpty { lines += ["", "**規則 Rules**", ""] + rules }
    let known = bridge.known.map {
      "- \($0.id) \(words.sentence($0, in: .japanese))  \n  \(words.sentence($0, in: .english))  \n  "
        + "← \($0.of.map { "`\($0)`" }.joined(separator: " "))"
    }
    if !known.isEmpty { lines += ["", "**先の報告との規則 Rules against earlier reports**", ""] + known }
    let gates = zip(words.gates(in: .japanese), words.gates(in: .english)).map { "- \($0)  \n  \($1)" }
    if !gates.isEmpty { lines += ["", "**送る前の照会 Checks before sending**", ""] + gates }
    lines += confirmation + answer
    return lines
  }

  // MARK: Facts

  private var facts: [[String]] {
    [
      ["種別 Kind", bridge.kind.rawValue + (bridge.irreversible ? "（取り消せない / can't be taken back）" : "")],
      ["事業者 Roles", roles],
      ["利用登録 Profiles", bridge.profiles.compactMap { service.profiles[$0]?.title }.joined(separator: "、")],
      ["コンソーシアム Consortium", bridge.consortium ? "参加者だけ / members only" : ""],
      ["時間 Hours", service.hours[bridge.hours].map { "\($0.opens)–\($0.closes) JST" } ?? ""],
      ["1リクエスト One request", bridge.unit == .none ? "" : bridge.unit.rawValue],
      ["期限 Deadline", bridge.deadline.map(told) ?? ""],
      ["根拠 Statute", bridge.statute],
      ["順序 Order", order],
      ["同じ報告 Key", key],
      ["フォルダー Folders", ([function.name] + bridge.aliases).map { "`\($0)`" }.joined(separator: " ")],
      ["送信先 Request", "`\(bridge.request.method) \(bridge.request.path)`" + (bridge.assumed ? "（仮定 / assumed）" : "")],
    ]
  }

  private var roles: String {
    bridge.roles.compactMap { role in
      service.roles[role].map { "\($0.title)（`\(role)`、末尾 \($0.suffix)）" }
    }.joined(separator: "、")
  }

  private func told(_ deadline: FunctionSchema.Deadline) -> String {
    let from = function.field(named: deadline.from)?.title ?? deadline.from
    return "「\(from)」から\(deadline.days)日 / \(deadline.days) days after `\(deadline.from)`（\(deadline.source)）"
  }

  private var order: String {
    guard bridge.order.rank > 0 else { return "" }
    let feeds = bridge.order.feeds.map { feed in
      let condition = words.phrase(feed.when, in: .english).map { ", when \($0)" } ?? ""
      return "feeds \(feed.thread) (\(feed.name.joined(separator: ", "))\(condition))"
    }
    let awaits = bridge.order.awaits.map { thread in
      "awaits \(thread.thread) (\(thread.name.joined(separator: ", "))) until \(thread.until.rawValue)"
    }
    return (["process \(bridge.order.process), rank \(bridge.order.rank)"] + feeds + awaits).joined(separator: "; ")
  }

  private var key: String {
    guard let key = bridge.key else { return "" }
    let fields = key.fields.map { "`\($0)`" + (key.optional.contains($0) ? "（空も可 / may be empty）" : "") }
    let sequence: [String] =
      switch key.sequence {
      case .counts(let functions)?: ["回数 / count of " + functions.map { "`\($0)`" }.joined(separator: " ")]
      case .follows(let functions)?: ["1 + 受理数 / accepted " + functions.map { "`\($0)`" }.joined(separator: " ")]
      case nil: []
      }
    return (fields + sequence).joined(separator: " + ") + (key.scope.map { "（scope `\($0)`）" } ?? "")
  }

  // MARK: Columns

  private var columns: [String] {
    let header = ["列名 Column", "別名 Labels", "名前 Name", "必須", "形 Shape", "値 Values", "例 Example", "出典 Source"]
    return MarkdownTable(header).lines(
      function.columns.map { field in
        let words = FieldWords(field)
        let pattern = field.codes == nil ? field.constraints.pattern.map { "`\($0)`" } : nil
        return [
          field.title, field.bridge.labels.joined(separator: "、"), name(of: field),
          field.constraints.required ? "●" : "", "\(words.shape(in: .japanese)) / \(words.shape(in: .english))",
          words.choices.isEmpty ? pattern ?? "" : words.choices.joined(separator: "<br>"),
          field.example ?? "", field.bridge.source,
        ]
      })
  }

  private func name(of field: FieldSchema) -> String {
    let wire = field.wireName == field.name ? "" : "<br>送信名 `\(field.wireName)`"
    let reference = field.bridge.reference == nil ? "" : "<br>荷姿参照 / reference `@…`"
    return "`\(field.name)`" + wire + reference + (field.bridge.isSent ? "" : "<br>送信しない / not sent")
  }

  // MARK: Answers

  private var confirmation: [String] {
    guard let told = words.confirmation(in: .japanese), let english = words.confirmation(in: .english) else {
      return []
    }
    return ["", "**結果不明 In doubt**", "", "\(told)  ", "\(english)"]
  }

  private var answer: [String] {
    let answer = bridge.answer
    let ours = [
      ("移動報告番号", answer.receipt), ("荷姿番号", answer.package), ("受付日時", answer.acceptedAt),
      ("次報告目安期限", answer.deadline),
    ]
    let list = answer.list.map { list in list.columns.map { row($0, below: list.member + "[]/") } } ?? []
    let rows =
      ours.compactMap { title, member in member.map { [title, "`\($0)`", ""] } }
      + answer.columns.map { row($0, below: "") } + list
    guard !rows.isEmpty else { return [] }
    return ["", "**結果ファイル Result file**", ""]
      + MarkdownTable(["列 Column", "回答 Member", "値 Values"]).lines(rows)
  }

  private func row(_ column: FunctionSchema.Column, below path: String) -> [String] {
    let codes = column.meanings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [column.title, "`\(path)\(column.name)`", codes.joined(separator: "<br>")]
  }
}
