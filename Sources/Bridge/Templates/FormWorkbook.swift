import Contracts
import Findings
import Validation

/// What an empty form looks like in a spreadsheet.
///
/// Every cell of a column is text, so that leading zeros and long numbers survive typing; choices are offered as the words
/// that we read. The second sheet tells what belongs into each column.
struct FormWorkbook {
  let function: FunctionSchema
  let service: ServiceSchema
  let language: Language

  /// Throws ``Fault`` `writeFailed`.
  func bytes() throws(Fault) -> [UInt8] {
    var workbook = try Workbook()
    try fillForm(&workbook)
    try fillNotes(&workbook)
    return try workbook.close()
  }

  private func fillForm(_ workbook: inout Workbook) throws(Fault) {
    let sheet = try workbook.addSheet(named: function.bridge.aliases.first ?? function.name)
    for (column, field) in function.columns.enumerated() {
      workbook.format(column: column, of: sheet, width: width(of: field))
      let isRequired = field.constraints.required
      try workbook.write(field.title, row: 0, column: column, of: sheet, as: isRequired ? .requiredHeading : .heading)
      try workbook.comment(comment(on: field), row: 0, column: column, of: sheet)
      if let choices = offered(field) { try workbook.offer(choices, column: column, of: sheet) }
    }
    workbook.freezeFirstRow(of: sheet)
  }

  private func fillNotes(_ workbook: inout Workbook) throws(Fault) {
    let sheet = try workbook.addSheet(named: language.pick(ja: "説明", en: "Notes"))
    for (column, width) in [24.0, 10, 22, 44, 26, 40].enumerated() {
      workbook.format(column: column, of: sheet, width: width)
    }
    var row = 0
    func write(_ cells: [String], as style: Workbook.Style) throws(Fault) {
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        try workbook.write(cell, row: row, column: column, of: sheet, as: style)
      }
      row += 1
    }
    try write(["\(function.bridge.number) \(function.title)"], as: .title)
    for line in about { try write([line], as: .text) }
    row += 1
    try write(
      language.pick(
        ja: ["列名", "必須", "形", "選択肢", "例", "別名"],
        en: ["Column", "Required", "Shape", "Choices", "Example", "Aliases"]),
      as: .heading)
    for field in function.columns {
      let words = FieldWords(field)
      let aliases = field.bridge.labels.joined(separator: "、")
      let lines = max(words.choices.count, (cells(aliases) + 39) / 40, 1)
      workbook.format(row: row, of: sheet, lines: lines)
      try write(
        [
          field.title, need(of: field), words.shape(in: language), words.choices.joined(separator: "\n"),
          field.example ?? "", aliases,
        ], as: .wrapped)
    }
    row += 1
    for rule in function.bridge.rules { try write(["\(rule.id) \(words.sentence(rule, in: language))"], as: .text) }
    for rule in function.bridge.known { try write(["\(rule.id) \(words.sentence(rule, in: language))"], as: .text) }
  }

  // MARK: Words

  private var words: RuleWords { RuleWords(function: function, service: service, isBrief: true) }

  private var about: [String] {
    let window = service.hours[function.bridge.hours].map { "\($0.opens)–\($0.closes) JST" }
    let deadline = function.bridge.deadline.map { deadline in
      let from = function.field(named: deadline.from)?.title ?? deadline.from
      return language.pick(
        ja: "期限：\(from)から\(deadline.days)日（\(deadline.source)）",
        en: "Deadline: \(deadline.days) days after \(from) (\(deadline.source))")
    }
    return [
      language.pick(
        ja: "見出しは変えないでください。列の順序は自由で、使わない列は消せます。",
        en: "Keep the headings; columns may be moved, and unused ones removed."),
      language.pick(ja: "利用できる事業者：", en: "Offices: ") + words.office(in: language),
      window.map { language.pick(ja: "受付時間：", en: "Hours: ") + $0 }, deadline,
    ].compactMap { $0 }
  }

  private func need(of field: FieldSchema) -> String {
    switch function.need(of: field) {
    case .always: language.pick(ja: "必須", en: "yes")
    case .sometimes: language.pick(ja: "条件付き", en: "sometimes")
    case .never: ""
    }
  }

  private func comment(on field: FieldSchema) -> String {
    let words = FieldWords(field)
    let lines = [
      field.title, [need(of: field), words.shape(in: language)].filter { !$0.isEmpty }.joined(separator: " "),
      field.example.map { language.pick(ja: "例 ", en: "for example ") + $0 } ?? "",
    ]
    return (lines + words.choices).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The words that a cell's list offers; `nil` where there are none or a spreadsheet could not hold them.
  private func offered(_ field: FieldSchema) -> [String]? {
    guard let codes = field.codes else { return nil }
    let words = codes.map { field.bridge.meanings[$0]?.first ?? $0 }
    return [words, codes].first { list in
      list.allSatisfy { !$0.contains(",") && !$0.isEmpty } && list.joined(separator: ",").count <= 255
    }
  }

  private func width(of field: FieldSchema) -> Double {
    let longest = max(cells(field.title), field.example.map(cells) ?? 0)
    return Double(min(40, max(10, longest + 3)))
  }

  /// How many narrow characters a text takes.
  private func cells(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }
}
