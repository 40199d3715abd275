import Foundation
import Synchronization

/// Writes exchanges to a file, one JSON line each, so that somebody else can judge what really went over the wire.
final class ExchangeRecord: Sendable {
  private let handle: Mutex<FileHandle?>

  /// Starts an empty file; throws what the file system says.
  init(path: String) throws {
    let url = URL(fileURLWithPath: path)
    try Data().write(to: url)
    handle = Mutex(try FileHandle(forWritingTo: url))
  }

  /// Hands the line to the system before the answer goes out; a full disk costs the record and nothing else.
  func append(_ exchange: Exchange, in dialect: Dialect) {
    let line = Data((exchange.json(in: dialect).text + "\n").utf8)
    handle.withLock { handle in
      do { try handle?.write(contentsOf: line) } catch { handle = nil }
    }
  }

  /// Waits until everything is on the disk.
  func close() {
    handle.withLock { handle in
      try? handle?.synchronize()
      try? handle?.close()
      handle = nil
    }
  }
}
