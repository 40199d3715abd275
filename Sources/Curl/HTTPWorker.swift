import Foundation

/// A connection on a thread of its own, for callers that must not block.
///
/// Exchanges run one after the other in the order of their arrival. Cancelling the waiting task neither breaks an
/// exchange off nor loses its answer: the caller gets it and can record it. A caller that no longer wants to send
/// asks `Task.isCancelled` first.
package final class HTTPWorker: Sendable {
  private let mailbox = Mailbox()

  package init(options: ConnectionOptions = ConnectionOptions()) {
    // The thread holds the mailbox and not the worker, so that it ends with it.
    let thread = Thread { [mailbox] in
      let connection = HTTPConnection(options: options)
      while let errand = mailbox.next() {
        let exchange = connection.perform(errand.request)
        mailbox.record(connection.statistics)
        errand.continuation.resume(returning: exchange)
      }
    }
    thread.name = "elvbridge-http"
    thread.start()
  }

  deinit { mailbox.close() }

  /// Sends one request and waits for its answer without blocking the caller's thread.
  package func perform(_ request: HTTPRequest) async -> Exchange {
    await withCheckedContinuation { continuation in
      let isTaken = mailbox.post(Errand(request: request, continuation: continuation))
      if !isTaken {
        continuation.resume(
          returning: .failed(ExchangeFailure(stage: .notAttempted, reason: "the connection was closed by us")))
      }
    }
  }

  /// Refuses further exchanges; those that were taken are still performed and answered.
  package func close() { mailbox.close() }

  /// How many exchanges were attempted and how many connections that took.
  package var statistics: (requests: Int, connects: Int) { mailbox.recordedStatistics }
}

private struct Errand: Sendable {
  let request: HTTPRequest
  let continuation: CheckedContinuation<Exchange, Never>
}

/// What callers and the thread share; every access holds the condition's lock.
private final class Mailbox: @unchecked Sendable {
  private let condition = NSCondition()
  private var errands: [Errand] = []
  private var isClosed = false
  private var statistics = (requests: 0, connects: 0)

  func post(_ errand: Errand) -> Bool {
    condition.withLock {
      guard !isClosed else { return false }
      errands.append(errand)
      condition.signal()
      return true
    }
  }

  /// Waits for the next errand; nil when closed and empty.
  func next() -> Errand? {
    condition.withLock {
      while errands.isEmpty, !isClosed { condition.wait() }
      return errands.isEmpty ? nil : errands.removeFirst()
    }
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  func record(_ statistics: (requests: Int, connects: Int)) {
    condition.withLock { self.statistics = statistics }
  }

  var recordedStatistics: (requests: Int, connects: Int) { condition.withLock { statistics } }
}
