import ArgumentParser
import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Logging
import Simulator
import Validation

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Process the sample drops against a simulator on this machine, from file to file.",
    discussion: """
      Makes a folder (default `demo`), copies the sample exports of legacy systems into demo/drop, starts the
      simulator over HTTPS, and does the night's work on a clock that stands at 2026-11-21 10:00 in Japan. Look at the
      result and error files in demo/drop afterwards. Running it again starts anew.
      """)

  @Option(name: .long, help: "The folder to work in; it is emptied if it is a demo's, and refused otherwise.")
  var folder = "demo"

  @OptionGroup var common: CommonOptions

  /// Within opening hours, and right after the dates in the samples.
  private static let moment = "2026-11-21T10:00:00+09:00"

  func run() async throws {
    var exitCode: Int32 = 0
    try await reportingFaults(common) {
      // The demonstration is for the back office first.
      let language = common.lang ?? .japanese
      let variables = ProcessInfo.processInfo.environment
      let library = try SchemaLibrary.find(named: nil, variables: variables)
      let stage = try DemoStage(folder: folder, samples: library.samples + "/drops")
      let report = try await withSimulator(stage) { endpoint in
        try stage.configure(endpoint)
        return try await night(stage, try library.load(), language)
      }
      exitCode = report
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }

  /// The night, twice: the second run finds everything done and sends nothing.
  private func night(_ stage: DemoStage, _ catalogue: Catalogue, _ language: Language) async throws -> Int32 {
    let output = Terminal.output
    guard let moment = Moment(Self.moment) else { preconditionFailure("the demonstration's moment is well formed") }
    let installation = Installation(
      configuration: try ConfigurationFile(path: stage.configurationPath).load(environment: [:]),
      catalogue: catalogue, clock: Clock(startingAt: moment), language: language, variables: [:])
    let ledger = try installation.owningLedger(for: "demo")
    let progress = ProgressLine(language: language)
    let run = try DropRun(installation: installation, ledger: ledger, stop: StopSignal(), tell: progress.note)
    let report = try await run.run(named: [installation.configuration.folder])
    progress.clear()
    try ReportPrinter(language: language, ledger: ledger).print(report)
    output.line()

    let firstJournal = stage.journalCount
    let again = try await run.run(named: [installation.configuration.folder])
    progress.clear()
    let untouched = stage.inputsAreUntouched
    let isRight =
      report.tally.isConserved && again.tally == report.tally && untouched && stage.journalCount == firstJournal
    func check(_ passed: Bool, _ ja: String, _ en: String) {
      output.line(output.styled(passed ? "✓" : "✗", passed ? .green : .red) + " " + language.pick(ja: ja, en: en))
    }
    check(
      firstJournal == stage.journalCount,
      "シミュレーターの記録：報告 \(firstJournal)件。もう一度実行しても \(stage.journalCount)件のまま（二重報告なし）",
      "Simulator's journal: \(firstJournal) reports; after a second run still \(stage.journalCount) (nothing sent twice)"
    )
    check(untouched, "入力ファイルは1バイトも変わっていません", "The inputs are byte for byte what they were")
    output.line(
      language.pick(
        ja: "結果を見る：\(stage.folder)/drop/ の *.result.csv と *.error.csv",
        en: "See the *.result.csv and *.error.csv under \(stage.folder)/drop/"))
    return isRight ? 0 : 2
  }

  private func withSimulator<Result: Sendable>(
    _ stage: DemoStage, _ body: @escaping @Sendable (SimulatorEndpoint) async throws -> Result
  ) async throws -> Result {
    guard let start = try? Date(Self.moment, strategy: .iso8601) else {
      preconditionFailure("the demonstration's moment is well formed")
    }
    let options = SimulatorOptions(
      tls: true, clock: .advancing(from: start), journalPath: stage.journalPath, replaysJournal: false,
      vehicles: try stage.vehicles(), logger: Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() }))
    let (ready, announce) = AsyncStream.makeStream(of: SimulatorEndpoint.self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await SimulatorServer.run(options) { announce.yield($0) }
        announce.finish()
        return nil
      }
      group.addTask {
        for await endpoint in ready { return try await body(endpoint) }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw Fault(.serviceUnreachable, ["host": "simulator", "reason": "it did not start"])
    }
  }
}
