import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything the ledger knows about a vehicle.",
    discussion: "  elvbridge show ABC12-345678")

  @Argument(help: "A chassis number.")
  var vehicle: String

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let language = installation.language
      let rows = try installation.readableLedger().rows(ofVehicle: vehicle)
      if common.json {
        print(
          JSONOutput.text(
            rows.map { row in
              [
                "ledgerID": row.ledgerID, "function": row.function, "row": row.location.record,
                "fate": row.fateWord.rawValue,
                "findings": (row.findings + row.deliveryFindings).map { JSONOutput.object($0, in: language) },
              ] as [String: Any]
            }))
        return
      }
      if rows.isEmpty {
        Terminal.output.line(language.pick(ja: "台帳に\(vehicle)の行はありません。", en: "The ledger has no row for \(vehicle)."))
      }
      for row in rows {
        Terminal.output.line("\(row.ledgerID)  \(row.function)  \(row.fateWord.title(in: language))")
        for finding in row.findings + row.deliveryFindings {
          Terminal.output.line("    \(finding.shownCode) \(finding.sentence(in: language))")
        }
      }
    }
  }
}
