import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Validation

/// Tells what became of a row's submission: when it was sent, what was answered, asked and decided, and what was refused
/// before it.
struct HistoryPrinter {
  private let catalogue: Catalogue
  private let language: Language
  private let now: Moment
  private let output = Terminal.output

  init(installation: Installation) {
    catalogue = installation.catalogue
    language = installation.language
    now = installation.clock.now()
  }

  /// Everything about the submission, under its headings.
  func print(_ history: SubmissionHistory) {
    if !history.attempts.isEmpty {
      heading(ja: "送信", en: "Sent")
      history.attempts.forEach { output.line("  " + words($0)) }
    }
    if history.isInDoubt || !history.evidence.isEmpty { heading(ja: "照会", en: "Asked") }
    if history.isInDoubt && history.evidence.isEmpty {
      output.line(language.pick(ja: "  まだ照会していません。", en: "  Not asked yet."))
    }
    for seen in history.evidence { output.line("  " + words(seen)) }
    if history.isInDoubt { output.line(language.pick(ja: "  次：", en: "  next: ") + next(of: history)) }
    for decided in history.decisions {
      heading(ja: "確定", en: "Decided")
      let receipt = decided.receipt.map { "  \($0)" } ?? ""
      output.line(
        "  \(decided.at.clockTime)  \(decided.who)  \(decided.verdict.title(in: language))\(receipt)  \(decided.why)")
    }
    for (number, refused) in history.earlier.enumerated() {
      heading(ja: "以前の拒否 \(number + 1)", en: "Refused before, \(number + 1)")
      for finding in refused.findings { output.line("  " + finding.codeAndSentence(in: language)) }
      refused.attempts.forEach { output.line("  " + words($0)) }
      refused.evidence.forEach { output.line("  " + words($0)) }
    }
  }

  func object(_ history: SubmissionHistory) -> [String: Any] {
    var object: [String: Any] = [
      "ledgerID": history.rowID.description, "function": history.claimed.submission.function,
      "vehicle": history.claimed.submission.vehicle, "subject": subject(of: history),
      "state": history.claimed.state.rawValue, "sends": history.claimed.sends, "needsPerson": history.needsPerson,
      "findings": history.findings.map { JSONOutput.object($0, in: language) },
    ]
    object["receipt"] = history.receipt?.number
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
    if !history.earlier.isEmpty { object["earlier"] = history.earlier.map(self.object) }
    return object
  }

  func heading(ja: String, en: String) {
    output.line("")
    output.line(output.styled(language.pick(ja: ja, en: en), .bold))
  }

  func title(of history: SubmissionHistory) -> String {
    title(ofFunction: history.claimed.submission.function)
  }

  func title(ofFunction name: String) -> String {
    language == .japanese ? catalogue.function(named: name)?.title ?? name : name
  }

  /// The vehicle, or what else the report is about: a package's number.
  func subject(of history: SubmissionHistory) -> String {
    let submission = history.claimed.submission
    if !submission.vehicle.isEmpty { return submission.vehicle }
    let keys = catalogue.function(named: submission.function)?.bridge.key?.fields ?? []
    return keys.compactMap { history.values[$0] }.joined(separator: " ")
  }

  private func words(_ attempt: SubmissionHistory.Attempt) -> String {
    let ended = attempt.outcome?.title(in: language) ?? language.pick(ja: "送信中", en: "under way")
    let answer = attempt.code ?? attempt.status.map { "HTTP \($0)" } ?? language.pick(ja: "答えなし", en: "no answer")
    return "\(attempt.number)  \(attempt.sentAt.clockTime)  \(ended)  \(answer)  \(attempt.requestID)"
  }

  func words(_ seen: SubmissionHistory.Seen) -> String {
    "\(seen.at.clockTime)  \(seen.evidence.verdict.title(in: language))  (\(seen.evidence.detail))"
  }

  func next(of history: SubmissionHistory) -> String {
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
