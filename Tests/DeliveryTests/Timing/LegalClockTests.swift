import Testing
import Validation

@testable import Delivery

@Suite("Legal clocks")
struct LegalClockTests {
  @Test(
    "Vectors C01–C07 count from 2026-11-21 without it",
    arguments: [
      ("C01", LegalClock.intakeReport, "2026-11-24"), ("C01", .deliveryReport, "2026-11-24"),
      ("C02", .residueIntakeByMaker, "2026-11-26"), ("C02", .intakeByNext, "2026-11-26"),
      ("C03", .governorAfterDeliveryNotice, "2026-12-01"), ("C04", .intakeByMaker, "2026-12-06"),
      ("C05", .deliveryByFluorocarbonRecoverer, "2026-12-11"), ("C06", .deliveryByCollector, "2026-12-21"),
      ("C06", .deliveryByShredder, "2026-12-21"), ("C07", .deliveryByDismantler, "2027-03-21"),
    ])
  func vectors(id: String, clock: LegalClock, deadline: String) {
    #expect(clock.deadline(from: JapanDate("2026-11-21")!).description == deadline, "\(id)")
  }

  @Test(
    "New Year and leap days are days like any other",
    arguments: [("2026-12-30", 3, "2027-01-02"), ("2028-02-27", 3, "2028-03-01"), ("2027-02-27", 3, "2027-03-02")])
  func yearEnd(start: String, days: Int, deadline: String) {
    #expect(LegalClock.deadline(from: JapanDate(start)!, days: days).description == deadline)
  }
}
