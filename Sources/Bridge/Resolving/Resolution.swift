import Delivery
package import Findings
package import Ledger
import Validation

/// Brings a person's word about a report in doubt into the ledger, once it has stood up to what is known.
package struct Resolution: Sendable {
  private let catalogue: Catalogue
  private let ledger: any LedgerDriver
  private let settings: DoubtSettings
  private let clock: Clock

  /// - Parameter ledger: a guest's, beside a working owner or without one.
  package init(installation: Installation, ledger: any LedgerDriver) {
    self.init(
      catalogue: installation.catalogue, ledger: ledger, settings: installation.configuration.doubt,
      clock: installation.clock)
  }

  init(catalogue: Catalogue, ledger: any LedgerDriver, settings: DoubtSettings, clock: Clock) {
    self.catalogue = catalogue
    self.ledger = ledger
    self.settings = settings
    self.clock = clock
  }

  /// What the person saw on the service's screen.
  package enum Word: Sendable {
    /// The report is there, under this number; the package's number too, where the service made one for it.
    case accepted(receipt: String, package: String?)
    /// It is not there and may be sent once more.
    case notSent
  }

  /// Settles the row's report; returns how it stood when it was decided.
  ///
  /// Throws ``Fault``: `unknownRow`, `notInDoubt`, `decisionTooEarly`, `decisionAgainstEvidence`, `receiptInvalid`.
  @discardableResult
  package func settle(_ row: RowID, as word: Word, who: String, why: String) throws -> SubmissionHistory {
    while true {
      let history = try inDoubt(row)
      let now = clock.now()
      let decision =
        switch word {
        case .accepted(let receipt, let package):
          try acceptance(of: history, receipt, package, who: who, why: why, at: now)
        case .notSent: try otherSend(of: history, who: who, why: why, at: now)
        }
      // An inquiry may have answered since: then the word is weighed anew against what it showed.
      if try ledger.decide(history.claimed.id, decision, having: history.evidence.count, at: now) { return history }
    }
  }

  private func inDoubt(_ row: RowID) throws -> SubmissionHistory {
    guard let history = try ledger.history(of: row) else { throw Fault(.unknownRow, ["value": row.description]) }
    guard history.isInDoubt else {
      let state = history.claimed.state
      throw Fault(
        .notInDoubt,
        [
          "value": row.description, "actual.ja": state.title(in: .japanese), "actual.en": state.title(in: .english),
        ])
    }
    return history
  }

  private func acceptance(
    of history: SubmissionHistory, _ receipt: String, _ package: String?, who: String, why: String, at now: Moment
  ) throws -> Decision {
    let function = try catalogue.staged(history.claimed.submission.function)
    let check = StatedNumbers(catalogue: catalogue, function: function, row: history.claimed.submission.values)
    let number = try check.receipt(receipt)
    var given: [String: String] = [:]
    if let name = function.bridge.answer.receipt { given[name] = number }
    if let name = function.bridge.answer.package {
      given[name] = try check.package(package)
    } else if let package {
      throw check.unwanted(package)
    }
    let disposition = Disposition(
      service: catalogue.service, retry: RetryPolicy(), hours: .regular, settleSeconds: settings.settle)
    var kept = disposition.receipt(
      confirming: function, by: ServiceAnswer(code: "", message: ""), given: given)
    kept.findings = [
      finding(
        who, why, now, ja: "番号\(number)で受理済みと確定しました", en: "settled it as accepted under \(number)")
    ]
    return Decision(who: who, why: why, settlement: .accepted(kept), receipt: number)
  }

  /// Must be hard to do by mistake: a report that is sent twice can't be taken back.
  private func otherSend(of history: SubmissionHistory, who: String, why: String, at now: Moment) throws -> Decision {
    let row = history.rowID.description
    let settled = (history.claimed.lastSentAt ?? now).adding(seconds: settings.settle)
    if now < settled { throw Fault(.decisionTooEarly, ["value": row, "when": settled.clockTime]) }
    if let last = history.evidence.last, [.present, .different].contains(last.evidence.verdict) {
      throw Fault(
        .decisionAgainstEvidence, ["value": row, "when": last.at.clockTime, "actual": last.evidence.detail])
    }
    let reason = finding(
      who, why, now, ja: "届いていないと確定しました。もう一度送ります", en: "settled it as not sent, to go out once more,")
    return Decision(
      who: who, why: why, settlement: .retryable(notBefore: now, because: reason, spendsAttempt: false))
  }

  private func finding(_ who: String, _ why: String, _ now: Moment, ja: String, en: String) -> Finding {
    Finding(
      .decidedByPerson,
      facts: ["who": who, "when": now.clockTime, "reason": why, "decision.ja": ja, "decision.en": en])
  }
}

extension SubmissionState {
  /// For people, as the row's fate.
  package func title(in language: Language) -> String {
    switch self {
    case .ready, .retryable: FateWord.held.title(in: language)
    case .inFlight: language.pick(ja: "送信中", en: "being sent")
    case .accepted: FateWord.accepted.title(in: language)
    case .rejected: FateWord.rejected.title(in: language)
    case .unknown: FateWord.inDoubt.title(in: language)
    }
  }
}
