import ArgumentParser
import Bridge
import Findings
import Foundation
import Validation

struct FunctionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "List the functions, show one with its columns, hours and rules, or write an empty form for it.")

  enum Template: String, ExpressibleByArgument, CaseIterable { case csv, xlsx }

  @Argument(help: "A function's name, short Japanese name or number.")
  var name: String?

  @Option(name: .long, help: "Write an empty form with the right headings: csv or xlsx.")
  var template: Template?

  @Option(name: .long, help: "The form's file. Default: standard output for csv, the function's short name for xlsx.")
  var output: String?

  @OptionGroup var schemas: SchemaOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if template != nil, name == nil { throw ValidationError("--template needs the name of a function.") }
    if output != nil, template == nil { throw ValidationError("--output needs --template.") }
  }

  func run() async throws {
    try await reportingFaults(common) {
      let catalogue = try schemas.library().load()
      guard let name else {
        list(catalogue)
        return
      }
      let function = try catalogue.named(name)
      if let template {
        try write(template, for: function, of: catalogue.service)
      } else if common.json {
        print(JSONOutput.text(JSONOutput.object(function, of: catalogue.service)))
      } else {
        FunctionPrinter(function: function, service: catalogue.service, language: common.language()).show()
      }
    }
  }

  private func list(_ catalogue: Catalogue) {
    if common.json {
      print(JSONOutput.text(catalogue.functions.map { JSONOutput.object($0, of: catalogue.service) }))
      return
    }
    let language = common.language()
    var table = TextTable(
      header: language.pick(ja: ["番号", "名前", "フォルダー名", "時間", "名称"], en: ["No.", "Name", "Folder", "Hours", "Title"]))
    table.rightAligned = [0]
    for function in catalogue.functions {
      let window = catalogue.service.hours[function.bridge.hours]
      table.rows.append([
        String(function.bridge.number), function.name, function.bridge.aliases.first ?? "",
        window.map { "\($0.opens)–\($0.closes)" } ?? "", function.title,
      ])
    }
    table.lines().forEach { Terminal.output.line($0) }
  }

  private func write(_ template: Template, for function: FunctionSchema, of service: ServiceSchema) throws {
    let form = FormTemplate(function: function, service: service, language: common.language())
    let bytes =
      switch template {
      case .csv: form.csv
      case .xlsx: try form.workbook()
      }
    guard let path = output ?? (template == .xlsx ? form.fileName + ".xlsx" : nil) else {
      FileHandle.standardOutput.write(Data(bytes))
      return
    }
    try FormTemplate.write(bytes, to: path)
    if common.json {
      print(JSONOutput.text(["form": path, "function": function.name]))
    } else {
      Terminal.output.line(path)
    }
  }
}
