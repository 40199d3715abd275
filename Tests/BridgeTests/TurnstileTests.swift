import Delivery
import Foundation
import Testing

@testable import Bridge

@Suite("One pace for one credential")
struct TurnstileTests {
  private let now = Moment("2026-11-21T10:00:00+09:00")!

  private func withPath(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pace-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder + "/user")
  }

  @Test("Two that share a user get slots one after the other, and a restart goes on where it was")
  func shared() async throws {
    try await withPath { path in
      let first = try Turnstile(path: path, requestsPerSecond: 1)
      let second = try Turnstile(path: path, requestsPerSecond: 1)
      let slots = [first, second, first].map { turnstile in turnstile.withPace { $0.nextSlot(now: now) } }
      #expect(slots == [0, 1, 2].map { now.adding(seconds: $0) })
      let third = try Turnstile(path: path, requestsPerSecond: 1)
      #expect(third.withPace { $0.earliestSlot(now: now) } == now.adding(seconds: 3))
    }
  }

  @Test("A throttle outlives the process that met it; a new rate takes over its share")
  func throttled() async throws {
    try await withPath { path in
      try Turnstile(path: path, requestsPerSecond: 4).withPace { $0.slowDown(now: now) }
      let next = try Turnstile(path: path, requestsPerSecond: 2)
      #expect(next.withPace { $0.rate(at: now) } == 1)
    }
  }

  @Test("What a power cut left in the file is no pace, and costs nothing else")
  func garbage() async throws {
    try await withPath { path in
      try Data([0, 0, 0, 0x31, 0x20]).write(to: URL(fileURLWithPath: path + ".pace"))
      let turnstile = try Turnstile(path: path, requestsPerSecond: 1)
      #expect(turnstile.withPace { $0.nextSlot(now: now) } == now)
    }
  }

  @Test("One request is on the wire at a time; who waits leaves when it is told to stop")
  func wire() async throws {
    try await withPath { path in
      let first = try Turnstile(path: path, requestsPerSecond: 1)
      let second = try Turnstile(path: path, requestsPerSecond: 1)
      let stop = StopSignal()
      #expect(await first.enter(stop))
      async let waits = second.enter(stop)
      try await Task.sleep(for: .milliseconds(50))
      first.leave()
      #expect(await waits)
      stop.request()
      #expect(await first.enter(stop) == false)
      second.leave()
    }
  }
}
