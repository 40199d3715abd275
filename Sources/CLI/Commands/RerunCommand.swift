import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger
import Validation

struct RerunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Send corrected error files: only what was not accepted yet goes out.",
    discussion: """
      Correct the cells of NAME.error.csv and give the file to this command, wherever it lies; or put it into rerun/ in
      the drop folder, or name it NAME.rerun.csv there, for run and watch. The column 台帳ID ties each row to the one that
      failed, so leave it as it is; our other columns are not read. Rows that were accepted meanwhile are answered from
      the ledger.

        elvbridge rerun drop/HIKITORI_20261121.error.csv
      """)

  @Argument(help: "Corrected error files.")
  var paths: [String]

  @Option(name: .long, help: "The function. Default: that of the rows that the file names.")
  var function: String?

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var exitCode: Int32 = 0
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let chosen = try function.map(installation.catalogue.named)
      let ledger = try installation.owningLedger(for: "rerun")
      let progress = ProgressLine(language: installation.language)
      let report = try await withStopSignal { stop in
        let run = try DropRun(installation: installation, ledger: ledger, stop: stop, tell: progress.note)
        return try await run.run(named: paths, as: chosen, again: true)
      }
      progress.clear()
      let printer = ReportPrinter(language: installation.language, ledger: ledger)
      if common.json { print(JSONOutput.text(printer.object(report))) } else { try printer.print(report) }
      exitCode = report.exitCode
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }
}
