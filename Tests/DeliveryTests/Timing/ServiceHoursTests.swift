import Foundation
import Testing
import Validation

@testable import Delivery

private func at(_ time: String, _ date: String = "2026-11-21") -> Moment { Moment("\(date)T\(time)+09:00")! }

private func day(_ text: String) -> JapanDate { JapanDate(text)! }

@Suite("Service hours")
struct ServiceHoursTests {
  private static let hours = ServiceHours(
    windows: ServiceHours.regular.windows,
    plannedStopDays: [day("2026-11-22"), day("2026-11-23"), day("2026-12-31"), day("2027-01-01"), day("2027-01-02")],
    specialDays: [
      day("2026-11-24"): ["*": ServiceWindow("08:00-21:00")!],
      day("2026-11-25"): ["feeInquiry": ServiceWindow("09:00-12:00")!, "*": ServiceWindow("08:00-20:00")!],
      day("2026-12-31"): ["*": ServiceWindow("08:00-21:00")!],
    ])

  @Test(
    "Vectors S01–S10 and their neighbours",
    arguments: [
      ("S01", "feeInquiry", at("06:59:00"), false), ("S02", "feeInquiry", at("07:00:00"), true),
      ("S03", "feeInquiry", at("21:00:00"), true), ("S04", "feeInquiry", at("23:59:00"), true),
      ("S05", "reports", at("20:59:00"), true), ("S06", "reports", at("21:00:00"), false),
      ("S07", "reports", at("07:00:00"), true), ("S08", "reports", at("21:00:00"), false),
      ("S09", "reports", at("00:00:00"), false), ("S10", "reports", at("10:00:00", "2026-11-22"), false),
      ("S10", "feeInquiry", at("10:00:00", "2026-11-22"), false),
      ("the last millisecond", "reports", at("20:59:59.999"), true),
      ("the millisecond before", "reports", at("06:59:59.999"), false),
      ("24:00 is exclusive", "feeInquiry", at("23:59:59.999"), true),
      ("midnight", "feeInquiry", at("00:00:00", "2026-11-26"), false),
      ("late opening, before", "reports", at("07:59:59", "2026-11-24"), false),
      ("late opening", "reports", at("08:00:00", "2026-11-24"), true),
      ("special by name wins", "feeInquiry", at("08:30:00", "2026-11-25"), false),
      ("special for the rest", "reports", at("08:30:00", "2026-11-25"), true),
      ("special early closing", "reports", at("20:00:00", "2026-11-25"), false),
      ("a stop outranks a special day", "reports", at("10:00:00", "2026-12-31"), false),
      ("a name nobody knows", "unknown", at("10:00:00"), false),
    ])
  func open(what: String, name: String, moment: Moment, isOpen: Bool) {
    #expect(Self.hours.isOpen(name, at: moment) == isOpen, "\(what)")
  }

  @Test(
    "Nothing is sent in the last minute before closing",
    arguments: [
      ("reports", at("20:58:59.999"), true), ("reports", at("20:59:00"), false), ("reports", at("20:59:59"), false),
      ("reports", at("07:00:00"), true), ("reports", at("06:59:59.999"), false),
      ("feeInquiry", at("23:58:59"), true), ("feeInquiry", at("23:59:00"), false),
      ("reports", at("19:58:59", "2026-11-25"), true), ("reports", at("19:59:00", "2026-11-25"), false),
    ])
  func guarded(name: String, moment: Moment, maySend: Bool) {
    #expect(Self.hours.maySend(name, at: moment) == maySend)
  }

  @Test(
    "The next opening skips stop days and keeps special hours",
    arguments: [
      ("reports", at("06:00:00"), at("07:00:00")),
      ("reports", at("07:00:00"), at("08:00:00", "2026-11-24")),
      ("reports", at("06:59:59.999"), at("07:00:00")),
      ("reports", at("21:00:00"), at("08:00:00", "2026-11-24")),
      ("reports", at("12:00:00", "2026-11-23"), at("08:00:00", "2026-11-24")),
      ("feeInquiry", at("23:59:30", "2026-11-24"), at("09:00:00", "2026-11-25")),
      ("reports", at("20:59:30", "2026-12-30"), at("07:00:00", "2027-01-03")),
      ("reports", at("21:00:00", "2028-02-28"), at("07:00:00", "2028-02-29")),
      ("unknown", at("10:00:00"), at("08:00:00", "2026-11-24")),
    ])
  func openings(name: String, moment: Moment, opening: Moment) {
    #expect(Self.hours.nextOpening(name, after: moment) == opening)
  }

  @Test("A service that is stopped for more than 400 days has no next opening")
  func stopped() {
    var hours = ServiceHours.regular
    #expect(hours.nextOpening("unknown", after: at("10:00:00")) == nil)
    hours.plannedStopDays = Set((0...400).map { day("2026-11-21").adding(days: $0) })
    #expect(hours.nextOpening("reports", after: at("10:00:00")) == nil)
    hours.plannedStopDays.remove(day("2026-11-21").adding(days: 400))
    #expect(hours.nextOpening("reports", after: at("10:00:00")) == Moment(day("2027-12-26"), secondOfDay: 7 * 3600))
  }

  @Test("The whole day has no closing and no guard, except before a stop day")
  func always() {
    var hours = ServiceHours.always
    hours.closingGuardSeconds = 60
    for time in ["00:00:00", "06:00:00", "23:59:59.999"] { #expect(hours.maySend("anything", at: at(time))) }
    #expect(hours.nextClosing("anything", after: at("10:00:00")) == nil)
    hours.plannedStopDays = [day("2026-11-23")]
    #expect(hours.nextClosing("anything", after: at("10:00:00")) == at("00:00:00", "2026-11-23"))
    #expect(hours.maySend("anything", at: at("23:59:59")))
    #expect(!hours.maySend("anything", at: at("23:59:00", "2026-11-22")))
    #expect(!hours.maySend("anything", at: at("00:00:00", "2026-11-23")))
    #expect(hours.nextOpening("anything", after: at("12:00:00", "2026-11-22")) == at("00:00:00", "2026-11-24"))
  }

  @Test("Hours that pass midnight end in the next day's closing")
  func passingMidnight() {
    let hours = ServiceHours(
      windows: ["a": ServiceWindow("20:00-24:00")!],
      specialDays: [day("2026-11-22"): ["a": ServiceWindow("00:00-02:00")!]])
    #expect(hours.nextClosing("a", after: at("23:00:00")) == at("02:00:00", "2026-11-22"))
    #expect(hours.maySend("a", at: at("23:59:30")))
    #expect(!hours.maySend("a", at: at("01:59:30", "2026-11-22")))
    #expect(hours.nextClosing("a", after: at("23:00:00", "2026-11-22")) == nil)
  }

  @Test(
    "Windows are read strictly",
    arguments: [
      ("07:00-21:00", true), ("00:00-24:00", true), ("07:00-24:00", true), ("21:00-07:00", false),
      ("07:00-07:00", false),
      ("07:00-24:01", false), ("7:00-21:00", false), ("07:00", false), ("07:60-21:00", false), ("", false),
    ])
  func windows(text: String, isWindow: Bool) {
    #expect(ServiceWindow(text)?.description == (isWindow ? text : nil))
  }

  @Test("Hours survive JSON, and only windows are needed")
  func coding() throws {
    #expect(try JSONDecoder().decode(ServiceHours.self, from: JSONEncoder().encode(Self.hours)) == Self.hours)
    let text = #"{"windows":{"feeInquiry":"07:00-24:00","reports":"07:00-21:00"}}"#
    #expect(try JSONDecoder().decode(ServiceHours.self, from: Data(text.utf8)) == .regular)
  }
}
