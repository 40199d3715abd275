import Delivery
import Findings
import Validation

/// Getting a token, in time and at its time.
extension ServiceSession {
  /// Connects and gets a token before anything needs them. What goes wrong is told to the first request that does,
  /// instead of being tried again: further attempts with a refused secret could lock the account.
  package mutating func prepare() async {
    guard credentials.style == .token else { return }
    failureAhead = await ensureToken()
  }

  /// Gets a token where there is none that will last; returns what went wrong, if anything did.
  mutating func ensureToken() async -> Sent? {
    if let failure = failureAhead.take() { return failure }
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
}
