package import Validation

/// What was seen of one exchange, in the terms that decide (domain/4 §4.3).
package enum Observation: Sendable, Hashable {
  /// Name, connection, TLS, or not one byte of the body left: the service certainly has nothing.
  case certainlyNotProcessed(reason: String)
  /// Bytes left and no whole answer came back.
  case noAnswer(reason: String)
  case answered(status: Int, body: [UInt8], retryAfter: String?)
}

/// What one exchange means for the submission.
package enum Outcome: Sendable, Hashable {
  case accepted(ServiceAnswer)
  /// The same bytes can never succeed.
  case refused(ServiceAnswer)
  /// The service says that this was reported before; evidence decides by whom.
  case alreadyReported(ServiceAnswer)
  /// Right, but too early: an earlier party has not reported yet.
  case deferred(ServiceAnswer)
  /// Closed; nothing was processed.
  case closed(ServiceAnswer)
  /// Certainly not processed; worth another attempt, and not before the service's own `Retry-After` where it gave one.
  case notTaken(reason: String, retryAfter: String? = nil)
  /// Certainly not processed; the service asked for patience, in its own words of `Retry-After`.
  case throttled(retryAfter: String?)
  case tokenExpired(ServiceAnswer?)
  /// May or may not have been processed. Never sent again without evidence.
  case unknown(reason: String)
  /// An answer outside the contract that proves that nothing was processed: a wrong address, a wrong method.
  case unexpected(status: Int)
  /// Going on would do harm: a locked account, a redirect to somewhere else.
  case stop(reason: String, answer: ServiceAnswer?)
}

extension Outcome {
  /// The whole table of domain/4 §4.3; nothing else decides what an exchange means.
  ///
  /// An inquiry changes nothing at the far end, so that its doubt is only a reason to ask again.
  package init(of observation: Observation, asking kind: FunctionSchema.Kind, in service: ServiceSchema) {
    let outcome = Self.outcome(of: observation, in: service)
    if case .unknown(let reason) = outcome, kind != .report {
      self = .notTaken(reason: reason)
    } else {
      self = outcome
    }
  }

  private static func outcome(of observation: Observation, in service: ServiceSchema) -> Outcome {
    switch observation {
    case .certainlyNotProcessed(let reason): .notTaken(reason: reason)
    case .noAnswer(let reason): .unknown(reason: reason)
    case .answered(let status, let body, let retryAfter):
      if let answer = ServiceAnswer(body: body, envelope: service.envelope) {
        outcome(of: answer, status: status, retryAfter: retryAfter, in: service)
      } else {
        outcome(ofStatus: status, retryAfter: retryAfter)
      }
    }
  }

  /// With a readable envelope its result code decides, where the status lets it: the table gives a redirect, a timeout
  /// and a failing server one meaning each, whatever an intermediary puts into the body, and only 2xx is a success. A
  /// code nobody knows is no reason to believe anything.
  private static func outcome(
    of answer: ServiceAnswer, status: Int, retryAfter: String?, in service: ServiceSchema
  ) -> Outcome {
    switch status {
    case 300..<400: return outcome(ofStatus: status, retryAfter: retryAfter)
    case 408, 500, 502, 504: return .unknown(reason: "HTTP \(status) \(answer.code) \(answer.message)")
    default: break
    }
    return switch service.errorClass(of: answer.code) {
    case .success where (200..<300).contains(status): .accepted(answer)
    case .success: .unknown(reason: "\(answer.code) with HTTP \(status)")
    case .permanent, .untilPaid, .untilPermitted: .refused(answer)
    case .confirm: .alreadyReported(answer)
    case .deferred: .deferred(answer)
    case .atOpening: .closed(answer)
    case .retry where status == 429 || service.codes[answer.code]?.status == 429: .throttled(retryAfter: retryAfter)
    case .retry: .notTaken(reason: "\(answer.code) \(answer.message)", retryAfter: retryAfter)
    case .renewToken: .tokenExpired(answer)
    case .inDoubt: .unknown(reason: "\(answer.code) \(answer.message)")
    case .stop: .stop(reason: "\(answer.code) \(answer.message)", answer: answer)
    case nil where status == 401 || status == 429: outcome(ofStatus: status, retryAfter: retryAfter)
    case nil:
      // An unknown code with a client-error status says who is to blame but not what to do; a person must look.
      (400..<500).contains(status) ? .refused(answer) : .unknown(reason: "unknown result code \(answer.code)")
    }
  }

  /// Without an envelope an intermediary may have spoken, perhaps after passing the request on.
  private static func outcome(ofStatus status: Int, retryAfter: String?) -> Outcome {
    switch status {
    case 300..<400: .stop(reason: "HTTP \(status) redirects elsewhere", answer: nil)
    case 401: .tokenExpired(nil)
    case 400, 403, 404, 405, 413, 415: .unexpected(status: status)
    case 429: .throttled(retryAfter: retryAfter)
    default: .unknown(reason: "HTTP \(status) without a readable answer")
    }
  }
}

extension Outcome {
  package var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }

  /// Whether the service took the request and judged it; everything else says something about the service.
  package var isAboutTheRow: Bool {
    switch self {
    case .accepted, .refused, .alreadyReported, .deferred: true
    case .closed, .notTaken, .throttled, .tokenExpired, .unknown, .unexpected, .stop: false
    }
  }

  /// The service's own words, where it spoke in its envelope.
  package var answer: ServiceAnswer? {
    switch self {
    case .accepted(let answer), .refused(let answer), .alreadyReported(let answer), .deferred(let answer),
      .closed(let answer):
      answer
    case .tokenExpired(let answer), .stop(_, let answer): answer
    case .notTaken, .throttled, .unknown, .unexpected: nil
    }
  }
}
