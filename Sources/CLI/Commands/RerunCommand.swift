import ArgumentParser

struct RerunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Send failed rows again: corrected error files, or rows whose trouble was the other side's.",
    discussion: """
      Correct the cells of NAME.error.csv and give the file to this command, wherever it lies; or put it into rerun/ in \
      the drop folder, or name it NAME.rerun.csv there, for run and watch. The column 台帳ID ties each row to the one that \
      failed, so leave it as it is; our other columns are not read. Rows that were accepted meanwhile are answered from \
      the ledger.

        elvbridge rerun drop/HIKITORI_20261121.error.csv

      Rows that were refused although nothing was wrong with them – the fee was not deposited, the previous party had not \
      reported, the registration had expired – go out again without a file once the cause is gone. Name the drop by its \
      number, as status shows it, or by its file; the file itself is not read. Its result and error files are written \
      anew. Rows that were refused for their content need the error file.

        elvbridge rerun --failed D3
      """)

  @Argument(help: "Corrected error files.")
  var paths: [String] = []

  @Option(name: .long, help: ArgumentHelp("Send the drop's failed rows again as they are.", valueName: "drop"))
  var failed: String?

  @Option(name: .long, help: "The function. Default: that of the rows that the file names.")
  var function: String?

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if paths.isEmpty && failed == nil { throw ValidationError("Name corrected error files, or a drop with --failed.") }
    if failed != nil && !(paths.isEmpty && function == nil) {
      throw ValidationError("--failed reads no file: give either files or --failed, and no --function with it.")
    }
  }

  func run() async throws {
    try await runDrops(
      paths, as: function, for: "rerun", again: true, failedRowsOf: failed, configuration, common)
  }
}
