import Bridge
@preconcurrency import Dispatch
import Foundation
import Glibc

/// Runs a body that SIGTERM and SIGINT ask to stop in good order; a second one makes the program leave at once.
///
/// Leaving at once is safe at any line, because the ledger knows what is in flight: the next start asks about it. Signals are
/// taken on a queue of their own, so that long work on the only core does not keep them waiting.
///
/// - Parameter reloads: what SIGHUP asks for; without it, SIGHUP ends the program as it ends any.
func withStopSignal<Result: Sendable>(
  reloads: ReloadSignal? = nil, _ body: (StopSignal) async throws -> Result
) async throws -> Result {
  let stop = StopSignal()
  var sources = [SIGTERM, SIGINT].map { number in
    source(of: number) { count in
      if stop.isRequested || count > 1 { leave(number) }
      stop.request()
    }
  }
  if let reloads { sources.append(source(of: SIGHUP) { _ in reloads.request() }) }
  defer { for source in sources { source.cancel() } }
  return try await body(stop)
}

private let queue = DispatchQueue(label: "elvbridge.signals")

private func source(of number: Int32, _ handle: @escaping @Sendable (UInt) -> Void) -> any DispatchSourceSignal {
  let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
  source.setEventHandler { handle(source.data) }
  source.resume()
  return source
}

private func leave(_ number: Int32) -> Never {
  Terminal.error.line("elvbridge: leaving at once; the next start asks about what is in flight")
  _exit(128 + number)
}
