import Ledger
import Synchronization

/// One transaction of the ledger that is under way while inquiries, which have no effect, are on the wire.
///
/// A flush takes as long as several requests of a quick service. Whatever has an effect, and whatever must know what the
/// transaction did, waits for it first.
struct Bookkeeping: Sendable {
  private let task: Task<[ClaimedSubmission], any Error>
  private let mark = Mark()

  private final class Mark: Sendable {
    let isDone = Atomic(false)
  }

  init(_ transaction: @escaping @Sendable () throws -> [ClaimedSubmission]) {
    task = Task.detached { [mark] in
      defer { mark.isDone.store(true, ordering: .releasing) }
      return try transaction()
    }
  }

  /// Whether waiting for it would take no time.
  var isDone: Bool { mark.isDone.load(ordering: .acquiring) }

  /// What it claimed, once it is durable; throws what it threw.
  func claimed() async throws -> [ClaimedSubmission] { try await task.value }
}
