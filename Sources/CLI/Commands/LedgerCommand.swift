import ArgumentParser
import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Validation

struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Prove, export or prune what the ledger remembers.",
    discussion: """
      The ledger is one SQLite file in the state folder; its tables are described in docs/LEDGER.md. verify and export read \
      it beside a running watch.
      """,
    subcommands: [LedgerVerifyCommand.self, LedgerExportCommand.self, LedgerPruneCommand.self])
}

struct LedgerVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that the ledger is whole: the file, its sums, and that nothing refers to what is not there.",
    discussion: "Exit code 0 for a sound ledger, 2 for one that is not. Reads everything, so it takes a while.")

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let ledger = try installation.readableLedger()
      let progress = ProgressLine(language: installation.language)
      let contradictions = try ledger.contradictions(advanced: progress.noteVerifying)
      progress.clear()
      let sizes = try ledger.sizes()
      if common.json {
        let counts = Dictionary(uniqueKeysWithValues: sizes.map { ($0.table, $0.count) })
        print(
          JSONOutput.text(
            ["path": ledger.path, "sound": contradictions.isEmpty, "contradictions": contradictions, "counts": counts]))
        if !contradictions.isEmpty { throw ExitCode(2) }
        return
      }
      for contradiction in contradictions { Terminal.output.line("✗ \(contradiction)") }
      Terminal.output.line(sizes.map { "\($0.table) \($0.count)" }.joined(separator: " · "))
      guard contradictions.isEmpty else {
        throw Fault(.ledgerContradiction, ["path": ledger.path, "count": String(contradictions.count)])
      }
      Terminal.output.line(
        "✓ " + installation.language.pick(ja: "台帳に矛盾はありません。", en: "The ledger is sound."))
    }
  }
}

struct LedgerExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the whole ledger as JSON Lines, one line for each row of a table.",
    discussion: """
      Everything is of one moment, whoever works on the ledger meanwhile. The lines hold what people entered, names \
      included: guard them as you guard the ledger.

        elvbridge ledger export > ledger.jsonl
        elvbridge ledger export --output ledger.jsonl
      """)

  @Option(
    name: .long, help: "Write to this file, whole or not at all, readable by its owner only. Default: the output.")
  var output: String?

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let ledger = try installation.readableLedger()
      guard let output else {
        try ledger.export { print($0) }
        return
      }
      try installation.export(ledger, to: output)
    }
  }
}

struct LedgerPruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove files whose every row was settled more than five years ago.",
    discussion: """
      Nothing younger can be removed, and nothing that is not settled. Of an accepted report its key, vehicle, moment and \
      receipt stay, so that the same row is recognised for ever; what people entered goes. Works in small steps: a kill \
      loses nothing, and the next call goes on.
      """)

  @Option(name: .long, help: "How many years to keep, five or more.")
  var years = SQLiteLedger.yearsKept

  @Flag(name: .long, help: "Only say how much there is.")
  var dryRun = false

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  /// Drops per durable transaction.
  private static let slice = 20

  func run() async throws {
    try await reportingFaults(common) {
      guard years >= SQLiteLedger.yearsKept else {
        throw Fault(
          .retentionTooShort, ["value": String(years), "expected": String(SQLiteLedger.yearsKept)])
      }
      let installation = try configuration.load(common)
      let before = Moment(installation.clock.now().japanDate.yearsBefore(years))
      var pruned = SQLiteLedger.Pruned()
      if dryRun {
        pruned = try installation.readableLedger().prunable(before: before)
      } else {
        let progress = ProgressLine(language: installation.language)
        let ledger = try installation.owningLedger(for: "ledger prune", tell: progress.note)
        while true {
          let part = try ledger.prune(before: before, atMost: Self.slice)
          if part.drops == 0 { break }
          pruned.drops += part.drops
          pruned.rows += part.rows
          progress.notePruning(rows: pruned.rows)
        }
        progress.clear()
        try ledger.close()
      }
      if common.json {
        print(JSONOutput.text(["drops": pruned.drops, "rows": pruned.rows, "before": "\(before)", "dryRun": dryRun]))
        return
      }
      let done = installation.language.pick(
        ja: dryRun ? "消去できます" : "消去しました", en: dryRun ? "can be removed" : "removed")
      Terminal.output.line(
        installation.language.pick(
          ja: "\(before.clockTime)より前に終わった\(pruned.drops)ファイル・\(pruned.rows)行：\(done)。",
          en: "\(pruned.drops) files with \(pruned.rows) rows, settled before \(before.clockTime): \(done)."))
    }
  }
}

extension JapanDate {
  /// The same day so many years before; of 29 February the 28th.
  fileprivate func yearsBefore(_ years: Int) -> JapanDate {
    JapanDate(year: year - years, month: month, day: day)
      ?? JapanDate(year: year - years, month: month, day: day - 1) ?? self
  }
}
