import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger
import Validation

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Process files or the drop folder once: check, send, write results.",
    discussion: """
      Without arguments the configured drop folder is processed. Rows that may not be sent now (closed hours, an earlier \
      step) stay in the ledger and go out with a later run. A run that was interrupted in any way is continued by the \
      next; nothing is sent twice.

        elvbridge run
        elvbridge run drop/HIKITORI_20261121.csv
        elvbridge run --function collection-report export.csv
      """)

  @Argument(help: "Files or folders. Default: the configured drop folder.")
  var paths: [String] = []

  @Option(name: .long, help: "The function, where folder, name and header don't tell.")
  var function: String?

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await runDrops(paths, as: function, for: "run", configuration, common)
  }
}

/// Processes files and folders once, the drop folder where none are named, prints the report, and exits with its code.
///
/// - Parameters:
///   - command: what the ledger's owner is called while it works.
///   - again: whether corrected error files are handed in.
///   - drop: the drop whose failed rows go out again as they are, in place of files.
func runDrops(
  _ paths: [String], as function: String?, for command: String, again: Bool = false, failedRowsOf drop: String? = nil,
  _ configuration: ConfigurationOptions, _ common: CommonOptions
) async throws {
  var exitCode: Int32 = 0
  try await reportingFaults(common) {
    let installation = try configuration.load(common)
    let chosen = try function.map(installation.catalogue.named)
    let named = paths.isEmpty ? [installation.configuration.folder] : paths
    let progress = ProgressLine(language: installation.language)
    let ledger = try installation.owningLedger(for: command, tell: progress.note)
    let report = try await withStopSignal { stop in
      let run = try DropRun(installation: installation, ledger: ledger, stop: stop, tell: progress.note)
      if let drop { return try await run.run(failedRowsOf: drop) }
      return try await run.run(named: named, as: chosen, again: again)
    }
    progress.clear()
    if report.files.isEmpty && !common.json {
      let nothing = Finding(.nothingToDo, facts: ["path": named.joined(separator: ", ")])
      Terminal.output.line((report.cutShort ?? nothing).sentence(in: installation.language))
      exitCode = report.exitCode
      return
    }
    let printer = ReportPrinter(language: installation.language, ledger: ledger)
    if common.json { print(JSONOutput.text(printer.object(report))) } else { try printer.print(report) }
    exitCode = report.exitCode
  }
  if exitCode != 0 { throw ExitCode(exitCode) }
}
