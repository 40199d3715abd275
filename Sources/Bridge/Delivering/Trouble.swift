import Delivery
import Findings

/// Counts what goes wrong in a row and says when going on would do harm (domain/4 §4.3).
struct Trouble: Sendable {
  /// Whom to name when nobody answers.
  private let host: String
  /// Why the run must stop, once it must.
  private(set) var fault: Fault?
  private var circuit = Circuit()
  private var doubts = 0
  private var unexpected = 0
  private var unreached = 0

  /// A service that leaves this many reports in doubt in a row is ill; first it is given a pause, then we leave.
  private static let doubtsBeforePause = 3
  private static let doubtsBeforeStop = 5
  private static let unexpectedBeforeStop = 3
  private static let unreachedBeforeStop = 4
  static let pauseMilliseconds: Int64 = 10_000

  var needsPause: Bool { fault == nil && doubts >= Self.doubtsBeforePause }

  /// Gives the far end a rest until the moment returned; then a single failure brings the next.
  ///
  /// A service that left five reports in doubt is not trusted with five more, until a report is answered.
  mutating func rest(from now: Moment) -> Moment {
    fault = nil
    (unexpected, unreached) = (0, 0)
    doubts = min(doubts, Self.doubtsBeforeStop - 1)
    return circuit.open(at: now)
  }

  init(host: String) {
    self.host = host
  }

  /// - Parameter isReport: an inquiry that is answered says nothing about how reports fare.
  mutating func note(_ sent: ServiceSession.Sent, isReport: Bool) {
    if let fault = sent.fault {
      self.fault = fault
      return
    }
    switch sent.outcome {
    case .unknown(let reason):
      doubts += 1
      if doubts >= limit(Self.doubtsBeforeStop) { fault = Fault(.noUsableAnswer, ["reason": reason]) }
    case .unexpected(let status):
      unexpected += 1
      if unexpected >= limit(Self.unexpectedBeforeStop) { fault = Fault(.unexpectedAnswer, ["status": String(status)]) }
    case .notTaken(let reason, _):
      unreached += 1
      if unreached >= limit(Self.unreachedBeforeStop) {
        fault = Fault(.serviceUnreachable, ["host": host, "reason": reason])
      }
    case .stop(let reason, _): fault = Fault(.runStopped, ["reason": reason])
    case .accepted, .refused, .alreadyReported, .deferred, .closed, .throttled, .tokenExpired:
      unexpected = 0
      unreached = 0
      if isReport { doubts = 0 }
      if doubts == 0 { circuit.close() }
    }
  }

  private func limit(_ usual: Int) -> Int { circuit.isHalfOpen ? 1 : usual }
}
