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
      Makes a folder (default `demo`), copies the sample exports of legacy systems into demo/drop, starts the \
      simulator over HTTPS, and does the night's work on a clock that stands at 2026-11-21 10:00 in Japan. Look at the \
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
      let story = try DemoStage(folder: folder + "/story", samples: library.samples + "/story")
      exitCode = try await withSimulator(stage) { endpoint in
        let catalogue = try library.load()
        try stage.configure(endpoint)
        let night = try await night(stage, catalogue, language)
        try story.configure(endpoint)
        return max(night, try await tell(story, stage, catalogue, language))
      }
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }

  /// The night, twice: the second run finds everything done and sends nothing.
  private func night(_ stage: DemoStage, _ catalogue: Catalogue, _ language: Language) async throws -> Int32 {
    let output = Terminal.output
    let installation = try installation(stage, catalogue, language)
    let ledger = try installation.owningLedger(for: "demo")
    let report = try await play(installation, ledger, language)
    try ReportPrinter(language: language, ledger: ledger).print(report)
    output.line()

    let firstJournal = stage.journalCount
    let again = try await play(installation, ledger, language)
    let untouched = stage.inputsAreUntouched
    let isRight =
      report.tally.isConserved && again.tally == report.tally && untouched && stage.journalCount == firstJournal
    check(
      firstJournal == stage.journalCount,
      language.pick(
        ja: "シミュレーターの記録：報告 \(firstJournal)件。もう一度実行しても \(stage.journalCount)件のまま（二重報告なし）",
        en:
          "Simulator's journal: \(firstJournal) reports; after a second run still \(stage.journalCount) (nothing sent twice)"
      ))
    check(
      untouched,
      language.pick(ja: "入力ファイルは1バイトも変わっていません", en: "The inputs are byte for byte what they were"))
    output.line(
      language.pick(
        ja: "結果を見る：\(stage.folder)/drop/ の *.result.csv と *.error.csv",
        en: "See the *.result.csv and *.error.csv under \(stage.folder)/drop/"))
    return isRight ? 0 : 2
  }

  /// One car's way through six offices, whose files lie in the folder all at once.
  private func tell(
    _ stage: DemoStage, _ first: DemoStage, _ catalogue: Catalogue, _ language: Language
  ) async throws -> Int32 {
    let output = Terminal.output
    output.line()
    output.line(
      output.styled(
        language.pick(ja: "1台の車が、6つの事業所のファイルを通って", en: "One car, through the files of six offices"), .bold))
    let before = first.journalCount
    let installation = try installation(stage, catalogue, language)
    let ledger = try installation.owningLedger(for: "demo")
    let report = try await play(installation, ledger, language)
    let story = DemoStory(catalogue: catalogue, language: language)
    story.lines(journal: first.journalPath, after: before).forEach { output.line($0) }
    let verdict = story.verdict(report, reports: first.journalCount - before)
    check(verdict.isRight, verdict.sentence)
    if !verdict.isRight { try ReportPrinter(language: language, ledger: ledger).print(report) }
    return verdict.isRight ? 0 : 2
  }

  /// Runs the drop folder once, with a progress line while it lasts.
  private func play(
    _ installation: Installation, _ ledger: SQLiteLedger, _ language: Language
  ) async throws -> RunReport {
    let progress = ProgressLine(language: language)
    let run = try DropRun(installation: installation, ledger: ledger, stop: StopSignal(), tell: progress.note)
    let report = try await run.run(named: [installation.configuration.folder])
    progress.clear()
    return report
  }

  private func check(_ passed: Bool, _ sentence: String) {
    let output = Terminal.output
    output.line(output.styled(passed ? "✓" : "✗", passed ? .green : .red) + " " + sentence)
  }

  private func installation(
    _ stage: DemoStage, _ catalogue: Catalogue, _ language: Language
  ) throws -> Installation {
    guard let moment = Moment(Self.moment) else { preconditionFailure("the demonstration's moment is well formed") }
    return Installation(
      configuration: try ConfigurationFile(path: stage.configurationPath).load(environment: [:]),
      catalogue: catalogue, clock: Clock(startingAt: moment), language: language, variables: [:])
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
