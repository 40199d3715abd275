import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Validation

/// Shows reports in doubt: all of them in a table, or one with everything that a person needs to judge it.
struct DoubtPrinter {
  private let catalogue: Catalogue
  private let language: Language
  private let story: HistoryPrinter
  private let output = Terminal.output

  init(installation: Installation) {
    catalogue = installation.catalogue
    language = installation.language
    story = HistoryPrinter(installation: installation)
  }

  func list(_ doubts: [SubmissionHistory]) throws {
    if doubts.isEmpty {
      return output.line(language.pick(ja: "結果不明の報告はありません。", en: "No report is in doubt."))
    }
    var table = TextTable(
      header: language.pick(
        ja: ["台帳ID", "機能", "車台・荷姿", "送信", "回数", "最後の照会", "次の照会"],
        en: ["Ledger ID", "Function", "Vehicle or package", "Sent", "Times", "Last inquiry", "Next inquiry"]))
    table.rightAligned = [4]
    table.rows = doubts.map { doubt in
      [
        doubt.rowID.description, story.title(of: doubt), story.subject(of: doubt),
        doubt.claimed.lastSentAt?.clockTime ?? "–",
        String(doubt.claimed.sends), doubt.evidence.last.map(story.words) ?? "–", story.next(of: doubt),
      ]
    }
    table.lines().forEach { output.line($0) }
    let waiting = doubts.count(where: \.needsPerson)
    output.line(
      language.pick(
        ja: "結果不明 \(doubts.count)件、うち人の判断が要るもの \(waiting)件。詳しくは elvbridge resolve 台帳ID",
        en: "\(doubts.count) in doubt, \(waiting) of them need a person. More: elvbridge resolve LEDGER-ID"))
  }

  func print(_ history: SubmissionHistory) throws {
    let state = history.claimed.state.title(in: language)
    let parts = [history.rowID.description, story.title(of: history), story.subject(of: history), state]
    output.line(output.styled(parts.joined(separator: "  "), .bold))
    for finding in history.findings + (history.receipt?.findings ?? []) {
      output.line("  " + finding.codeAndSentence(in: language))
    }
    story.print(history)
    if history.isInDoubt { try tellWhereToLook(history) }
  }

  func object(_ history: SubmissionHistory) -> [String: Any] { story.object(history) }

  private func tellWhereToLook(_ history: SubmissionHistory) throws {
    let check = try ScreenCheck(of: history, in: catalogue)
    story.heading(ja: "JARSの画面で確かめること", en: "What to look for on the JARS screen")
    func line(_ values: [(title: String, value: String)]) -> String {
      values.map { "\($0.title) \($0.value)" }.joined(separator: language.pick(ja: "、", en: ", "))
    }
    output.line(language.pick(ja: "  検索：", en: "  find: ") + line(check.search))
    let facts = line(check.mustAgree)
    output.line(
      language.pick(ja: "  「\(check.title)」があるか。あれば：", en: "  is there a 「\(check.title)」? If so, with: ")
        + (facts.isEmpty ? language.pick(ja: "その番号", en: "its number") : facts))
    let package = check.makesPackage ? language.pick(ja: " --package 荷姿番号", en: " --package PACKAGE") : ""
    let id = history.rowID
    output.line("")
    output.line(
      language.pick(
        ja: "  あった： elvbridge resolve \(id) --accepted 番号\(package) --why \"…\"",
        en: "  there:     elvbridge resolve \(id) --accepted NUMBER\(package) --why \"…\""))
    output.line(
      language.pick(
        ja: "  ない：   elvbridge resolve \(id) --not-sent --why \"…\"  （もう一度送ります。取り消せません）",
        en: "  not there: elvbridge resolve \(id) --not-sent --why \"…\"  (sends it again; nothing takes it back)"))
  }
}
