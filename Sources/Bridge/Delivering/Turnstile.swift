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
  private let known: Mutex<Pace>

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
    known = Mutex(Pace(requestsPerSecond: rate))
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
    known.withLock { pace in
      lock(paceFile)
      defer { flock(paceFile, LOCK_UN) }
      if let kept = read() { pace = kept }
      pace.configure(requestsPerSecond: configuredRate)
      let before = pace
      let value = body(&pace)
      if pace != before { write(pace) }
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

  private func read() -> Pace? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = pread(paceFile, &bytes, bytes.count, 0)
    return count > 0 ? Pace(text: String(decoding: bytes[..<count], as: UTF8.self)) : nil
  }

  /// A disk too full for the line costs nothing but the next process's knowledge.
  private func write(_ pace: Pace) {
    // Spaces overwrite what a longer line left.
    let line = pace.text
    let padded = line + String(repeating: " ", count: max(0, Self.lineLength - line.utf8.count)) + "\n"
    let bytes = Array(padded.utf8)
    _ = pwrite(paceFile, bytes, bytes.count, 0)
  }

  private static let lineLength = 120
}
