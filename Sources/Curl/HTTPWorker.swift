import Foundation
import Glibc

/// A connection on a thread of its own, for callers that must not block – and a thread for those who may.
///
/// Exchanges run one after the other in the order of their arrival. Cancelling the waiting task neither breaks an
/// exchange off nor loses its answer: the caller gets it and can record it. A caller that no longer wants to send
/// asks `Task.isCancelled` first.
///
/// A task that sends one request after the other does so ``onThread(_:)``: it then runs on the very thread that waits for
/// the answers, instead of waking it for each request and being woken for each answer.
package final class HTTPWorker: TaskExecutor {
  private let mailbox: Mailbox

  package init(options: ConnectionOptions = ConnectionOptions()) {
    mailbox = Mailbox(options: options)
    // The thread holds the mailbox and not the worker, so that it ends with it.
    let thread = Thread { [mailbox] in mailbox.work() }
    thread.name = "elvbridge-http"
    thread.start()
  }

  deinit { mailbox.close(forGood: true) }

  /// Sends one request and waits for its answer; blocks the thread of a caller that runs ``onThread(_:)``, and no other.
  package func perform(_ request: HTTPRequest) async -> Exchange {
    if let exchange = mailbox.performHere(request) { return exchange }
    return await withCheckedContinuation { continuation in
      let isTaken = mailbox.post(.exchange(request, continuation))
      if !isTaken { continuation.resume(returning: Mailbox.closed) }
    }
  }

  /// Runs what an operation calls asynchronously on the thread of the connection, where it may block.
  package func onThread<Value>(_ operation: () async throws -> Value) async throws -> Value {
    defer { withExtendedLifetime(self) {} }
    return try await withTaskExecutorPreference(self, operation: operation)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let isTaken = mailbox.post(.job(UnownedJob(job), asUnownedTaskExecutor()))
    precondition(isTaken, "a worker outlives what runs on it")
  }

  /// Refuses further exchanges; those that were taken are still performed and answered.
  package func close() { mailbox.close() }

  /// How many exchanges were attempted and how many connections that took.
  package var statistics: (requests: Int, connects: Int) { mailbox.recordedStatistics }
}

private enum Errand: Sendable {
  case exchange(HTTPRequest, CheckedContinuation<Exchange, Never>)
  case job(UnownedJob, UnownedTaskExecutor)
}

/// What callers and the thread share; every access holds the condition's lock, but for the connection, which only the
/// thread touches.
private final class Mailbox: @unchecked Sendable {
  private let options: ConnectionOptions
  private let condition = NSCondition()
  private var errands: [Errand] = []
  private var isClosed = false
  private var isAtEnd = false
  private var statistics = (requests: 0, connects: 0)
  private var thread: pthread_t?
  private var connection: HTTPConnection?

  static let closed = Exchange.failed(
    ExchangeFailure(stage: .notAttempted, reason: "the connection was closed by us"))

  init(options: ConnectionOptions) { self.options = options }

  /// Runs errands until there will be no more.
  func work() {
    condition.withLock { thread = pthread_self() }
    while let errand = next() {
      switch errand {
      case .exchange(let request, let continuation): continuation.resume(returning: perform(request))
      case .job(let job, let executor): job.runSynchronously(on: executor)
      }
    }
    connection = nil
  }

  /// Performs a request at once for a caller on the thread; `nil` for any other.
  func performHere(_ request: HTTPRequest) -> Exchange? {
    let isOpen: Bool? = condition.withLock {
      guard let thread, pthread_equal(thread, pthread_self()) != 0 else { return nil }
      return !isClosed
    }
    guard let isOpen else { return nil }
    return isOpen ? perform(request) : Self.closed
  }

  /// The connection is made for the first request: a night that sends nothing goes without libcurl.
  private func perform(_ request: HTTPRequest) -> Exchange {
    let connection = connection ?? HTTPConnection(options: options)
    self.connection = connection
    let exchange = connection.perform(request)
    condition.withLock { statistics = connection.statistics }
    return exchange
  }

  func post(_ errand: Errand) -> Bool {
    condition.withLock {
      if case .exchange = errand, isClosed { return false }
      guard !isAtEnd else { return false }
      errands.append(errand)
      condition.signal()
      return true
    }
  }

  /// Waits for the next errand; nil when there will be none.
  private func next() -> Errand? {
    condition.withLock {
      while errands.isEmpty, !isAtEnd { condition.wait() }
      return errands.isEmpty ? nil : errands.removeFirst()
    }
  }

  /// - Parameter forGood: whether nothing may be posted any more and the thread ends.
  func close(forGood: Bool = false) {
    condition.withLock {
      isClosed = true
      isAtEnd = forGood
      condition.broadcast()
    }
  }

  var recordedStatistics: (requests: Int, connects: Int) { condition.withLock { statistics } }
}
