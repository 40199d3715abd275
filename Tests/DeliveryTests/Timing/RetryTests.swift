import Testing

@testable import Delivery

@Suite("Retrying")
struct RetryTests {
  private static let now = Moment("2026-11-21T10:00:00+09:00")!

  @Test(
    "The delay is anything up to what doubles from 2 s to 60 s",
    arguments: [
      (1, 0.0, 0), (1, 0.5, 1000), (2, 0.5, 2000), (3, 0.5, 4000), (4, 0.5, 8000), (5, 0.5, 16_000),
      (6, 0.5, 30_000), (6, 1.0, 60_000), (1000, 0.5, 30_000), (1, 1.0, 2000), (0, 0.5, 1000), (2, 0.25, 1000),
    ] as [(Int, Double, Int64)])
  func delays(attempt: Int, random: Double, milliseconds: Int64) {
    #expect(RetryPolicy().delayMilliseconds(afterAttempt: attempt, random: random) == milliseconds)
  }

  @Test("The fifth attempt is the last")
  func attempts() {
    let policy = RetryPolicy()
    for attempt in 1...4 { #expect(policy.nextAttempt(after: attempt, now: Self.now, random: 0) != nil) }
    #expect(policy.nextAttempt(after: 5, now: Self.now, random: 0) == nil)
    #expect(policy.nextAttempt(after: 5, now: Self.now, retryAfter: .seconds(1), random: 0) == nil)
  }

  @Test("Retry-After wins, a past date doesn't, and no header shelves a row for more than a day")
  func retryAfter() {
    let policy = RetryPolicy()
    func next(_ retryAfter: RetryAfter?) -> Moment? {
      policy.nextAttempt(after: 1, now: Self.now, retryAfter: retryAfter, random: 0.5)
    }
    #expect(next(nil) == Self.now.adding(seconds: 1))
    #expect(next(.seconds(0)) == Self.now)
    #expect(next(.seconds(120)) == Self.now.adding(seconds: 120))
    #expect(next(.seconds(Int32.max)) == Self.now.adding(seconds: 86_400))
    #expect(next(.at(Self.now.adding(seconds: 90))) == Self.now.adding(seconds: 90))
    #expect(next(.at(Self.now.adding(seconds: -90))) == Self.now.adding(seconds: 1))
    #expect(next(.at(Self.now.adding(seconds: 1_000_000))) == Self.now.adding(seconds: 86_400))
  }

  @Test(
    "Retry-After is read as seconds or as any of the three dates of RFC 9110",
    arguments: [
      ("120", .seconds(120)), (" 120 ", .seconds(120)), ("0", .seconds(0)),
      ("99999999999999999999999", .seconds(Int32.max)),
      ("Sun, 06 Nov 1994 08:49:37 GMT", .at(Moment("1994-11-06T08:49:37Z")!)),
      ("Sunday, 06-Nov-94 08:49:37 GMT", .at(Moment("1994-11-06T08:49:37Z")!)),
      ("Sun Nov  6 08:49:37 1994", .at(Moment("1994-11-06T08:49:37Z")!)),
      ("Wed Nov 16 08:49:37 1994", .at(Moment("1994-11-16T08:49:37Z")!)),
      ("Thu, 31 Dec 2026 23:59:59 GMT", .at(Moment("2027-01-01T08:59:59+09:00")!)),
      ("Saturday, 21-Nov-76 08:49:37 GMT", .at(Moment("2076-11-21T08:49:37Z")!)),
      ("Sunday, 21-Nov-77 08:49:37 GMT", .at(Moment("1977-11-21T08:49:37Z")!)),
      ("Tue, 29 Feb 2028 00:00:00 GMT", .at(Moment("2028-02-29T00:00:00Z")!)),
      ("Mon, 29 Feb 2027 00:00:00 GMT", nil), ("-1", nil), ("1.5", nil), ("120 s", nil), ("", nil), ("soon", nil),
      ("Sun, 06 Nov 1994 08:49:37 JST", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
      ("Sun, 06 nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 24:00:00 GMT", nil), ("１２０", nil),
    ] as [(String, RetryAfter?)])
  func reading(text: String, expected: RetryAfter?) {
    #expect(RetryAfter(text, now: Self.now) == expected)
  }
}
