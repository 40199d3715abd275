package import Foundation
internal import Glibc

/// Who holds a lock file, for the people and programs that find it held.
///
/// The lock itself is the kernel's (`flock`) and dies with its process; the text only names the holder: PID, boot, host,
/// since when, program. A lock file is never removed, because that would let two processes lock two files of one name.
package struct LockHolder: Sendable, Hashable, CustomStringConvertible {
  private var facts: [String: String]

  /// This process.
  package init(program: String, since now: Date = Date()) {
    facts = [
      "pid": "\(getpid())", "boot": Boot.id ?? "",
      "host": ProcessInfo.processInfo.hostName, "since": now.formatted(.iso8601), "program": program,
    ]
  }

  /// Whoever signed the lock file last.
  package init(ofLockAt path: String) {
    facts = [:]
    for line in Self.text(at: path).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { facts[String(parts[0])] = String(parts[1]) }
    }
  }

  /// In words: `PID 123 since 2026-11-21T02:10:00Z (elvbridge run on host)`.
  package var description: String {
    guard let pid = facts["pid"], let since = facts["since"] else { return "another process" }
    return "PID \(pid) since \(since) (\(facts["program"] ?? "?") on \(facts["host"] ?? "?"))"
  }

  /// Writes it into a lock file that this process holds; a disk too full for it does not cost the lock.
  package func sign(_ descriptor: Int32) {
    let lines = ["pid", "boot", "host", "since", "program"].map { "\($0) \(facts[$0] ?? "?")" }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }

  private static func text(at path: String) -> String {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").trimmingCharacters(in: .newlines)
  }
}
