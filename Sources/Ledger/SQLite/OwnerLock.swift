internal import Findings
internal import Foundation
internal import Glibc
internal import Synchronization

/// The right of one process to write a ledger: an exclusive `flock` on `<ledger>.lock`, which the kernel takes back
/// when the process dies, however it dies.
///
/// The file's content only names the owner for people; the file is never removed, because removing it would let two
/// processes lock two files of one name.
final class OwnerLock: Sendable {
  private let descriptor: Mutex<Int32?>

  init(ledger path: String, program: String) throws {
    let lockPath = path + ".lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": String(cString: strerror(errno))])
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      if code == EWOULDBLOCK { throw Fault(.ledgerBusy, ["path": path, "owner": Self.owner(ofLedger: path)]) }
      throw Fault(.ledgerUnavailable, ["path": path, "reason": String(cString: strerror(code))])
    }
    Self.sign(descriptor, program: program)
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor { Glibc.close(open) }
      descriptor = nil
    }
  }

  /// Who wrote the lock's content last, in words: `PID 123 since 2026-11-21T02:10:00Z (elvbridge run on host)`.
  static func owner(ofLedger path: String) -> String {
    var facts: [String: String] = [:]
    for line in text(at: path + ".lock").split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { facts[String(parts[0])] = String(parts[1]) }
    }
    guard let pid = facts["pid"], let since = facts["since"] else { return "another process" }
    return "PID \(pid) since \(since) (\(facts["program"] ?? "?") on \(facts["host"] ?? "?"))"
  }

  /// Writes the owner's name; a disk too full for it does not cost the ownership.
  private static func sign(_ descriptor: Int32, program: String) {
    let facts = [
      "pid \(getpid())", "boot \(text(at: "/proc/sys/kernel/random/boot_id").trimmingCharacters(in: .newlines))",
      "host \(ProcessInfo.processInfo.hostName)", "since \(Date().formatted(.iso8601))", "program \(program)",
    ]
    let bytes = Array((facts.joined(separator: "\n") + "\n").utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }

  private static func text(at path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
