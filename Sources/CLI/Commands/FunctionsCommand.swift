import ArgumentParser
import Bridge
import Findings
import Foundation
import Validation

struct FunctionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "List the functions, or show one with its columns, hours and rules.")

  @Argument(help: "A function's name, short Japanese name or number.")
  var name: String?

  @OptionGroup var schemas: SchemaOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let catalogue = try schemas.library().load()
      guard let name else {
        list(catalogue)
        return
      }
      let function = try catalogue.named(name)
      if common.json { print(JSONOutput.text(object(function))) } else { show(function, of: catalogue.service) }
    }
  }

  private func list(_ catalogue: Catalogue) {
    if common.json {
      print(JSONOutput.text(catalogue.functions.map(object)))
      return
    }
    let language = common.language()
    var table = TextTable(
      header: language.pick(ja: ["番号", "名前", "フォルダー名", "時間", "名称"], en: ["No.", "Name", "Folder", "Hours", "Title"]))
    table.rightAligned = [0]
    for function in catalogue.functions {
      table.rows.append([
        String(function.bridge.number), function.name, function.bridge.aliases.first ?? "",
        hours(of: function, catalogue.service), function.title,
      ])
    }
    table.lines().forEach { Terminal.output.line($0) }
  }

  private func show(_ function: FunctionSchema, of service: ServiceSchema) {
    let output = Terminal.output
    let language = common.language()
    output.line(output.styled("\(function.bridge.number) \(function.name)", .bold) + "  \(function.title)")
    let roles = function.bridge.roles.compactMap { service.roles[$0]?.title }.joined(separator: "・")
    output.line("  " + language.pick(ja: "利用できる事業者 ", en: "roles ") + roles)
    output.line("  " + language.pick(ja: "受付時間 ", en: "hours ") + hours(of: function, service) + " JST")
    if let deadline = function.bridge.deadline {
      let from = function.field(named: deadline.from)?.title ?? deadline.from
      output.line(
        "  "
          + language.pick(
            ja: "期限 \(from)から\(deadline.days)日（\(deadline.source)）",
            en: "deadline \(deadline.days) days after \(from) (\(deadline.source))"))
    }
    if !function.bridge.statute.isEmpty {
      output.line("  " + language.pick(ja: "根拠 ", en: "statute ") + function.bridge.statute)
    }
    if function.bridge.irreversible {
      output.line("  " + output.styled(language.pick(ja: "取り消せない報告です", en: "this report can't be taken back"), .yellow))
    }
    output.line()
    var table = TextTable(
      header: language.pick(
        ja: ["列名", "必須", "例", "別名・選択肢"], en: ["Column", "Required", "Example", "Aliases, choices"]))
    for field in function.columns {
      let choices = field.bridge.meanings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.first ?? "")" }
      table.rows.append([
        field.title, field.constraints.required ? "●" : "", field.example ?? "",
        (field.bridge.labels + choices).joined(separator: "、"),
      ])
    }
    table.lines().forEach { output.line("  " + $0) }
    let reasons = function.bridge.rules.compactMap { $0.because[language].map { "  \($0)" } }
    if !reasons.isEmpty { output.line() }
    reasons.forEach { output.line($0) }
  }

  private func hours(of function: FunctionSchema, _ service: ServiceSchema) -> String {
    service.hours[function.bridge.hours].map { "\($0.opens)–\($0.closes)" } ?? ""
  }

  private func object(_ function: FunctionSchema) -> [String: Any] {
    [
      "number": function.bridge.number, "name": function.name, "title": function.title,
      "kind": function.bridge.kind.rawValue, "folders": function.bridge.aliases, "roles": function.bridge.roles,
      "hours": function.bridge.hours, "irreversible": function.bridge.irreversible,
      "columns": function.columns.map { field in
        [
          "name": field.name, "title": field.title, "labels": field.bridge.labels,
          "required": field.constraints.required, "example": field.example ?? "",
        ] as [String: Any]
      },
    ]
  }
}
