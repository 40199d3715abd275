import ArgumentParser
import Bridge
import Delivery
import Findings
import Foundation
import Ledger

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything the ledger knows about a vehicle, a row or a drop.",
    discussion: """
      Reads the ledger; works while a run or a watch is busy.

        elvbridge show ABC12-345678    every row of the vehicle: sent when, answered what, refused before or not
        elvbridge show D3R7            one row by its 台帳ID: all that was sent, asked and decided, and its cells
        elvbridge show D3              one drop: its counts and the rows that need a person
        elvbridge show HIKITORI.csv    the same by the file's name or path

      A chassis number may be typed as it comes, in wide or small letters.
      """)

  @Argument(help: "A chassis number, a row's 台帳ID, a drop's number or its file.")
  var subject: String

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  /// How many rows that need a person are shown of a drop; its error file has all.
  private static let rowLimit = 20

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let ledger = try installation.readableLedger()
      let printer = RowPrinter(installation: installation, ledger: ledger)
      switch try Subject(subject, in: ledger, installation.catalogue) {
      case .drop(let drop):
        try show(drop, ReportPrinter(language: installation.language, ledger: ledger, rowLimit: Self.rowLimit))
      case .row(let row):
        if common.json { print(JSONOutput.text(try printer.object(row))) } else { try printer.print(row) }
      case .vehicle(let vehicle, let rows):
        if common.json { return print(JSONOutput.text(try rows.map(printer.object))) }
        if rows.isEmpty { tellNothingKnown(of: vehicle, in: installation.language) }
        try rows.forEach(printer.printBriefly)
      }
    }
  }

  private func show(_ drop: DropRecord, _ printer: ReportPrinter) throws {
    var report = RunReport()
    report.files = [try FileReport(drop, in: printer.ledger)]
    if common.json { return print(JSONOutput.text(printer.object(report))) }
    let seen = drop.drop.seenAt.clockTime
    Terminal.output.line(
      printer.language.pick(ja: "\(drop.drop.path)（\(seen) 取込）", en: "\(drop.drop.path), taken in \(seen)"))
    try printer.print(report)
  }

  private func tellNothingKnown(of vehicle: String, in language: Language) {
    Terminal.output.line(
      language.pick(
        ja: "台帳に「\(vehicle)」の車両・行・ファイルはありません。", en: "The ledger has no vehicle, row or file “\(vehicle)”."))
  }
}
