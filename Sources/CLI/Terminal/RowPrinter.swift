import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Validation

/// Shows rows of the ledger: where each came from, what became of it, when it was sent and what the service answered.
struct RowPrinter {
  private let catalogue: Catalogue
  private let language: Language
  private let ledger: any LedgerDriver
  private let story: HistoryPrinter
  private let output = Terminal.output

  init(installation: Installation, ledger: any LedgerDriver) {
    catalogue = installation.catalogue
    language = installation.language
    self.ledger = ledger
    story = HistoryPrinter(installation: installation)
  }

  /// A row in a few lines, as one of several. Throws ``Fault`` of the ledger.
  func printBriefly(_ row: RowRecord) throws {
    let history = try ledger.history(of: row.rowID)
    printHead(row, of: try ledger.drop(row.drop), history)
    for refused in history?.earlier ?? [] {
      let sent = refused.claimed.lastSentAt?.clockTime ?? "–"
      let reasons = refused.findings.map { $0.codeAndSentence(in: language) }.joined(separator: " ")
      output.line(language.pick(ja: "    以前の拒否 ", en: "    refused before, ") + "\(sent)  \(reasons)")
    }
  }

  /// A row with its cells and its whole story. Throws ``Fault`` of the ledger.
  func print(_ row: RowRecord) throws {
    let history = try ledger.history(of: row.rowID)
    let drop = try ledger.drop(row.drop)
    printHead(row, of: drop, history)
    let family = try ledger.family(of: row.rowID)
    if let origin = family.members.first(where: { $0.row == row.rowID })?.origin {
      output.line(language.pick(ja: "    \(origin) を訂正した行です。", en: "    It corrects \(origin)."))
    }
    for correction in family.members where correction.origin == row.rowID {
      output.line(language.pick(ja: "    \(correction.row) で訂正されました。", en: "    \(correction.row) corrects it."))
    }
    if let history { story.print(history) }
    story.heading(ja: "ファイルの値", en: "As the file had it")
    let labels = drop?.drop.header ?? []
    let width = labels.map(\.displayWidth).max() ?? 0
    for (label, cell) in zip(labels, row.cells) {
      output.line("  " + label + String(repeating: " ", count: width - label.displayWidth) + "  " + cell)
    }
  }

  func object(_ row: RowRecord) throws -> [String: Any] {
    var object: [String: Any] = [
      "ledgerID": row.ledgerID, "function": row.function, "row": row.location.record,
      "fate": row.fateWord.rawValue,
      "findings": (row.findings + row.deliveryFindings).map { JSONOutput.object($0, in: language) },
    ]
    object["path"] = try ledger.drop(row.drop)?.drop.path
    object["submission"] = try ledger.history(of: row.rowID).map(story.object)
    return object
  }

  /// What the row is, what is said of it, and the service's answer.
  private func printHead(_ row: RowRecord, of drop: DropRecord?, _ history: SubmissionHistory?) {
    let title = story.title(ofFunction: row.function)
    let file = drop.map { ($0.drop.path as NSString).lastPathComponent } ?? "–"
    let place = language.pick(ja: "\(file) \(row.location.record)行目", en: "\(file) row \(row.location.record)")
    let fate = row.fateWord.title(in: language)
    output.line(output.styled([row.ledgerID, title, fate, place].joined(separator: "  "), .bold))
    for finding in row.findings + row.deliveryFindings {
      output.line("    " + finding.codeAndSentence(in: language))
    }
    guard let history else { return }
    if history.rowID != row.rowID {
      output.line(language.pick(ja: "    \(history.rowID) と同じ報告です。", en: "    The same report as \(history.rowID)."))
    }
    var facts: [String] = []
    if let sent = history.claimed.lastSentAt?.clockTime { facts.append(language.pick(ja: "送信 ", en: "sent ") + sent) }
    if let receipt = history.receipt, let function = catalogue.function(named: row.function) {
      facts += function.titledAnswers(in: receipt).map { "\($0.title) \($0.value)" }
    }
    if !facts.isEmpty { output.line("    " + facts.joined(separator: "  ")) }
  }
}
