import Foundation
import Glibc
import Testing

@testable import Ledger

@Suite("Who holds a lock")
struct LockHolderTests {
  private func withLock(_ body: (String, Int32) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-\(UUID().uuidString).lock").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    try body(path, descriptor)
  }

  @Test("The lock's text names process, boot, host, program and since when; the next holder's replaces it")
  func signs() throws {
    try withLock { path, descriptor in
      LockHolder(program: String(repeating: "long ", count: 40)).sign(descriptor)
      LockHolder(program: "elvbridge watch", since: Date(timeIntervalSince1970: 0)).sign(descriptor)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.map { $0.prefix { $0 != " " } } == ["pid", "boot", "host", "since", "program"])
      #expect(lines.contains("pid \(getpid())") && lines.contains("program elvbridge watch"))
      let words = LockHolder(ofLockAt: path).description
      #expect(words.hasPrefix("PID \(getpid()) since 1970-01-01T00:00:00Z (elvbridge watch on "), "\(words)")
    }
  }

  @Test("A lock that nobody could sign is held by another process all the same")
  func unsigned() throws {
    try withLock { path, _ in #expect(LockHolder(ofLockAt: path).description == "another process") }
    #expect(LockHolder(ofLockAt: "/nowhere").description == "another process")
  }
}
