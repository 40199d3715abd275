import Delivery
import Testing

@Suite("When everything will have been sent")
struct ForecastTests {
  private static func at(_ time: String, day: Int = 24) -> Moment { Moment("2026-11-\(day)T\(time)+09:00")! }

  private func expected(
    _ reports: Int, inquiries: Int = 0, rate: Double = 0.5, from now: Moment, hours: ServiceHours = .regular
  ) -> Forecast? {
    Forecast(
      of: [
        .init(window: "feeInquiry", submissions: inquiries, requests: inquiries),
        .init(window: "reports", submissions: reports, requests: reports),
      ], rate: rate, hours: hours, from: now)
  }

  @Test("842 vehicles at 0.5/s from the opening are done after 28 minutes, long before closing")
  func example() throws {
    let forecast = try #require(expected(842, from: Self.at("02:11:00")))
    #expect(forecast.begins == Self.at("07:00:00") && forecast.ends == Self.at("07:28:04"))
    #expect(forecast.seconds == 1684 && forecast.closes == Self.at("21:00:00") && forecast.isDoneBeforeClosing)
  }

  @Test("What is not done before the closing guard goes on after the next opening, stop days left out")
  func overnight() throws {
    var hours = ServiceHours.regular
    hours.plannedStopDays = [Self.at("00:00:00", day: 25).japanDate]
    let forecast = try #require(expected(600, rate: 1, from: Self.at("20:54:00"), hours: hours))
    #expect(forecast.ends == Self.at("07:05:00", day: 26) && !forecast.isDoneBeforeClosing)
    #expect(forecast.begins == Self.at("20:54:00") && forecast.closes == Self.at("21:00:00"))
  }

  @Test("Reports go before inquiries, which may be sent longer")
  func twoWindows() throws {
    let forecast = try #require(expected(60, inquiries: 600, rate: 1, from: Self.at("20:57:00")))
    #expect(forecast.submissions == 660 && forecast.ends == Self.at("21:08:00"))
  }

  @Test("Nothing waits, or nothing ever opens: no forecast")
  func none() {
    #expect(expected(0, from: Self.at("10:00:00")) == nil)
    #expect(expected(1, from: Self.at("10:00:00"), hours: ServiceHours(windows: [:])) == nil)
  }

  @Test("A service that never closes")
  func always() throws {
    let forecast = try #require(expected(10, rate: 10, from: Self.at("23:59:59"), hours: .always))
    #expect(forecast.closes == nil && forecast.isDoneBeforeClosing)
    #expect(forecast.ends == Self.at("00:00:00", day: 25))
  }
}
