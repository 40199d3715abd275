import Dispatch
import Foundation
import Glibc
import Synchronization

/// Tells systemd how we are: one datagram for each message to the socket that `NOTIFY_SOCKET` names (sd_notify(3)).
///
/// Nothing here may fail the work: where the manager does not listen, the message is lost.
package final class ServiceManager: Sendable {
  private let descriptor: Int32
  private let address: [UInt8]
  /// How often the manager wants a sign of life, in seconds; `nil` where it watches nothing.
  private let watchdogSeconds: Double?
  private let beatAt = Mutex(ServiceManager.monotonicMicroseconds)

  /// `nil` where no manager listens.
  package init?(variables: [String: String]) {
    guard let path = variables["NOTIFY_SOCKET"], !path.isEmpty, let address = Self.address(path) else { return nil }
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    self.address = address
    let isOurs = variables["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
    watchdogSeconds = variables["WATCHDOG_USEC"].flatMap { isOurs ? Double($0).map { $0 / 1_000_000 } : nil }
  }

  deinit { close(descriptor) }

  /// A `sockaddr_un` for a path, or for an abstract name that begins with `@`.
  private static func address(_ path: String) -> [UInt8]? {
    var name = Array(path.utf8)
    if name.first == UInt8(ascii: "@") { name[0] = 0 } else { name.append(0) }
    let room = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    guard path.hasPrefix("/") || path.hasPrefix("@"), name.count <= room else { return nil }
    let family = sa_family_t(AF_UNIX)
    return withUnsafeBytes(of: family) { Array($0) } + name
  }

  private func send(_ lines: String...) {
    let bytes = Array(lines.joined(separator: "\n").utf8)
    address.withUnsafeBytes { address in
      let target = address.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), target, socklen_t(address.count))
    }
  }

  private static var monotonicMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Up, or up again after a reload.
  func ready(_ status: String) { send("READY=1", Self.status(status)) }

  func status(_ text: String) { send(Self.status(text)) }

  /// Reading the configuration again; ``ready(_:)`` ends it, whatever came of it.
  func reloading() { send("RELOADING=1", "MONOTONIC_USEC=\(Self.monotonicMicroseconds)") }

  func stopping() { send("STOPPING=1") }

  /// A status is one line.
  private static func status(_ text: String) -> String {
    "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Signs of life, at half of the time that the manager waits for one, for as long as ``beat()`` was called within the
  /// silence given: a loop that hangs has to be seen, one that waits for an answer must not be killed.
  ///
  /// They end with the timer that comes back, when nobody holds it any more.
  func keepAlive(silenceSeconds: Double) -> (any DispatchSourceTimer)? {
    guard let watchdogSeconds else { return nil }
    let silence = Int64(max(silenceSeconds, watchdogSeconds) * 1_000_000)
    beat()
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "elvbridge.watchdog"))
    timer.schedule(deadline: .now(), repeating: watchdogSeconds / 2)
    timer.setEventHandler { [weak self] in
      guard let self else { return }
      let quiet = Self.monotonicMicroseconds - self.beatAt.withLock { $0 }
      if quiet < silence { self.send("WATCHDOG=1") }
    }
    timer.resume()
    return timer
  }

  /// The work has come a step further.
  func beat() { beatAt.withLock { $0 = Self.monotonicMicroseconds } }
}
