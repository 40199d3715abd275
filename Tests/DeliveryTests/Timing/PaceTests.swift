import Foundation
import Testing

@testable import Delivery

@Suite("Pace")
struct PaceTests {
  private static let start = Moment("2026-11-21T10:00:00+09:00")!

  private func after(_ seconds: Double) -> Moment { Self.start.adding(milliseconds: Int64(seconds * 1000)) }

  @Test("Slots lie evenly, the first at once, and time that passed unused is not saved up")
  func even() {
    var pace = Pace(requestsPerSecond: 4)
    #expect((1...4).map { _ in pace.nextSlot(now: Self.start) } == [after(0), after(0.25), after(0.5), after(0.75)])
    #expect(pace.nextSlot(now: after(100)) == after(100))
    #expect(pace.nextSlot(now: after(100)) == after(100.25))
  }

  @Test("A throttle halves the rate for ten minutes; then it climbs by a tenth a minute")
  func throttled() {
    var pace = Pace(requestsPerSecond: 2)
    #expect(pace.rate(at: Self.start) == 2)
    pace.slowDown(now: Self.start)
    for (seconds, rate) in [(0.0, 1.0), (599, 1), (600, 1), (660, 1.2), (780, 1.6), (900, 2), (9000, 2)] {
      #expect(abs(pace.rate(at: after(seconds)) - rate) < 1e-9, "\(seconds)")
    }
    #expect(pace.nextSlot(now: Self.start) == after(1))
    #expect(pace.nextSlot(now: Self.start) == after(2))
  }

  @Test("Every further throttle halves again, down to a sixty-fourth")
  func further() {
    var pace = Pace(requestsPerSecond: 1)
    pace.slowDown(now: Self.start)
    pace.slowDown(now: after(1))
    #expect(pace.rate(at: after(600)) == 0.25)
    for _ in 1...20 { pace.slowDown(now: after(2)) }
    #expect(pace.rate(at: after(2)) == 1.0 / 64)
    #expect(pace.nextSlot(now: after(2)) == after(66))
  }

  @Test("No slot comes before the moment that the service asked for")
  func notBefore() {
    var pace = Pace()
    pace.slowDown(now: Self.start, notBefore: after(30))
    #expect(pace.nextSlot(now: after(1)) == after(30))
    #expect(pace.nextSlot(now: after(1)) == after(32))
  }

  @Test("A clock that is set back doesn't stall, and one that jitters isn't followed")
  func setBack() {
    var pace = Pace()
    #expect(pace.nextSlot(now: Self.start) == Self.start)
    let yesterday = after(-86_400)
    #expect(pace.nextSlot(now: yesterday) == yesterday.adding(seconds: 1))
    #expect(pace.nextSlot(now: yesterday.adding(milliseconds: -10)) == yesterday.adding(seconds: 2))
  }

  @Test("A restart remembers the throttle, and a new rate keeps its share")
  func kept() throws {
    var pace = Pace(requestsPerSecond: 2)
    pace.slowDown(now: Self.start)
    var restored = try JSONDecoder().decode(Pace.self, from: JSONEncoder().encode(pace))
    #expect(restored == pace)
    restored.configure(requestsPerSecond: 10)
    #expect(restored.rate(at: after(1)) == 5)
    #expect(restored.rate(at: after(10_000)) == 10)
  }

  @Test("A pace that was written down goes on as it was; a line cut short is none")
  func text() throws {
    var pace = Pace(requestsPerSecond: 0.5)
    #expect(Pace(text: pace.text) == pace)
    _ = pace.nextSlot(now: Self.start)
    #expect(Pace(text: pace.text) == pace)
    pace.slowDown(now: Self.start, notBefore: Self.start.adding(seconds: 90))
    #expect(Pace(text: pace.text + "   \n") == pace)
    for count in 1..<pace.text.count where pace.text.prefix(count).split(separator: " ").count < 5 {
      #expect(Pace(text: String(pace.text.prefix(count))) == nil)
    }
    for wrong in ["", "x - - - -", "0 - - - -", "-1 - - - -", "1 a - - -", "1 - - 5 -", "1 - - - 5", "inf - - - -"] {
      #expect(Pace(text: wrong) == nil, "\(wrong)")
    }
  }

  @Test("A rest that the service asked for moves the next slot and halves nothing")
  func rest() {
    var pace = Pace(requestsPerSecond: 2)
    pace.rest(until: Self.start.adding(seconds: 30), now: Self.start)
    #expect(pace.earliestSlot(now: Self.start) == Self.start.adding(seconds: 30))
    #expect(pace.rate(at: Self.start) == 2)
    #expect(pace.nextSlot(now: Self.start) == Self.start.adding(seconds: 30))
  }
}
