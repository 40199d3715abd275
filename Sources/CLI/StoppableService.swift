import Bridge
import ServiceLifecycle
import Synchronization

/// A piece of long work as a service: a graceful shutdown becomes a wish to stop.
final class StoppableService<Result: Sendable>: Service {
  private let stop: StopSignal
  private let body: @Sendable (StopSignal) async throws -> Result
  private let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)

  init(stop: StopSignal, body: @escaping @Sendable (StopSignal) async throws -> Result) {
    self.stop = stop
    self.body = body
  }

  func run() async throws {
    await withGracefulShutdownHandler {
      do {
        let result = try await body(stop)
        outcome.withLock { $0 = .success(result) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
    } onGracefulShutdown: {
      self.stop.request()
    }
  }

  func result() throws -> Result {
    guard let outcome = outcome.withLock({ $0 }) else { throw CancellationError() }
    return try outcome.get()
  }
}
