import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show what became of the latest drops.",
    discussion: "Reads the ledger; works while a run or a watch is busy.")

  @Option(name: .long, help: "How many drops.")
  var limit = 20

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let ledger = try installation.readableLedger()
      var report = RunReport()
      report.files = try ledger.drops(limit: limit).map { try FileReport($0, in: ledger) }
      let printer = ReportPrinter(language: installation.language, ledger: ledger, rowLimit: 0)
      if common.json { print(JSONOutput.text(printer.object(report))) } else { try printer.print(report) }
    }
  }
}
