import Curl
package import Delivery
package import Findings
import Foundation
package import Validation

/// One user's conversation with the service: keeps the connection, the token, where it has one, and the pace.
///
/// Never logs and never keeps a credential anywhere but here (PRODUCT, promise 7).
package struct ServiceSession: Sendable {
  private let catalogue: Catalogue
  private let environment: ServiceEnvironment
  private let credentials: Credentials
  private let encoder: RequestEncoder
  private let answers: AnswerReading
  private let worker: HTTPWorker
  private let clock: Clock
  private let stop: StopSignal
  private var pace: Pace
  private var token: (text: String, expiresAt: Moment)?

  package init(
    catalogue: Catalogue, environment: ServiceEnvironment, secret: Secret, pace: PaceSettings, clock: Clock,
    stop: StopSignal
  ) {
    self.catalogue = catalogue
    self.environment = environment
    credentials = Credentials(of: environment, secret: secret, in: catalogue.service)
    self.clock = clock
    self.stop = stop
    self.pace = Pace(requestsPerSecond: pace.perSecond)
    encoder = RequestEncoder(service: catalogue.service)
    answers = AnswerReading(catalogue: catalogue)
    var options = ConnectionOptions()
    options.connectTimeout = pace.connectTimeout
    options.requestTimeout = pace.requestTimeout
    options.certificateAuthorityPath = environment.certificateAuthority
    options.allowPlainHTTP = environment.allowPlainHTTP
    worker = HTTPWorker(options: options)
  }

  /// What came of one request.
  package struct Sent: Sendable {
    package var outcome: Outcome
    package var status: Int?
    package var code: String?
    /// A fault of the connection itself that no further request can mend.
    package var fault: Fault?
    /// Not sent because the run is to stop.
    package var wasStopped = false
  }

  /// Whom we talk to.
  var host: String { environment.baseURL }

  /// Sends one request and says what it meant; waits for its turn and renews the token where needed.
  ///
  /// A token that the service calls expired is renewed once and the same request sent once more, because an expired token
  /// proves that nothing was processed (domain/4 §4.3, HTTP 401). Users who prove themselves in another way have nothing
  /// to renew: where the service refuses them, the run stops, because further attempts could lock the account.
  package mutating func send(
    _ function: FunctionSchema, _ values: [String: String], requestID: String = newRequestID()
  ) async -> Sent {
    let body = encoder.body(of: function, values: values)
    guard credentials.style == .token else {
      let sent = await exchange(function, body, requestID, nil)
      return sent.isAboutCredentials ? sent.refusingCredentials : sent
    }
    for isLastTry in [false, true] {
      if let failure = await ensureToken() { return failure }
      let sent = await exchange(function, body, requestID, token?.text)
      guard case .tokenExpired = sent.outcome else { return sent }
      token = nil
      if isLastTry {
        return Sent(
          outcome: .stop(reason: "the service refuses a token that it has just given", answer: nil),
          status: sent.status, code: sent.code)
      }
    }
    preconditionFailure("the second try returns")
  }

  /// A name for one request on the wire, for logs on both sides.
  package static func newRequestID() -> String { UUID().uuidString.lowercased() }

  /// Gets a token where there is none that will last; returns what went wrong, if anything did.
  private mutating func ensureToken() async -> Sent? {
    let now = clock.now()
    if let token, token.expiresAt > now.adding(seconds: Self.tokenMargin) { return nil }
    let authentication = catalogue.service.authentication
    guard let function = catalogue.function(named: authentication.function) else {
      return Sent(
        outcome: .stop(reason: "there is no function “\(authentication.function)” to get a token", answer: nil))
    }
    let sent = await exchange(
      function, encoder.body(of: function, values: credentials.values), Self.newRequestID(), nil)
    guard case .accepted(let answer) = sent.outcome,
      let text = answer.data[path: authentication.token]?.text
    else { return sent.refusingCredentials }
    let life = answer.data[path: authentication.expiresIn]?.text.flatMap { Int($0) } ?? 0
    token = (text, now.adding(seconds: life))
    return nil
  }

  /// A token is renewed when less than this is left of it, in seconds: an answer must still find it valid.
  private static let tokenMargin = 30

  private mutating func exchange(
    _ function: FunctionSchema, _ body: [UInt8], _ requestID: String, _ token: String?
  ) async -> Sent {
    let slot = pace.nextSlot(now: clock.now())
    await stop.sleep(milliseconds: slot.milliseconds - clock.now().milliseconds)
    if stop.isRequested { return Sent(outcome: .notTaken(reason: "stop requested"), wasStopped: true) }
    var headers = catalogue.service.headers.map { (name: $0.key, value: $0.value) }
    headers.append((name: catalogue.service.requestIDHeader, value: requestID))
    headers += credentials.headers(token: token)
    let request = HTTPRequest(
      method: function.bridge.request.method, url: environment.baseURL + function.bridge.request.path,
      headers: headers, body: body)
    let exchanged = await worker.perform(request)
    let outcome = answers.canonical(
      Outcome(of: Observation(exchanged), asking: function.bridge.kind, in: catalogue.service))
    if case .throttled(let retryAfter) = outcome {
      let now = clock.now()
      pace.slowDown(now: now, notBefore: retryAfter.flatMap { RetryAfter($0, now: now) }?.moment(after: now))
    }
    return Sent(outcome, exchanged, host: environment.baseURL)
  }
}

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
  fileprivate init(_ outcome: Outcome, _ exchange: Exchange, host: String) {
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
  fileprivate var isAboutCredentials: Bool {
    switch outcome {
    case .tokenExpired, .stop(_, .some): true
    default: false
    }
  }

  /// The same, as the outcome of a request that did not count because its user was refused.
  fileprivate var refusingCredentials: Self {
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
