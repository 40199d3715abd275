import ArgumentParser
import Bridge
import Findings
import Foundation

struct CellsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells",
    abstract: "Show a file's cells as they are read, before anything is checked.",
    discussion: """
      One line for each record; with --json an array of strings for each. With --count only how many records and cells there \
      are: a delimited text is then read as its beginning says, and neither decoded nor looked at otherwise.
      """)

  @Argument(help: "The file: text, XML or an Excel workbook.")
  var file: String
  @Flag(name: .long, help: "Only count records and cells, quotes respected.")
  var count = false
  @OptionGroup var schemas: SchemaOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let language = common.language()
      do {
        if count, let counted = try CellCount(of: file, threads: DropReader.usualThreads) {
          return show(counted, language)
        }
        let reader = try schemas.reader(schemas.library().load())
        if count { return show(try reader.countCells(of: file), language) }
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

  private func show(_ counted: CellCount, _ language: Language) {
    print(
      common.json
        ? JSONOutput.text(["records": counted.records, "cells": counted.cells])
        : language.pick(
          ja: "\(counted.records)レコード、\(counted.cells)セル", en: "\(counted.records) records, \(counted.cells) cells"))
  }
}
