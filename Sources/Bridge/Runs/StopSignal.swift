import Synchronization

/// A wish to stop that long work looks at between steps.
///
/// SIGTERM must not tear an exchange in two: what is in flight finishes and is recorded, then the run leaves.
package final class StopSignal: Sendable {
  private let wish = Mutex(false)

  package init() {}

  package func request() {
    wish.withLock { $0 = true }
  }

  package var isRequested: Bool { wish.withLock { $0 } || Task.isCancelled }

  /// Sleeps for the time given or until a stop is requested.
  func sleep(milliseconds: Int64) async {
    var left = milliseconds
    while left > 0 && !isRequested {
      let step = min(left, 100)
      try? await Task.sleep(for: .milliseconds(step))
      left -= step
    }
  }
}

/// A wish that the configuration be read again (SIGHUP).
package final class ReloadSignal: Sendable {
  private let wish = Mutex(false)

  package init() {}

  package func request() {
    wish.withLock { $0 = true }
  }

  /// Whether there is a wish; it is fulfilled by whoever asks.
  func take() -> Bool {
    wish.withLock { wish in
      defer { wish = false }
      return wish
    }
  }
}
