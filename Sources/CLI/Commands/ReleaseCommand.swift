import ArgumentParser
import Bridge
import Findings
import Ledger

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Let go what a wrong or refused row holds back.",
    discussion: """
      An invalid or refused report holds the later steps of its vehicle, and the calls for its package, until the step is \
      done by a corrected row. When it never will be – the chassis number was mistyped, the car was reported on the \
      screen – say so here. Nothing is sent by this command; what was held goes out with the next run, or at once where a \
      watch is running.

        elvbridge release D3R7 --why "mistyped chassis number, see D9R2"
      """)

  @Argument(help: "The row's 台帳ID, as result and error files show it: D3R7.")
  var row: String

  @Option(name: .long, help: "The reason, kept in the ledger.")
  var why: String

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      guard let id = RowID(row) else { throw Fault(.unknownRow, ["value": row]) }
      let installation = try configuration.load(common)
      let ledger = try installation.guestLedger()
      let isReleased = try ledger.release(
        id.drop, row: id.number, who: Person.name, why: why, at: installation.clock.now())
      try ledger.close()
      guard isReleased else { throw Fault(.nothingHeld, ["value": row]) }
      let outputs = try installation.writeOutputs(decidedBy: "release", about: id)
      let language = installation.language
      let sentence = language.pick(
        ja: "\(row) は後の報告を止めません。次の run で送ります。", en: "\(row) holds nothing any more; the next run sends what waited.")
      DecisionPrinter(language: language, json: common.json).print(sentence, ["released": row], outputs)
    }
  }
}
