package import Findings
package import Validation

/// Turns an outcome into the submission's next state: each error class of domain/4 §4.1 with its own behaviour.
package struct Disposition: Sendable {
  package var service: ServiceSchema
  package var retry: RetryPolicy
  package var hours: ServiceHours
  /// How long a report in doubt is left alone before an inquiry, in seconds (domain/4 §4.4, B).
  package var settleSeconds: Int

  /// A report that comes too early is offered again this often (domain/4 §4.1).
  private static let deferralSeconds = 30 * 60
  /// … and for five calendar days, after which the service's last word stands.
  private static let deferralDays = 5

  package init(service: ServiceSchema, retry: RetryPolicy, hours: ServiceHours, settleSeconds: Int) {
    self.service = service
    self.retry = retry
    self.hours = hours
    self.settleSeconds = settleSeconds
  }

  /// - Parameters:
  ///   - attempts: how many attempts were spent, this one included; waiting that was nobody's fault is forgiven.
  ///   - sends: how often it really left, this time included.
  ///   - firstSent: when it left for the first time.
  ///   - random: 0..<1, handed in because the core rolls no dice.
  package func settlement(
    of outcome: Outcome, for function: FunctionSchema, attempts: Int, sends: Int, firstSent: Moment? = nil,
    at now: Moment, random: Double
  ) -> Settlement {
    let isReport = function.bridge.kind == .report
    switch outcome {
    case .accepted(let answer): return .accepted(receipt(in: answer, of: function))
    case .refused(let answer): return .rejected(refusals(in: answer, of: function))
    case .alreadyReported(let answer):
      // Sent before without an answer: this may be our own report. Evidence decides.
      if isReport && sends > 1 { return .unknown(askNotBefore: now, because: refusals(in: answer, of: function)[0]) }
      return .rejected(refusals(in: answer, of: function), blocksVehicle: false)
    case .deferred(let answer):
      if let firstSent, firstSent.japanDate.adding(days: Self.deferralDays) <= now.japanDate {
        return .rejected(refusals(in: answer, of: function))
      }
      let next = now.adding(seconds: Self.deferralSeconds)
      let facts = ["message": "\(answer.code) \(answer.message)", "when": next.clockTime]
      return .retryable(notBefore: next, because: Finding(.tooEarly, facts: facts), spendsAttempt: true)
    case .closed:
      let next = hours.nextOpening(function.bridge.hours, after: now) ?? now.adding(seconds: 24 * 60 * 60)
      return .retryable(
        notBefore: next, because: Finding(.outOfHours, facts: ["when": next.clockTime]), spendsAttempt: false)
    case .notTaken(let reason, let retryAfter):
      return later(.notReached, ["reason": reason], retryAfter, attempts, now, random)
    case .throttled(let retryAfter): return later(.throttled, [:], retryAfter, attempts, now, random)
    case .tokenExpired(let answer):
      return later(.notReached, ["reason": answer.map(\.message) ?? "HTTP 401"], nil, attempts, now, random)
    case .unexpected(let status): return later(.unexpectedAnswer, ["status": "\(status)"], nil, attempts, now, random)
    case .stop(let reason, _): return later(.runStopped, ["reason": reason], nil, attempts, now, random)
    case .unknown(let reason):
      let ask = now.adding(seconds: settleSeconds)
      return .unknown(askNotBefore: ask, because: Finding(.noUsableAnswer, facts: ["reason": reason]))
    }
  }

  /// What the ledger and the result file keep of an acceptance.
  package func receipt(in answer: ServiceAnswer, of function: FunctionSchema) -> Receipt {
    let shape = function.bridge.answer
    var columns: [String: String] = [:]
    for name in [shape.package, shape.deadline].compactMap({ $0 }) + shape.columns.map(\.name) {
      columns[name] = answer.data[path: name]?.words
    }
    let remarks = answer.code == service.classes[.success]?.first ? [] : [remark(.serviceRemark, answer)]
    return Receipt(
      number: shape.receipt.flatMap { answer.data[path: $0]?.text },
      acceptedAt: shape.acceptedAt.flatMap { answer.data[path: $0]?.text }, columns: columns,
      threads: function.bridge.order.feeds.compactMap { feed in
        feed.answer.flatMap { answer.data[path: $0]?.text }.map { ThreadName.of(feed.thread, $0) }
      }, findings: remarks)
  }

  /// What is kept of a report that an inquiry confirmed.
  ///
  /// - Parameter given: members of the report's own answer that the inquiry's gave in its place.
  package func receipt(
    confirming function: FunctionSchema, by answer: ServiceAnswer, given: [String: String]
  ) -> Receipt {
    var receipt = receipt(in: answer, of: function)
    receipt.columns.merge(given) { _, given in given }
    // A list has no number of its own; the member that fits has.
    if let number = function.bridge.answer.receipt.flatMap({ given[$0] }) { receipt.number = number }
    let threads = function.bridge.order.feeds.compactMap { feed in
      feed.answer.flatMap { given[$0] }.map { ThreadName.of(feed.thread, $0) }
    }
    if !threads.isEmpty { receipt.threads = threads }
    receipt.findings = [Finding(.confirmedByInquiry)]
    return receipt
  }

  /// The lines of the list that an inquiry answered with: the values of the list's columns, in their order.
  package func lines(in answer: ServiceAnswer, of function: FunctionSchema) -> [[String]] {
    guard let list = function.bridge.answer.list else { return [] }
    return (answer.data[path: list.member]?.elements ?? []).map { member in
      list.columns.map { member[path: $0.name]?.words ?? "" }
    }
  }

  /// One finding for each field that the service blames, or one for the whole answer.
  package func refusals(in answer: ServiceAnswer, of function: FunctionSchema) -> [Finding] {
    guard !answer.errors.isEmpty else { return [remark(.serviceRefused, answer)] }
    return answer.errors.map { error in
      let field = function.fields.first { $0.wireName == error.field }
      var finding = remark(.serviceRefused, ServiceAnswer(code: error.code, message: error.message))
      finding.field = field?.name ?? error.field
      finding.label = field?.title
      return finding
    }
  }

  private func remark(_ code: FindingCode, _ answer: ServiceAnswer) -> Finding {
    let known = service.codes[answer.code]
    return Finding(
      code,
      facts: [
        "code": answer.code, "message": answer.message.isEmpty ? known?.message ?? "" : answer.message,
        "remedy.ja": known?.remedy[.japanese] ?? "", "remedy.en": known?.remedy[.english] ?? "",
      ])
  }

  private func later(
    _ code: FindingCode, _ facts: [String: String], _ retryAfter: String?, _ attempts: Int, _ now: Moment,
    _ random: Double
  ) -> Settlement {
    // A row is never given up for the other side's trouble: after the quick attempts it waits with the deferred ones,
    // or longer where the service asks for it.
    let asked = retryAfter.flatMap { RetryAfter($0, now: now) }
    let patient = now.adding(seconds: Self.deferralSeconds)
    let next =
      retry.nextAttempt(after: attempts, now: now, retryAfter: asked, random: random)
      ?? max(
        patient, asked.flatMap { retry.nextAttempt(after: 0, now: now, retryAfter: $0, random: random) } ?? patient)
    return .retryable(
      notBefore: next, because: Finding(code, facts: facts.merging(["when": next.clockTime]) { fact, _ in fact }),
      spendsAttempt: true)
  }
}
