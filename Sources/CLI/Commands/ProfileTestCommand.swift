import ArgumentParser
import Bridge
import Findings
import Foundation
import Tabular
import Validation

struct ProfileTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Show the first rows of a file before and after its profile.",
    discussion: "With --profile a file that is not in the profiles folder is tried. Nothing is sent or written.")

  @Argument(help: "An export that the profile is for.")
  var file: String
  @Option(name: .long, help: "A profile to try. Default: those of the profiles folder that fit the file's name.")
  var profile: String?
  @Option(name: .long, help: "How many rows to show.")
  var rows = 3
  @OptionGroup var schemas: SchemaOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let language = common.language()
      let catalogue = try schemas.library().load()
      let tried = try profile.map { [try ProfileFolder.profile(at: $0, catalogue)] }
      let reader = try schemas.reader(catalogue, profiles: tried)
      let fitting = reader.profiles.profiles(for: file)
      guard !fitting.isEmpty else {
        throw Fault(
          .profileInvalid,
          [
            "path": profile ?? "profiles",
            "reason": language.pick(ja: "この名前のファイルに当てはまるものがありません", en: "none matches the name of this file"),
          ])
      }
      var isClean = true
      var objects: [[String: Any]] = []
      for opened in try reader.openAll(file) {
        let trial = try ProfileTrial(of: opened, reader, rows: rows)
        isClean = isClean && trial.isClean
        if common.json { objects.append(trial.object(in: language)) } else { trial.show(in: language) }
      }
      if common.json { print(JSONOutput.text(objects)) }
      if !isClean { throw ExitCode(1) }
    }
  }
}

/// The first rows of one function's part of a file, before and after.
private struct ProfileTrial {
  private struct Cell {
    var field: String
    var label: String
    var before: String
    var after: String
    var findings: [Finding]
  }

  private var name: String
  private var function: FunctionSchema?
  private var findings: [Finding]
  private var rows: [(number: Int, cells: [Cell], others: [Finding])] = []
  private var count = RowCount()

  init(of opened: OpenedDrop, _ reader: DropReader, rows limit: Int) throws {
    name = opened.profile?.name ?? ""
    function = opened.function
    findings = opened.findings
    guard let function, let header = opened.header else { return }
    var shown: [(number: Int, cells: [Cell], others: [Finding])] = []
    do {
      count = try reader.checkRows(of: opened, for: .showing) { records in
        for checked in records.prefix(max(0, limit - shown.count)) {
          var cells: [Cell] = []
          for (index, field) in function.fields.enumerated() {
            let column = header.columnOfField[index]
            let before = column.map { $0 < checked.record.count ? checked.record.text($0) : "" } ?? ""
            let after = checked.row.text(index) ?? ""
            let told = checked.findings.filter { $0.field == field.name }
            if before.isEmpty && after.isEmpty && told.isEmpty { continue }
            cells.append(
              Cell(
                field: field.name, label: column.map { header.labels[$0] } ?? "–", before: before, after: after,
                findings: told))
          }
          let others = checked.findings.filter { finding in !cells.contains { $0.field == finding.field } }
          shown.append((checked.record.location.record, cells, others))
        }
      }
      findings += count.findings
    } catch let broken as UnreadableDrop {
      findings += broken.findings
    }
    rows = shown
  }

  var isClean: Bool { !findings.contains { $0.severity == .error } && count.rows == count.valid }

  func show(in language: Language) {
    let output = Terminal.output
    output.line(output.styled("\(name) → \(function?.name ?? "?")", .bold))
    for finding in findings { output.line("  \(finding.code.rawValue) \(finding.sentence(in: language))") }
    for row in rows {
      output.line("  " + language.pick(ja: "\(row.number)行目", en: "row \(row.number)"))
      for cell in row.cells {
        let codes = cell.findings.map(\.code.rawValue).joined(separator: " ")
        let isWrong = cell.findings.contains { $0.severity == .error }
        let line =
          "    \(cell.field) ← \(cell.label): “\(cell.before)” → \(cell.after.isEmpty ? "–" : cell.after) \(codes)"
        output.line(isWrong ? output.styled(line, .red) : line)
      }
      for finding in row.others { output.line("    \(finding.code.rawValue) \(finding.sentence(in: language))") }
    }
    output.line(
      "  "
        + language.pick(
          ja: "\(count.rows)行中 \(count.valid)行が正しく読めました（対象外 \(count.skipped)行）",
          en: "\(count.valid) of \(count.rows) rows are valid (\(count.skipped) are not for this function)"))
  }

  func object(in language: Language) -> [String: Any] {
    [
      "profile": name, "function": function?.name ?? "", "rows": count.rows, "valid": count.valid,
      "skipped": count.skipped, "findings": findings.map { JSONOutput.object($0, in: language) },
      "first": rows.map { row in
        [
          "row": row.number,
          "cells": row.cells.map { cell in
            [
              "field": cell.field, "column": cell.label, "before": cell.before, "after": cell.after,
              "findings": cell.findings.map { JSONOutput.object($0, in: language) },
            ] as [String: Any]
          },
        ] as [String: Any]
      },
    ]
  }
}
