import Bridge
import Findings
import Foundation
import Ledger

/// Shows what a run came to: the table of files, the conservation sum, the first rows that need a person.
struct ReportPrinter {
  let language: Language
  let ledger: any LedgerDriver
  /// How many rows that need a person are shown of each file; the error files have all.
  var rowLimit = 3

  func print(_ report: RunReport) throws {
    let output = Terminal.output
    for file in report.files {
      let name = (file.path as NSString).lastPathComponent
      for finding in file.findings where finding.severity != .note {
        let style: Terminal.Style = finding.severity == .error ? .red : .yellow
        output.line("\(output.styled(finding.code.rawValue, style)) \(name): \(finding.sentence(in: language))")
      }
      if let fault = file.fault {
        output.line("\(output.styled(fault.code.rawValue, .red)) \(name): \(fault.sentence(in: language))")
      }
    }
    if let fault = report.fault {
      output.line("\(output.styled(fault.code.rawValue, .red)) \(fault.sentence(in: language))")
    }
    for notice in report.notices {
      output.line("\(output.styled(notice.code.rawValue, .yellow)) \(notice.sentence(in: language))")
    }
    table(report).lines().forEach { output.line($0) }
    output.line(sum(report.tally))
    try printRows(report)
  }

  func object(_ report: RunReport) -> [String: Any] {
    var object: [String: Any] = ["exitCode": Int(report.exitCode), "counts": counts(report.tally)]
    object["conserved"] = report.tally.isConserved
    object["fault"] = report.fault.map { ["code": $0.code.rawValue, "message": $0.sentence(in: language)] }
    object["notices"] = report.notices.map { JSONOutput.object($0, in: language) }
    object["files"] = report.files.map { file in
      var entry: [String: Any] = ["path": file.path, "known": file.isKnown, "counts": counts(file.tally)]
      entry["drop"] = file.drop?.id.description
      entry["function"] = file.function
      entry["result"] = file.resultPath
      entry["error"] = file.errorPath
      entry["findings"] = file.findings.map { JSONOutput.object($0, in: language) }
      entry["fault"] = file.fault.map { ["code": $0.code.rawValue, "message": $0.sentence(in: language)] }
      return entry
    }
    return object
  }

  private func table(_ report: RunReport) -> TextTable {
    let words = FateWord.allCases.map { $0.title(in: language) }
    var table = TextTable(
      header: language.pick(ja: ["番号", "ファイル", "機能", "行数"], en: ["Drop", "File", "Function", "Rows"]) + words)
    table.rightAligned = Set(3..<table.header.count)
    for file in report.files {
      table.rows.append(
        [file.drop?.id.description ?? "–", (file.path as NSString).lastPathComponent, file.function ?? "–"]
          + numbers(file.tally))
    }
    if report.files.count > 1 {
      table.rows.append(["", language.pick(ja: "合計", en: "total"), ""] + numbers(report.tally))
    }
    return table
  }

  private func numbers(_ tally: Tally) -> [String] {
    [tally.input, tally.accepted, tally.invalid, tally.rejected, tally.held, tally.inDoubt, tally.alreadyDone]
      .map(String.init)
  }

  private func counts(_ tally: Tally) -> [String: Any] {
    [
      "input": tally.input, "accepted": tally.accepted, "invalid": tally.invalid, "rejected": tally.rejected,
      "held": tally.held, "inDoubt": tally.inDoubt, "alreadyDone": tally.alreadyDone,
    ]
  }

  /// *input = accepted + invalid + rejected + held + in doubt + already done* (PRODUCT, promise 1).
  private func sum(_ tally: Tally) -> String {
    let parts = zip(FateWord.allCases, numbers(tally).dropFirst()).map { "\($0.title(in: language)) \($1)" }
    let mark = tally.isConserved ? "✓" : "✗"
    return "\(mark) " + language.pick(ja: "入力", en: "input") + " \(tally.input) = " + parts.joined(separator: " + ")
  }

  private func printRows(_ report: RunReport) throws {
    for file in report.files {
      var shown = 0
      guard rowLimit > 0, let drop = file.drop, file.tally.invalid + file.tally.rejected + file.tally.inDoubt > 0 else {
        continue
      }
      Terminal.output.line("")
      try ledger.forEachRow(of: drop.id) { row in
        if row.needsPerson {
          shown += 1
          printRow(row, of: (file.path as NSString).lastPathComponent)
        }
        return shown < rowLimit
      }
      if let path = file.errorPath {
        Terminal.output.line(
          "  " + language.pick(ja: "→ 全件は \(path)", en: "→ all of them: \(path)"))
      }
    }
  }

  private func printRow(_ row: RowRecord, of file: String) {
    for finding in row.blamingFindings {
      let place = language.pick(ja: "\(file) \(row.location.record)行目", en: "\(file) row \(row.location.record)")
      let code = Terminal.output.styled(finding.shownCode, .red)
      Terminal.output.line("\(place)  \(code)  \(finding.sentence(in: language))")
    }
  }
}
