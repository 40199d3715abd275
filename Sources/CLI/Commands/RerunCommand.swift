import ArgumentParser

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
    try await runDrops(paths, as: function, for: "rerun", again: true, configuration, common)
  }
}
