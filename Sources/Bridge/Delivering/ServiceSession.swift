import Curl
package import Delivery
package import Findings
import Foundation
package import Ledger
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
  private let hours: ServiceHours
  private let turnstile: Turnstile
  private var token: Token?
  /// What was asked of the service since this was last emptied.
  package var calls = CallCounts()

  private struct Token {
    var text: String
    var givenAt: Moment
    var expiresAt: Moment
  }

  init(
    catalogue: Catalogue, environment: ServiceEnvironment, secret: Secret, pace: PaceSettings, hours: ServiceHours,
    turnstile: Turnstile, clock: Clock, stop: StopSignal
  ) {
    self.catalogue = catalogue
    self.environment = environment
    credentials = Credentials(of: environment, secret: secret, in: catalogue.service)
    self.clock = clock
    self.stop = stop
    self.hours = hours
    self.turnstile = turnstile
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
    /// Whether the request that was asked for may have left; one whose user could not be authenticated did not.
    package var hasLeft = true
  }

  /// The earliest moment at which the pace lets another request go.
  package func earliestSlot() -> Moment {
    let now = clock.now()
    return turnstile.withPace { $0.earliestSlot(now: now) }
  }

  /// The rate in force, requests per second.
  package func rate() -> Double {
    let now = clock.now()
    return turnstile.withPace { $0.rate(at: now) }
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
      if var failure = await ensureToken() {
        failure.hasLeft = false
        return failure
      }
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
    let isValid = token.map { $0.expiresAt > now.adding(seconds: Self.tokenMargin) } ?? false
    if isValid && !mayNeedEveningToken(at: now) { return nil }
    let authentication = catalogue.service.authentication
    guard let function = catalogue.function(named: authentication.function) else {
      return Sent(
        outcome: .stop(reason: "there is no function “\(authentication.function)” to get a token", answer: nil))
    }
    guard hours.maySend(function.bridge.hours, at: now) else {
      return Sent(outcome: .closed(ServiceAnswer(code: "", message: function.title)))
    }
    let failure = await newToken(function)
    // One that could not be made fresh for the evening is still good for now.
    return isValid ? nil : failure
  }

  private mutating func newToken(_ function: FunctionSchema) async -> Sent? {
    let authentication = catalogue.service.authentication
    let sent = await exchange(
      function, encoder.body(of: function, values: credentials.values), Self.newRequestID(), nil)
    guard case .accepted(let answer) = sent.outcome,
      let text = answer.data[path: authentication.token]?.text
    else { return sent.refusingCredentials }
    let life = answer.data[path: authentication.expiresIn]?.text.flatMap { Int($0) } ?? 0
    let now = clock.now()
    token = Token(text: text, givenAt: now, expiresAt: now.adding(seconds: life))
    return nil
  }

  /// Whether a token should be made fresh because none can be had later, when other functions are still open: fee
  /// inquiries run three hours longer than the function that gives the token (seed 000, lines 203–206).
  private func mayNeedEveningToken(at now: Moment) -> Bool {
    guard credentials.style == .token,
      let function = catalogue.function(named: catalogue.service.authentication.function),
      hours.maySend(function.bridge.hours, at: now),
      let closing = hours.nextClosing(function.bridge.hours, after: now)
    else { return false }
    let evening = closing.adding(seconds: -Self.eveningSeconds)
    guard now >= evening, token.map({ $0.givenAt < evening }) ?? true else { return false }
    return catalogue.service.hours.keys.contains { hours.isOpen($0, at: closing) }
  }

  /// Gets the token that fee inquiries of the evening need, at its time; does nothing at any other.
  package mutating func prepareForEvening() async {
    guard mayNeedEveningToken(at: clock.now()) else { return }
    _ = await ensureToken()
  }

  /// How long before closing a token counts as one for the evening, in seconds.
  private static let eveningSeconds = 300

  /// A token is renewed when less than this is left of it, in seconds: an answer must still find it valid.
  private static let tokenMargin = 30

  private mutating func exchange(
    _ function: FunctionSchema, _ body: [UInt8], _ requestID: String, _ token: String?
  ) async -> Sent {
    let asked = clock.now()
    let slot = turnstile.withPace { $0.nextSlot(now: asked) }
    await stop.sleep(milliseconds: slot.milliseconds - clock.now().milliseconds)
    guard !stop.isRequested, await turnstile.enter(stop) else {
      return Sent(outcome: .notTaken(reason: "stop requested"), wasStopped: true, hasLeft: false)
    }
    defer { turnstile.leave() }
    var headers = catalogue.service.headers.map { (name: $0.key, value: $0.value) }
    headers.append((name: catalogue.service.requestIDHeader, value: requestID))
    headers += credentials.headers(token: token)
    let request = HTTPRequest(
      method: function.bridge.request.method, url: environment.baseURL + function.bridge.request.path,
      headers: headers, body: body)
    let exchanged = await worker.perform(request)
    let outcome = answers.canonical(
      Outcome(of: Observation(exchanged), asking: function.bridge.kind, in: catalogue.service))
    keepPace(after: outcome)
    calls.note(function.name, isAccepted: outcome.isAccepted, at: clock.now())
    return Sent(outcome, exchanged, host: environment.baseURL)
  }

  /// Goes slower after a throttle, and rests where the service says until when.
  private func keepPace(after outcome: Outcome) {
    let now = clock.now()
    func moment(_ retryAfter: String?) -> Moment? {
      // A wrong header must not shelve everything for years.
      retryAfter.flatMap { RetryAfter($0, now: now) }.map { min($0.moment(after: now), now.adding(seconds: 86_400)) }
    }
    switch outcome {
    case .throttled(let retryAfter):
      turnstile.withPace { $0.slowDown(now: now, notBefore: moment(retryAfter)) }
    case .notTaken(_, let retryAfter?):
      if let moment = moment(retryAfter) { turnstile.withPace { $0.rest(until: moment, now: now) } }
    default: break
    }
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
