import ArgumentParser
import Bridge
import Findings
import Foundation
import Validation

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a code of an error file: ours (V101) or the service's (E4002).",
    discussion: "Without a code, lists them all.")

  @Argument(help: "A code or its name, V101 or required.")
  var code: String?

  @OptionGroup var schemas: SchemaOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let catalogue = try? schemas.library().load()
      let entries = ours() + (catalogue.map { theirs($0.service) } ?? [])
      let wanted = code.map { text in
        entries.filter { $0.code == text.uppercased() || $0.name == text.lowercased() }
      }
      if let code, wanted?.isEmpty == true { throw Fault(.unknownCode, ["value": code]) }
      let shown = wanted ?? entries
      if common.json {
        print(
          JSONOutput.text(
            shown.map {
              [
                "code": $0.code, "name": $0.name, "severity": $0.severity,
                "what": $0.what, "remedy": $0.remedy,
              ]
            }))
      } else if wanted != nil {
        for entry in shown { show(entry) }
      } else {
        var table = TextTable(header: ["", "", ""])
        table.rows = shown.map { [$0.code, $0.name, $0.what] }
        table.lines().dropFirst(2).forEach { Terminal.output.line($0) }
      }
    }
  }

  private struct Entry {
    var code: String
    var name: String
    var severity: String
    var what: String
    var remedy: String
  }

  private func ours() -> [Entry] {
    let language = common.language()
    return FindingCode.allCases.map { code in
      Entry(
        code: code.rawValue, name: code.name, severity: code.severity.rawValue,
        what: code.words.general(code.words.what, in: language),
        remedy: code.words.general(code.words.remedy, in: language))
    }
  }

  private func theirs(_ service: ServiceSchema) -> [Entry] {
    service.codes.sorted { $0.key < $1.key }.map { code, known in
      Entry(
        code: code, name: service.errorClass(of: code)?.rawValue ?? "", severity: "HTTP \(known.status)",
        what: known.message, remedy: known.remedy[common.language()] ?? "")
    }
  }

  private func show(_ entry: Entry) {
    let output = Terminal.output
    output.line(output.styled(entry.code, .bold) + "  \(entry.name)  (\(entry.severity))")
    output.line("  " + entry.what)
    if !entry.remedy.isEmpty { output.line("  → " + entry.remedy) }
  }
}
