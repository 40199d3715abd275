import Curl
import Delivery
import Findings

extension Observation {
  /// Says in the terms that decide what the wire saw.
  init(_ exchange: Exchange) {
    switch exchange {
    case .answered(let answer):
      self = .answered(status: answer.status, body: answer.body, retryAfter: answer.header("Retry-After"))
    case .failed(let failure):
      self =
        failure.stage.isCertainlyNotProcessed
        ? .certainlyNotProcessed(reason: failure.reason) : .noAnswer(reason: failure.reason)
    }
  }
}

extension ServiceSession.Sent {
  /// What can't be sent, because libcurl is not there.
  init(missingLibrary reason: String) {
    outcome = .notTaken(reason: reason)
    fault = Fault(.libraryMissing, ["reason": reason])
    hasLeft = false
  }

  init(_ outcome: Outcome, _ exchange: Exchange, host: String) {
    self.outcome = outcome
    switch exchange {
    case .answered(let answer):
      status = answer.status
      code = outcome.answer?.code
    case .failed(let failure):
      switch failure.stage {
      case .certificate: fault = Fault(.certificateRefused, ["host": host, "reason": failure.reason])
      case .notAttempted: fault = Fault(.plainHTTPRefused, ["value": host])
      default: break
      }
    }
  }

  /// Whether the service refused the user rather than the request.
  var isAboutCredentials: Bool {
    switch outcome {
    case .tokenExpired, .stop(_, .some): true
    default: false
    }
  }

  /// The same, as the outcome of a request that did not count because its user was refused.
  var refusingCredentials: Self {
    var refused = self
    switch outcome {
    case .refused(let answer), .alreadyReported(let answer):
      refused.outcome = .stop(reason: "\(answer.code) \(answer.message)", answer: answer)
    case .stop(_, let answer?):
      refused.fault = Fault(.credentialsRefused, ["code": answer.code, "message": answer.message])
    case .accepted(let answer):
      refused.outcome = .stop(reason: "the service gave no token", answer: answer)
    case .tokenExpired(let answer):
      refused.outcome = .stop(reason: answer.map { "\($0.code) \($0.message)" } ?? "HTTP 401", answer: answer)
    default: break
    }
    if case .stop(_, let answer?) = refused.outcome, refused.fault == nil {
      refused.fault = Fault(.credentialsRefused, ["code": answer.code, "message": answer.message])
    }
    return refused
  }
}
