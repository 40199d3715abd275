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
  let catalogue: Catalogue
  private let environment: ServiceEnvironment
  let credentials: Credentials
  let encoder: RequestEncoder
  private let answers: AnswerReading
  let worker: HTTPWorker
  let clock: Clock
  private let stop: StopSignal
  let hours: ServiceHours
  private let turnstile: Turnstile
  var token: Token?
  /// What went wrong while it was prepared and nobody was told yet.
  var failureAhead: Sent?
  /// What was asked of the service since this was last emptied.
  package var calls = CallCounts()

  struct Token {
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

  /// What the pace says, from one look at it.
  struct Outlook {
    /// The earliest moment at which another request may go.
    var earliestSlot: Moment
    /// The rate in force, requests per second.
    var rate: Double

    /// Whether requests may follow one another as quickly as they are answered: then none takes another's slot.
    var isUnpaced: Bool { rate > 1000 }
  }

  func outlook() -> Outlook {
    let now = clock.now()
    return turnstile.withPace { Outlook(earliestSlot: $0.earliestSlot(now: now), rate: $0.rate(at: now)) }
  }

  /// Whether a request would leave at once.
  var mayGoNow: Bool {
    let now = clock.now()
    return turnstile.withPace { $0.earliestSlot(now: now) } <= now
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
  package static func newRequestID() -> String {
    // `UUID()` opens, reads and closes a file each time.
    var generator = SystemRandomNumberGenerator()
    return UUID.random(using: &generator).uuidString.lowercased()
  }

  mutating func exchange(
    _ function: FunctionSchema, _ body: [UInt8], _ requestID: String, _ token: String?
  ) async -> Sent {
    let asked = clock.now()
    let slot = turnstile.withPace { $0.nextSlot(now: asked) }
    if slot > asked { await stop.sleep(milliseconds: slot.milliseconds - clock.now().milliseconds) }
    guard !stop.isRequested, await turnstile.enter(stop) else {
      return Sent(outcome: .notTaken(reason: "stop requested"), wasStopped: true, hasLeft: false)
    }
    defer { turnstile.leave() }
    if let reason = HTTPLibrary.failure { return Sent(missingLibrary: reason) }
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
