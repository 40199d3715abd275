import Crypto
import Delivery
import Findings
import Glibc
import Synchronization

/// One pace and one request at a time for everything that uses a credential: every folder, every process, and the same
/// after every restart (PRODUCT, promise 6).
///
/// The pace stands in a small file that is locked while it is looked at; a second file is locked as long as a request is
/// on the wire. The kernel frees both when a process dies. The file is not flushed: a power cut costs what the pace had
/// learned of the service, never a report.
final class Turnstile: Sendable {
  private let paceFile: Int32
  private let wireFile: Int32
  private let configuredRate: Double
  /// Keeps threads of this process apart; `flock` keeps processes apart.
  private let known: Mutex<Known>

  /// The pace, and the line of the file that says the same: one that is still there need not be read as numbers again.
  private struct Known {
    var pace: Pace
    var line: [UInt8] = []
  }

  /// - Parameter path: of the file without its ending; throws ``Fault`` where it can't be made.
  init(path: String, requestsPerSecond rate: Double) throws(Fault) {
    configuredRate = rate
    paceFile = try Self.opened(path + ".pace")
    do throws(Fault) {
      wireFile = try Self.opened(path + ".wire")
    } catch {
      close(paceFile)
      throw error
    }
    known = Mutex(Known(pace: Pace(requestsPerSecond: rate)))
  }

  /// The name of the files: sixteen hexadecimal digits of address and user, which tell nothing of either.
  static func path(_ environment: ServiceEnvironment, _ configuration: Configuration) -> String {
    let named = Array("\(environment.baseURL)\u{1F}\(environment.userID)".utf8)
    let folder = configuration.pace.folder ?? configuration.state
    return "\(folder)/\(SHA256.hash(data: named).hexadecimal.prefix(16))"
  }

  deinit {
    close(paceFile)
    close(wireFile)
  }

  /// Looks at the pace, or changes it, while nobody else does.
  func withPace<Value: Sendable>(_ body: (inout Pace) -> Value) -> Value {
    known.withLock { known in
      lock(paceFile)
      defer { flock(paceFile, LOCK_UN) }
      read(into: &known)
      known.pace.configure(requestsPerSecond: configuredRate)
      let before = known.pace
      let value = body(&known.pace)
      if known.pace != before { write(&known) }
      return value
    }
  }

  /// Waits until no other process has a request on the wire; `false` when a stop came first.
  func enter(_ stop: StopSignal) async -> Bool {
    while flock(wireFile, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return true }
      if stop.isRequested { return false }
      await stop.sleep(milliseconds: Self.lookMilliseconds)
    }
    return true
  }

  func leave() {
    flock(wireFile, LOCK_UN)
  }

  private static let lookMilliseconds: Int64 = 10

  private static func opened(_ path: String) throws(Fault) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw SystemError.writing(path) }
    return descriptor
  }

  private func lock(_ descriptor: Int32) {
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }

  private func read(into known: inout Known) {
    let isKnown = withUnsafeTemporaryAllocation(byteCount: Self.lineLength * 2, alignment: 1) { bytes in
      let count = pread(paceFile, bytes.baseAddress, bytes.count, 0)
      let line = bytes[..<max(0, count)]
      if line.elementsEqual(known.line) { return true }
      known.line = Array(line)
      return false
    }
    guard !isKnown, let pace = Pace(text: String(decoding: known.line, as: UTF8.self)) else { return }
    known.pace = pace
  }

  /// A disk too full for the line costs nothing but the next process's knowledge.
  private func write(_ known: inout Known) {
    // Spaces overwrite what a longer line left.
    var line = Array(known.pace.text.utf8)
    line += repeatElement(UInt8(ascii: " "), count: max(0, Self.lineLength - line.count))
    line.append(UInt8(ascii: "\n"))
    _ = pwrite(paceFile, line, line.count, 0)
    known.line = line
  }

  private static let lineLength = 120
}
