import ArgumentParser

/// The root of the command line.
@main
struct ElvBridgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elvbridge",
    abstract: "Reports end-of-life vehicles from legacy files to the JARS WebAPI, each exactly once.",
    discussion: """
      Drop a CSV export into the drop folder; elvbridge checks every row, sends one vehicle per request, and writes \
      NAME.result.csv and NAME.error.csv beside it. Inputs are never changed and nothing is ever sent twice.

      First steps:
        elvbridge demo                 see a whole night, against a simulator here
        elvbridge init                 write a configuration to start from
        elvbridge check FILE           check a file without sending anything
        elvbridge profile infer FILE   draft a profile for other headings
        elvbridge run                  process the drop folder once
        elvbridge watch                process it for good

      Exit codes: 0 all well; 1 rows need a person; 2 the run failed; 3 rows are in doubt; 4 rows are held.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, RunCommand.self, RerunCommand.self, WatchCommand.self, StatusCommand.self, ShowCommand.self,
      ResolveCommand.self, ReleaseCommand.self, LedgerCommand.self, ProfileCommand.self, CellsCommand.self,
      FunctionsCommand.self,
      SchemaCommand.self,
      ExplainCommand.self, InitCommand.self,
      SimulateCommand.self, DemoCommand.self,
    ])
}
