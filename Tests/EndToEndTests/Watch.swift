import Foundation
import Glibc
import Synchronization

/// A watch in a process of its own, ended with the test.
final class Watch: Sendable {
  let process: Process
  private let text = Mutex(Data())

  init(
    in place: Workplace, _ arguments: [String] = [], environment: [String: String] = [:], through wrapper: [String] = []
  ) throws {
    let started = try Program.start(["watch"] + arguments, in: place.path, environment: environment, through: wrapper)
    process = started.process
    started.output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    started.error.fileHandleForReading.readabilityHandler = { [weak self] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      self?.text.withLock { $0 += data }
    }
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// What it wrote to its log so far.
  var log: String { text.withLock { String(decoding: $0, as: UTF8.self) } }

  /// Ends it and returns what it wrote to its log.
  @discardableResult
  func end(with signal: Int32) -> String {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    usleep(100_000)
    return log
  }
}

/// Looks again and again until something is so.
func wait(seconds: Double = 15, until isTrue: () -> Bool) -> Bool {
  let end = Date().addingTimeInterval(seconds)
  while Date() < end {
    if isTrue() { return true }
    usleep(50_000)
  }
  return isTrue()
}
