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
  private let now: Moment
  private let output = Terminal.output

  init(installation: Installation) {
    catalogue = installation.catalogue
    language = installation.language
    now = installation.clock.now()
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
        doubt.rowID.description, title(of: doubt), subject(of: doubt), doubt.claimed.lastSentAt?.clockTime ?? "–",
        String(doubt.claimed.sends), doubt.evidence.last.map(words) ?? "–", next(of: doubt),
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
    output.line(output.styled("\(history.rowID)  \(title(of: history))  \(subject(of: history))  \(state)", .bold))
    for finding in history.findings + (history.receipt?.findings ?? []) {
      output.line("  \(finding.shownCode) \(finding.sentence(in: language))")
    }
    heading(ja: "送信", en: "Sent")
    for attempt in history.attempts {
      let ended = attempt.outcome?.title(in: language) ?? language.pick(ja: "送信中", en: "under way")
      let answer = attempt.code ?? attempt.status.map { "HTTP \($0)" } ?? language.pick(ja: "答えなし", en: "no answer")
      output.line("  \(attempt.number)  \(attempt.sentAt.clockTime)  \(ended)  \(answer)  \(attempt.requestID)")
    }
    heading(ja: "照会", en: "Asked")
    if history.evidence.isEmpty { output.line(language.pick(ja: "  まだ照会していません。", en: "  Not asked yet.")) }
    for seen in history.evidence { output.line("  " + words(seen)) }
    if history.isInDoubt { output.line(language.pick(ja: "  次：", en: "  next: ") + next(of: history)) }
    for decided in history.decisions {
      heading(ja: "確定", en: "Decided")
      let receipt = decided.receipt.map { "  \($0)" } ?? ""
      output.line(
        "  \(decided.at.clockTime)  \(decided.who)  \(decided.verdict.title(in: language))\(receipt)  \(decided.why)")
    }
    if history.isInDoubt { try tellWhereToLook(history) }
  }

  private func tellWhereToLook(_ history: SubmissionHistory) throws {
    let check = try ScreenCheck(of: history, in: catalogue)
    heading(ja: "JARSの画面で確かめること", en: "What to look for on the JARS screen")
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

  func object(_ history: SubmissionHistory) -> [String: Any] {
    var object: [String: Any] = [
      "ledgerID": history.rowID.description, "function": history.claimed.submission.function,
      "vehicle": history.claimed.submission.vehicle, "subject": subject(of: history),
      "state": history.claimed.state.rawValue, "sends": history.claimed.sends, "needsPerson": history.needsPerson,
      "findings": history.findings.map { JSONOutput.object($0, in: language) },
    ]
    object["sentAt"] = history.claimed.lastSentAt?.description
    if history.isInDoubt && !history.needsPerson { object["asksAt"] = history.dueAt?.description }
    object["attempts"] = history.attempts.map { attempt in
      var entry: [String: Any] = [
        "number": attempt.number, "requestID": attempt.requestID, "sentAt": attempt.sentAt.description,
      ]
      entry["outcome"] = attempt.outcome?.rawValue
      entry["status"] = attempt.status
      entry["code"] = attempt.code
      return entry
    }
    object["evidence"] = history.evidence.map { seen in
      ["at": seen.at.description, "verdict": seen.evidence.verdict.rawValue, "detail": seen.evidence.detail]
    }
    object["decisions"] = history.decisions.map { decided in
      var entry = [
        "at": decided.at.description, "who": decided.who, "why": decided.why, "verdict": decided.verdict.rawValue,
      ]
      entry["receipt"] = decided.receipt
      return entry
    }
    return object
  }

  private func heading(ja: String, en: String) {
    output.line("")
    output.line(output.styled(language.pick(ja: ja, en: en), .bold))
  }

  private func title(of history: SubmissionHistory) -> String {
    let name = history.claimed.submission.function
    return language == .japanese ? catalogue.function(named: name)?.title ?? name : name
  }

  /// The vehicle, or what else the report is about: a package's number.
  private func subject(of history: SubmissionHistory) -> String {
    let submission = history.claimed.submission
    if !submission.vehicle.isEmpty { return submission.vehicle }
    let keys = catalogue.function(named: submission.function)?.bridge.key?.fields ?? []
    return keys.compactMap { history.values[$0] }.joined(separator: " ")
  }

  private func words(_ seen: SubmissionHistory.Seen) -> String {
    "\(seen.at.clockTime)  \(seen.evidence.verdict.title(in: language))  (\(seen.evidence.detail))"
  }

  private func next(of history: SubmissionHistory) -> String {
    if history.needsPerson { return language.pick(ja: "なし（人の判断が必要）", en: "none (needs a person)") }
    guard let due = history.dueAt else { return "–" }
    return due > now ? due.clockTime : language.pick(ja: "次の実行時", en: "with the next run")
  }
}

extension Verdict {
  /// What an inquiry showed, in a word or two.
  fileprivate func title(in language: Language) -> String {
    switch self {
    case .present: language.pick(ja: "報告あり", en: "shows the report")
    case .different: language.pick(ja: "別の内容の報告あり", en: "shows other facts")
    case .absent: language.pick(ja: "報告なし", en: "clearly not there")
    case .unclear: language.pick(ja: "判断できず", en: "unclear")
    }
  }
}
