/// What can be known about one exchange: an answer, or how far it got.
package enum Exchange: Sendable {
  case answered(HTTPAnswer)
  case failed(ExchangeFailure)
}

/// An exchange without a usable answer.
package struct ExchangeFailure: Sendable, Hashable {
  package var stage: FailureStage
  /// One English sentence for a person; decides nothing and holds no header, body or query.
  package var reason: String
  /// How many bytes of the body were handed to the network: never fewer than have left, so 0 is certain.
  package var bodyBytesSent: Int
  /// libcurl's `CURLcode`, or 0 where libcurl was not asked or saw nothing wrong.
  package var code: Int32

  package init(stage: FailureStage, reason: String, bodyBytesSent: Int = 0, code: Int32 = 0) {
    self.stage = stage
    self.reason = reason
    self.bodyBytesSent = bodyBytesSent
    self.code = code
  }
}

/// How far an exchange got, in order of time.
///
/// Up to and including `beforeBody` the server can't have processed the request; from `sending` on it may have.
package enum FailureStage: String, Sendable, Hashable, CaseIterable {
  /// Refused here before the network was touched: the URL, a header or an option is not allowed. Trying again never
  /// helps.
  case notAttempted
  case nameResolution
  /// TCP, or the tunnel through a proxy.
  case connect
  case handshake
  /// The certificate is not trusted, expired or of another host, or our own certificate authorities can't be read.
  case certificate
  /// Connected, but not one byte of the body left; of a request without a body, not one byte of its head.
  case beforeBody
  /// At least one byte of the body left, not all of them.
  case sending
  /// The request left whole, and not one byte of an answer came: time-out, reset, empty reply.
  case awaitingAnswer
  /// An answer began and broke off, was too large, or was not HTTP.
  case readingAnswer

  /// Whether the server certainly has no complete request.
  package var isCertainlyNotProcessed: Bool {
    switch self {
    case .notAttempted, .nameResolution, .connect, .handshake, .certificate, .beforeBody: true
    case .sending, .awaitingAnswer, .readingAnswer: false
    }
  }
}
