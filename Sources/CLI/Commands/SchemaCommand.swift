import ArgumentParser
import Bridge
import Contracts
import Findings
import Foundation
import Validation

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "What follows from the schemas: contracts for other programs, a reference for people.",
    subcommands: [SchemaExportCommand.self])
}

struct SchemaExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the schemas as OpenAPI 3.1, JSON Schema, XML Schema and a field reference.",
    discussion: """
      Below the folder of the schemas (or --to): jars/generated/openapi.json, jars/generated/json-schema/NN-FUNCTION.schema.json, \
      jars/generated/xsd/NN-FUNCTION.xsd and REFERENCE.md. With --check nothing is written: exit code 1 and a list where \
      a file is missing or differs. With a private overlay the default folder is the overlay's, because what it holds may \
      not be passed on. With --effective the schemas in force are printed instead: every file as the overlay leaves it, \
      and each place that the overlay changed.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case openapi, jsonSchema = "json-schema", xsd, markdown, all

    var contracts: Set<ContractFormat> {
      ContractFormat(rawValue: rawValue).map { [$0] } ?? Set(ContractFormat.allCases)
    }
  }

  @Option(name: .long, help: "The folder to write below. Default: the folder of the overlay, or of the schemas.")
  var to: String?

  @Option(name: .long, help: "Only this function's files: JSON Schema and XML Schema.")
  var function: String?

  @Option(name: .long, help: "The format to write.")
  var format = Format.all

  @Flag(name: .long, help: "Compare with what is there and write nothing.")
  var check = false

  @Flag(name: .long, help: "Print the schemas in force and where each value came from; write nothing.")
  var effective = false

  @OptionGroup var schemas: SchemaOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let library = try schemas.library()
      let catalogue = try library.load()
      let chosen = try function.map { try catalogue.named($0) }
      if effective {
        print(try EffectiveSchemas(of: library, named: chosen?.name).text)
        return
      }
      let files = ContractSet(catalogue).files(format.contracts, of: chosen)
      let place = to ?? library.overlay ?? URL(fileURLWithPath: library.folder).deletingLastPathComponent().path
      let folder = ContractFolder(path: place)
      let leftOver = chosen == nil ? folder.leftOver(besides: files) : []
      if check {
        let outdated = folder.outdated(among: files)
        report(outdated: outdated, leftOver: leftOver, of: files.count)
        if !outdated.isEmpty || !leftOver.isEmpty { throw ExitCode(1) }
      } else {
        report(written: try folder.write(files), leftOver: leftOver, of: files.count, below: place)
      }
    }
  }

  private func report(outdated: [String], leftOver: [String], of count: Int) {
    if common.json {
      print(JSONOutput.text(["files": count, "outdated": outdated, "leftOver": leftOver] as [String: Any]))
      return
    }
    let language = common.language()
    for path in outdated { Terminal.output.line(language.pick(ja: "古い： ", en: "outdated: ") + path) }
    tell(leftOver: leftOver)
    Terminal.output.line(
      outdated.isEmpty && leftOver.isEmpty
        ? language.pick(ja: "\(count)件すべて最新です。", en: "All \(count) files are current.")
        : language.pick(
          ja: "`elvbridge schema export` で書き直してください。", en: "Write them again with `elvbridge schema export`."))
  }

  private func report(written: [String], leftOver: [String], of count: Int, below place: String) {
    if common.json {
      print(JSONOutput.text(["files": count, "written": written, "leftOver": leftOver] as [String: Any]))
      return
    }
    for path in written { Terminal.output.line(path) }
    tell(leftOver: leftOver)
    Terminal.output.line(
      common.language().pick(
        ja: "\(place) に\(written.count)件書きました（全\(count)件）。",
        en: "Wrote \(written.count) of \(count) files below \(place); the others were current."))
  }

  private func tell(leftOver: [String]) {
    for path in leftOver {
      Terminal.output.line(
        common.language().pick(ja: "どのスキーマのものでもありません。消してください： ", en: "belongs to no schema, delete it: ") + path)
    }
  }
}
