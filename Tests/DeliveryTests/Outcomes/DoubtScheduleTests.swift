import Testing

@testable import Delivery

@Suite("When a report in doubt is asked about")
struct DoubtScheduleTests {
  private static let sent = Moment("2026-11-21T10:00:00+09:00")!
  private let schedule = DoubtSchedule(apartSeconds: 60)

  private func minutes(after inquiries: Int, at minute: Int, awaits: Bool = false) -> Int? {
    let now = Self.sent.adding(seconds: minute * 60)
    return schedule.next(afterInquiries: inquiries, sentAt: Self.sent, now: now, awaitsSecondAbsence: awaits)
      .map { Int(now.milliseconds(until: $0) / 60_000) }
  }

  @Test(
    "Less and less often: after 1, 2, 5, 10 and 30 minutes, then every hour",
    arguments: [(1, 1), (2, 2), (3, 5), (4, 10), (5, 30), (6, 60), (7, 60), (20, 60)])
  func waits(inquiries: Int, minutes expected: Int) {
    #expect(minutes(after: inquiries, at: 60) == expected)
  }

  @Test("24 hours after sending it is asked about once more, and then never again")
  func end() {
    #expect(minutes(after: 9, at: 24 * 60 - 20) == 20)
    #expect(minutes(after: 10, at: 24 * 60) == nil)
    #expect(minutes(after: 6, at: 9 * 24 * 60) == nil)
  }

  @Test("Where nothing could be asked for days, a handful of inquiries is made all the same")
  func late() {
    let days = 3 * 24 * 60
    #expect((1...6).map { minutes(after: $0, at: days) } == [1, 2, 5, 10, 30, nil])
  }

  @Test("Set 0 seconds apart, the second absence is looked for at once, and nothing is asked in a circle")
  func noSecondsApart() {
    let now = Self.sent.adding(seconds: 600)
    let schedule = DoubtSchedule(apartSeconds: 0)
    func milliseconds(after inquiries: Int, awaits: Bool) -> Int? {
      schedule.next(afterInquiries: inquiries, sentAt: Self.sent, now: now, awaitsSecondAbsence: awaits)
        .map { Int(now.milliseconds(until: $0)) }
    }
    #expect(milliseconds(after: 1, awaits: true) == 0)
    #expect((1...7).map { milliseconds(after: $0, awaits: false) } == [10, 20, 50, 100, 300, 600, 600])
  }

  @Test("A second clear absence is looked for a minute after the first, however late it is")
  func secondAbsence() {
    for inquiries in [1, 4, 30] {
      #expect(minutes(after: inquiries, at: 9, awaits: true) == 1)
      #expect(minutes(after: inquiries, at: 30 * 60, awaits: true) == 1)
    }
  }
}
