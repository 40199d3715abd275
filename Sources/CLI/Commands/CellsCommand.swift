import ArgumentParser
import Bridge
import Findings
import Foundation

struct CellsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells",
    abstract: "Show a file's cells as they are read, before anything is checked.",
    discussion: "One line for each record; with --json an array of strings for each.")

  @Argument(help: "The file: text, XML or an Excel workbook.")
  var file: String
  @OptionGroup var schemas: SchemaOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let reader = try schemas.reader(schemas.library().load())
      let language = common.language()
      do {
        try reader.readCells(of: file) { number, cells in
          if common.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            print(String(decoding: try encoder.encode(cells), as: UTF8.self))
          } else {
            print("\(number)\t" + cells.map { $0.replacing("\n", with: "⏎") }.joined(separator: "\t"))
          }
        }
      } catch let broken as UnreadableDrop {
        for finding in broken.findings {
          Terminal.error.line("elvbridge: \(finding.code.rawValue) \(finding.sentence(in: language))")
        }
        throw ExitCode(1)
      }
    }
  }
}
