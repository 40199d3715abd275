import ArgumentParser
import Bridge
import Delivery
import Findings
import Foundation
import Tabular
import Validation

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check files without sending or writing anything.",
    discussion: """
      Reads each file as `run` would, and says what it found: encoding and delimiter with the evidence, the function, and \
      every error of every row. Needs no configuration.

        elvbridge check drop/HIKITORI.csv
        elvbridge check --function collection-report export.csv --json
      """)

  @Argument(help: "The files to check.")
  var files: [String]

  @Option(name: .long, help: "The function, where folder, name and header don't tell.")
  var function: String?

  @Option(name: .long, help: "Show at most this many rows with errors for each file.")
  var rows = 20

  @Option(name: .long, help: "How many threads read a file. Default: as many as there are cores, at most 4.")
  var threads: Int?

  @OptionGroup var schemas: SchemaOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let catalogue = try schemas.library().load()
      var reader = try schemas.reader(catalogue)
      reader.threads = max(1, min(threads ?? DropReader.usualThreads, 64))
      reader.isDigesting = common.json
      let chosen = try function.map(catalogue.named)
      var checks: [FileCheck] = []
      for file in files {
        checks += FileCheck.all(file, reader, chosen, rowLimit: common.json ? .max : rows)
      }
      if common.json {
        print(JSONOutput.text(checks.map { $0.object(in: common.language()) }))
      } else {
        for check in checks { check.show(in: common.language()) }
      }
      if checks.contains(where: { $0.fault != nil }) { throw ExitCode(2) }
      if checks.contains(where: { !$0.isClean }) { throw ExitCode(1) }
    }
  }
}

/// What checking one file found.
private struct FileCheck {
  var path: String
  var fault: Fault?
  var opened: OpenedDrop?
  var count = RowCount()
  /// Rows with errors, as many as are shown.
  var badRows: [[Finding]] = []
  var warnings = 0
  /// How often each repair and warning was needed.
  var remarks: [FindingCode: Int] = [:]

  /// One check for each function that the file feeds; in one reading where its beginning speaks for the whole file.
  static func all(_ path: String, _ reader: DropReader, _ function: FunctionSchema?, rowLimit: Int) -> [FileCheck] {
    var hasty = reader
    hasty.isHasty = true
    func checks(by reader: DropReader) throws -> [FileCheck] {
      try reader.openAll(path, as: function).map { try FileCheck($0, reader, rowLimit: rowLimit) }
    }
    do {
      do {
        return try checks(by: hasty)
      } catch is HastyVerdict {
        return try checks(by: reader)
      }
    } catch {
      var check = FileCheck(path: path)
      check.fault = error as? Fault ?? Fault(.fileUnreadable, ["path": path, "reason": "\(error)"])
      return [check]
    }
  }

  private init(path: String) {
    self.path = path
  }

  private init(_ opened: OpenedDrop, _ reader: DropReader, rowLimit: Int) throws(HastyVerdict) {
    self.init(path: opened.examination.path)
    var opened = opened
    defer { self.opened = opened }
    do {
      count = try reader.tell(of: &opened) { rows in
        // Rows without findings are not even copied.
        for index in rows.indices where !rows[index].findings.isEmpty { note(rows[index], rowLimit) }
      }
      opened.findings += count.findings
    } catch let verdict as HastyVerdict {
      throw verdict
    } catch let broken as UnreadableDrop {
      opened.findings += broken.findings
    } catch let fault as Fault {
      self.fault = fault
    } catch {
      fault = Fault(.fileUnreadable, ["path": path, "reason": "\(error)"])
    }
  }

  private mutating func note(_ row: CheckedRecord, _ rowLimit: Int) {
    warnings += row.findings.count { $0.severity == .warning }
    for finding in row.findings where finding.severity != .error { remarks[finding.code, default: 0] += 1 }
    if !row.isValid && badRows.count < rowLimit { badRows.append(row.findings) }
  }

  var isClean: Bool {
    fault == nil && opened?.isReadable == true && count.rows == count.valid
  }

  func show(in language: Language) {
    let output = Terminal.output
    output.line(output.styled(path, .bold))
    if let fault { output.line("  \(output.styled(fault.code.rawValue, .red)) \(fault.sentence(in: language))") }
    guard let opened else { return }
    if let dialect = opened.dialect {
      let confidence = dialect.confidence.title(in: language)
      let evidence = ([confidence] + dialect.evidence).joined(separator: "; ")
      output.line(
        "  " + language.pick(ja: "形式 ", en: "dialect ") + dialect.encoding.title
          + output.styled("  (\(evidence))", .dim))
    }
    if let profile = opened.profile {
      output.line("  " + language.pick(ja: "読み取り設定 ", en: "profile ") + profile.name)
    }
    if let function = opened.function {
      output.line("  " + language.pick(ja: "機能 ", en: "function ") + "\(function.name) \(function.title)")
    }
    for finding in opened.findings { show(finding, language) }
    guard opened.isReadable else { return }
    for finding in badRows.flatMap({ $0 }) where finding.severity == .error { show(finding, language) }
    let bad = count.rows - count.valid
    if bad > badRows.count {
      output.line(
        "  "
          + language.pick(
            ja: "…ほか\(bad - badRows.count)行（--rows で増やせます）", en: "… and \(bad - badRows.count) rows more (see --rows)"))
    }
    let summary = language.pick(
      ja: "\(count.rows)行：正しい \(count.valid)、不備 \(bad)、空行 \(count.blank)、注意 \(warnings)",
      en: "\(count.rows) rows: \(count.valid) valid, \(bad) invalid, \(count.blank) blank, \(warnings) warnings")
    output.line("  " + output.styled(summary, bad == 0 ? .green : .red))
    let repairs = remarks.sorted { $0.key.rawValue < $1.key.rawValue }
    if !repairs.isEmpty {
      let list = repairs.map { "\($0.key.rawValue) \($0.key.name) × \($0.value)" }.joined(separator: ", ")
      output.line("  " + output.styled(language.pick(ja: "修復と注意：", en: "repairs and warnings: ") + list, .dim))
    }
  }

  private func show(_ finding: Finding, _ language: Language) {
    let output = Terminal.output
    var place = finding.location.map { language.pick(ja: "\($0.record)行目 ", en: "row \($0.record) ") } ?? ""
    // Sentences about the form of a file tell its places themselves.
    if finding.field != nil, let line = finding.facts["line"], let column = finding.facts["column"] {
      place += language.pick(ja: "（\(line)行目の\(column)文字目） ", en: "(line \(line), column \(column)) ")
    }
    let style: Terminal.Style = finding.severity == .error ? .red : .yellow
    output.line("  \(place)\(output.styled(finding.code.rawValue, style)) \(finding.sentence(in: language))")
  }

  func object(in language: Language) -> [String: Any] {
    var object: [String: Any] = [
      "path": path, "rows": count.rows, "valid": count.valid, "blank": count.blank, "skipped": count.skipped,
      "findings": (opened?.findings ?? []).map { JSONOutput.object($0, in: language) },
      "badRows": badRows.flatMap { $0 }.map { JSONOutput.object($0, in: language) },
    ]
    object["remarks"] = Dictionary(uniqueKeysWithValues: remarks.map { ($0.key.rawValue, $0.value) })
    object["function"] = opened?.function?.name
    object["sha256"] = opened?.examination.sha256
    object["profile"] = opened?.profile?.name
    if let dialect = opened?.dialect {
      object["encoding"] = dialect.encoding.rawValue
      object["delimiter"] = String(UnicodeScalar(dialect.delimiter))
      object["confidence"] = dialect.confidence.rawValue
      object["evidence"] = dialect.evidence
    }
    object["fault"] = fault.map { ["code": $0.code.rawValue, "message": $0.sentence(in: language)] }
    return object
  }
}

extension Confidence {
  /// How sure the encoding is, in a word for people.
  fileprivate func title(in language: Language) -> String {
    switch self {
    case .certain: language.pick(ja: "確実", en: "certain")
    case .likely: language.pick(ja: "ほぼ確実", en: "likely")
    case .assumed: language.pick(ja: "推定", en: "assumed")
    }
  }
}
