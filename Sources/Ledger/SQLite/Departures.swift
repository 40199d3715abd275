internal import Findings
internal import Foundation
internal import Glibc
internal import Synchronization

/// Which claimed requests may have left: what a process knows of one that was killed before it on the same running machine.
///
/// A group of intents is durable before its first request leaves. After a kill, those that were never handed to the wire
/// need not be asked about; this file, `<ledger>.left`, tells them. It is not flushed: the kernel keeps it when a process
/// dies, however it dies, and after a power cut the mark of another boot makes every intent a doubt.
final class Departures: Sendable {
  private let ledger: String
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    /// How many requests the file names; `nil` until it was begun by this process.
    var count: Int?
  }

  /// A file with this many is begun anew at the next chance.
  private static let manyCount = 10_000

  /// Throws ``Fault`` where the file can't be opened.
  init(ledger path: String) throws {
    ledger = path
    let opened = open(path + ".left", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw LedgerFile.fault(at: path, errno) }
    state = Mutex(State(descriptor: opened))
  }

  deinit { close(state.withLock(\.descriptor)) }

  /// The requests that the file names; `nil` where it can't be trusted, so that all must count as having left.
  func departed() -> Set<String>? {
    let lines = ((try? String(contentsOfFile: ledger + ".left", encoding: .utf8)) ?? "").split(separator: "\n")
    guard let boot = Boot.id, lines.first == boot[...] else { return nil }
    return Set(lines.dropFirst().map(String.init))
  }

  /// Forgets all that is settled or in doubt by now; only when nothing that the file speaks of is in flight any more.
  func begin() throws {
    try state.withLock { state in
      state.count = nil
      guard ftruncate(state.descriptor, 0) == 0 else { throw LedgerFile.fault(at: ledger, errno) }
      try append((Boot.id ?? "unknown") + "\n", to: state.descriptor)
      state.count = 0
    }
  }

  /// Keeps the file short, when everything that it names is settled or in doubt.
  func tidy() throws {
    if state.withLock({ $0.count ?? 0 }) >= Self.manyCount { try begin() }
  }

  /// Throws ``Fault`` where it can't be written down: then the request must not leave.
  func note(_ requestID: String) throws {
    try state.withLock { state in
      guard let count = state.count else {
        throw Impossible("nothing may leave before a dead process's intents are judged")
      }
      try append(requestID + "\n", to: state.descriptor)
      state.count = count + 1
    }
  }

  private func append(_ text: String, to descriptor: Int32) throws {
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw LedgerFile.fault(at: ledger, errno) }
  }
}
