import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger

struct ResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Settle reports in doubt: sent, and nobody knows whether they arrived.",
    discussion: """
      A report whose answer was lost is never sent again blindly. The bridge asks the service about it, less and less \
      often, for 24 hours. What is still open then needs you: look on the JARS screen and say what you saw. The ledger \
      keeps who said so and why. Works while a watch is running.

        elvbridge resolve         list what is in doubt
        elvbridge resolve D3R7    what was sent and seen, and where to look
        elvbridge resolve D3R7 --accepted 040012345678 --why "on the screen, 9:10"
        elvbridge resolve D3R7 --not-sent --why "not there, called the help desk"

      --not-sent sends the report ONCE MORE, and no function of JARS takes a report back. It is refused right after \
      sending and while an inquiry shows the report. A report that made a package needs --package as well: rows that put \
      further vehicles in wait for its number.
      """)

  @Argument(help: "A row's 台帳ID, as result and error files show it: D3R7. Default: list all.")
  var row: String?

  @Option(name: .long, help: "It is there: the number under which the service has it (移動報告番号).")
  var accepted: String?

  @Option(name: .long, help: "With --accepted: the number of the package that the service made (荷姿番号).")
  var package: String?

  @Flag(name: .long, help: "It is not there: send it once more.")
  var notSent = false

  @Option(name: .long, help: "What you saw and where; kept in the ledger.")
  var why: String?

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let isDecision = accepted != nil || notSent
    if accepted != nil && notSent { throw ValidationError("It is either --accepted or --not-sent.") }
    if isDecision && row == nil { throw ValidationError("Which row? Give its 台帳ID, such as D3R7.") }
    if isDecision && (why ?? "").allSatisfy(\.isWhitespace) {
      throw ValidationError("Say with --why what you saw and where: the ledger keeps it with your name.")
    }
    if !isDecision && (why != nil || package != nil) {
      throw ValidationError("Say what you saw: --accepted NUMBER or --not-sent.")
    }
    if notSent && package != nil { throw ValidationError("--package goes with --accepted.") }
  }

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      guard let row else { return try list(installation) }
      guard let id = RowID(row) else { throw Fault(.unknownRow, ["value": row]) }
      if let accepted {
        try settle(id, as: .accepted(receipt: accepted, package: package), installation)
      } else if notSent {
        try settle(id, as: .notSent, installation)
      } else {
        try show(id, installation)
      }
    }
  }

  private func list(_ installation: Installation) throws {
    let printer = DoubtPrinter(installation: installation)
    let doubts = try installation.readableLedger().doubts()
    if common.json { print(JSONOutput.text(doubts.map(printer.object))) } else { try printer.list(doubts) }
  }

  private func show(_ id: RowID, _ installation: Installation) throws {
    guard let history = try installation.readableLedger().history(of: id) else {
      throw Fault(.unknownRow, ["value": id.description])
    }
    let printer = DoubtPrinter(installation: installation)
    if common.json { print(JSONOutput.text(printer.object(history))) } else { try printer.print(history) }
  }

  private func settle(_ id: RowID, as word: Resolution.Word, _ installation: Installation) throws {
    let ledger = try installation.guestLedger()
    try Resolution(installation: installation, ledger: ledger)
      .settle(id, as: word, who: Person.name, why: why ?? "")
    try ledger.close()
    let outputs = try installation.writeOutputs(decidedBy: "resolve", about: id)
    let language = installation.language
    let sentence =
      notSent
      ? language.pick(
        ja: "\(id) は届いていないと確定しました。もう一度だけ送ります。", en: "\(id) is settled as not sent; it goes out once more.")
      : language.pick(ja: "\(id) は受理済みと確定しました。", en: "\(id) is settled as accepted.")
    DecisionPrinter(language: language, json: common.json)
      .print(sentence, ["resolved": id.description, "verdict": notSent ? "not-sent" : "accepted"], outputs)
  }
}
