import Delivery
import Findings

/// Counts what goes wrong in a row and says when going on would do harm (domain/4 §4.3).
struct Trouble: Sendable {
  /// Whom to name when nobody answers.
  private let host: String
  /// Why the run must stop, once it must.
  private(set) var fault: Fault?
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

  init(host: String) {
    self.host = host
  }

  /// After the far end was given a rest: goes on carefully, until a report is answered.
  ///
  /// A service that left five reports in doubt is not trusted with five more: the next doubt is another reason to rest.
  mutating func rest() {
    fault = nil
    unexpected = 0
    unreached = 0
    doubts = min(doubts, Self.doubtsBeforeStop - 1)
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
      if doubts >= Self.doubtsBeforeStop { fault = Fault(.noUsableAnswer, ["reason": reason]) }
    case .unexpected(let status):
      unexpected += 1
      if unexpected >= Self.unexpectedBeforeStop { fault = Fault(.unexpectedAnswer, ["status": String(status)]) }
    case .notTaken(let reason):
      unreached += 1
      if unreached >= Self.unreachedBeforeStop {
        fault = Fault(.serviceUnreachable, ["host": host, "reason": reason])
      }
    case .stop(let reason, _): fault = Fault(.runStopped, ["reason": reason])
    case .accepted, .refused, .alreadyReported, .deferred, .closed, .throttled, .tokenExpired:
      unexpected = 0
      unreached = 0
      if isReport { doubts = 0 }
    }
  }
}
