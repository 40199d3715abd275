package import Findings
import Foundation
import Tabular
package import Validation

/// A profile drafted from a sample of an export: what is certain as YAML, what is not as comments and as questions.
///
/// It never guesses in silence: headings count only where they match exactly, and a column whose content would fit a field
/// is only suggested.
package struct ProfileDraft: Sendable {
  package private(set) var yaml = ""
  /// What a person has to decide, one sentence each.
  package private(set) var questions: [String] = []
  package private(set) var function: FunctionSchema?

  /// Rows that are looked at.
  private static let sampleRows = 500

  /// Throws ``Fault`` for what the file system says.
  package init(
    of path: String, _ reader: DropReader, as chosen: FunctionSchema?, language: Language
  ) throws {
    let name = (path as NSString).lastPathComponent
    var opened = try reader.open(path, as: chosen)
    var isHeaderless = false
    var headerRow: Int?
    let rows = try Self.rows(of: opened)
    if chosen == nil || (opened.header?.matchedCount ?? 0) * 2 < opened.labels.count,
      let table = Self.tableStart(rows.map(\.cells))
    {
      // Headings that nobody knows: the first full row is theirs, or has the first values.
      opened.labels = rows[table].cells
      opened.headerRecord = rows[table].number
      if table > 0 { headerRow = rows[table].number }
    }
    if opened.layout?.isDelimited == true, Self.looksLikeData(opened.labels) {
      isHeaderless = true
      opened.headerRecord = 0
      opened.labels = opened.labels.indices.map(columnLetters)
    }
    let sample = rows.filter { $0.number > opened.headerRecord }.map(\.cells)
    let columns = opened.labels.indices.map { SampledColumn(opened.labels[$0], sample, index: $0) }
    function = chosen ?? opened.function ?? Self.best(for: opened.labels, reader)
    write("match: \(Self.quoted(Self.pattern(of: name)))")
    guard let function else {
      write("function: # \(language.pick(ja: "機能名を書いてください", en: "name the function")) (elvbridge functions)")
      ask(
        language.pick(
          ja: "機能が見出しから決まりません。--function で指定してください。", en: "The headings don't tell the function; give --function."))
      return
    }
    write("function: \(function.name)  # \(function.title)")
    if let dialect = opened.dialect {
      let delimiter = dialect.delimiter == 0x09 ? "TAB" : String(UnicodeScalar(dialect.delimiter))
      var format = "encoding: \(dialect.encoding.rawValue), delimiter: \(Self.quoted(delimiter))"
      if isHeaderless {
        format += ", header: none, columns: [\(opened.labels.map(Self.quoted).joined(separator: ", "))]"
      }
      if let headerRow, !isHeaderless { format += ", header: \(headerRow)" }
      if opened.layout?.isDelimited == true { write("format: {\(format)}") }
    }
    write("fields:")
    draftFields(function, columns, reader, language)
  }

  private mutating func draftFields(
    _ function: FunctionSchema, _ columns: [SampledColumn], _ reader: DropReader, _ language: Language
  ) {
    let match = HeaderMatcher(function: function).match(
      columns.map(\.label), at: Location(record: 1, line: 1, byteOffset: 0))
    let taken = Set(match.columnOfField.compactMap { $0 })
    for (index, field) in function.fields.enumerated() where !field.bridge.isSecret {
      if let column = match.columnOfField[index] {
        draft(field, from: columns[column], language)
        continue
      }
      let fitting = columns.indices.filter { !taken.contains($0) && columns[$0].fits(field) }
      if !field.constraints.required && fitting.isEmpty { continue }
      let labels = fitting.map { columns[$0].label }
      let hint = labels.isEmpty ? "{constant: \"\"}" : Self.quoted(labels[0])
      write(
        "  # \(field.name): \(hint)  # \(field.title)\(labels.count > 1 ? " ← " + labels.joined(separator: ", ") : "")")
      if field.constraints.required {
        let found =
          labels.isEmpty
          ? language.pick(ja: "値の合う列もありません", en: "no column's values would fit")
          : language.pick(
            ja: "値の合う列：\(labels.joined(separator: "、"))", en: "values that fit: \(labels.joined(separator: ", "))")
        ask(
          language.pick(
            ja: "必須の「\(field.title)」の見出しがありません（\(found)）。",
            en: "No heading is “\(field.title)”, which is required (\(found))."))
      }
    }
    let unread = columns.indices.filter { !taken.contains($0) }.map { columns[$0].label }
    if !unread.isEmpty {
      write("# \(language.pick(ja: "使わない列", en: "columns that nothing reads")): \(unread.joined(separator: ", "))")
    }
  }

  /// A field whose heading is there; its values may still need explaining.
  private mutating func draft(_ field: FieldSchema, from column: SampledColumn, _ language: Language) {
    let unclear = column.unclear(field)
    guard !unclear.isEmpty else {
      write("  \(field.name): \(Self.quoted(column.label))")
      return
    }
    let shown = unclear.prefix(5).joined(separator: language.pick(ja: "」「", en: "”, “"))
    if !field.bridge.meanings.isEmpty, unclear.count <= 20 {
      let choices = field.bridge.meanings.keys.sorted().map { "\($0)=\(field.bridge.meanings[$0]?.first ?? $0)" }
      write("  \(field.name):  # \(choices.joined(separator: ", "))")
      write("    from: \(Self.quoted(column.label))")
      write("    values:")
      for value in column.distinct where !unclear.contains(value) && !value.isEmpty {
        write("      \(Self.quoted(value)): \(Self.quoted(value))")
      }
      for value in unclear { write("      # \(Self.quoted(value)): ?") }
      ask(
        language.pick(
          ja: "「\(column.label)」の値「\(shown)」は何を表しますか。", en: "What do the values “\(shown)” of “\(column.label)” mean?"))
    } else if field.type == .date, unclear.allSatisfy({ 5...6 ~= $0.count && $0.allSatisfy(\.isNumber) }) {
      write("  \(field.name): {from: \(Self.quoted(column.label))}  # format: yymmdd, era6, excel ?")
      ask(
        language.pick(
          ja: "「\(column.label)」の「\(shown)」は西暦（yymmdd）、和暦（era6）、シリアル値（excel）のどれですか。",
          en: "Is “\(shown)” in “\(column.label)” a western year (yymmdd), an era (era6) or a serial number (excel)?"))
    } else {
      write("  \(field.name): \(Self.quoted(column.label))  # ?")
      ask(
        language.pick(
          ja: "「\(column.label)」の「\(shown)」は「\(field.title)」として読めません。",
          en: "“\(shown)” of “\(column.label)” can't be read as “\(field.title)”."))
    }
  }

  private mutating func write(_ line: String) { yaml += line + "\n" }
  private mutating func ask(_ question: String) { questions.append(question) }
}

extension ProfileDraft {
  /// The first rows that hold anything, with their numbers.
  private static func rows(of opened: OpenedDrop) throws -> [(number: Int, cells: [String])] {
    guard let layout = opened.layout else { return [] }
    var rows: [(number: Int, cells: [String])] = []
    _ = try RecordSource(path: opened.examination.path, layout: layout).read(expectedCells: nil) { batch in
      for record in batch where rows.count < sampleRows && !record.isBlank {
        rows.append((record.location.record, (0..<record.count).map(record.text)))
      }
      return rows.count < sampleRows
    }
    return rows
  }

  /// The index of the first row that is as full as most are.
  private static func tableStart(_ rows: [[String]]) -> Int? {
    let filled = rows.prefix(HeaderSearch.rows).map { row in row.count { !$0.allSatisfy(\.isWhitespace) } }
    let usual = Dictionary(grouping: filled, by: { $0 }).max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    return usual.flatMap { usual in filled.firstIndex { $0 >= usual.key } }
  }

  /// Whether the first row holds values instead of headings: digits and dates are no headings.
  private static func looksLikeData(_ labels: [String]) -> Bool {
    labels.contains { label in
      let text = ArraySlice(label.utf8)
      if case .value = normalise(text, as: .date) { return true }
      return label.count >= 4 && label.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2D }
    }
  }

  private static func best(for labels: [String], _ reader: DropReader) -> FunctionSchema? {
    let scored = reader.catalogue.droppable.map { function in
      (
        function: function,
        hits: HeaderMatcher(function: function)
          .match(labels, at: Location(record: 1, line: 1, byteOffset: 0)).matchedCount
      )
    }
    guard let most = scored.map(\.hits).max(), most > 1 else { return nil }
    let best = scored.filter { $0.hits == most }
    return best.count == 1 ? best[0].function : nil
  }

  /// The file's name with its date and counters left open.
  private static func pattern(of name: String) -> String {
    var pattern = ""
    var digits = ""
    for character in name + "\u{0}" {
      if character.isNumber, character.isASCII {
        digits.append(character)
        continue
      }
      pattern += digits.count >= 4 ? "*" : digits
      digits = ""
      if character != "\u{0}" { pattern.append(character) }
    }
    return pattern
  }

  /// A YAML scalar in double quotes; those of JSON are a subset.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}

extension DropLayout {
  var isDelimited: Bool { if case .delimited = self { true } else { false } }
}
