/// A clock of the law: when it began to run, and after how many days the centre gives notice (domain/3, 3.5).
///
/// The first day does not count, every calendar day after it does.
struct LegalClock: Sendable, Equatable {
  enum Kind: String, Sendable {
    /// The holder has not reported a delivery since its intake report (Act 88(1), ordinance 106(1)).
    case delivery
    /// The next business has not reported its intake since the delivery report (Act 88(2), ordinance 106(2)).
    case intake
    /// The maker has not reported its intake of a package since the delivery report.
    case makerIntake
  }

  var kind: Kind
  /// The day of the report from which the days are counted.
  var start: CalendarDay
  var days: Int

  /// The day on which the office is told.
  var noticeDate: CalendarDay { start + days }

  /// The day on which the governor is told, when nothing has happened since (Act 88(4) and (5), ordinance 107 to 110).
  var governorDate: CalendarDay { noticeDate + (kind == .delivery ? 10 : 3) }

  static func delivery(inProcess process: String, since start: CalendarDay) -> LegalClock {
    let days =
      switch process {
      case "2": 20
      case "3": 120
      default: 30
      }
    return LegalClock(kind: .delivery, start: start, days: days)
  }

  static func intake(since start: CalendarDay) -> LegalClock { LegalClock(kind: .intake, start: start, days: 5) }

  /// Residue within 5 days, fluorocarbons and gas generators within 15.
  static func makerIntake(of package: Package, since start: CalendarDay) -> LegalClock {
    LegalClock(kind: .makerIntake, start: start, days: package.kind == .residue ? 5 : 15)
  }
}

extension CentreState {
  /// The clock that runs for a vehicle: for its holder, or for the office that announced it to the next one.
  func clock(of vehicle: Vehicle) -> (clock: LegalClock, told: String)? {
    guard let holder = vehicle.holder, let process = vehicle.state.process else { return nil }
    if vehicle.state == LifecycleState.held(inProcess: process) {
      return vehicle.lastIntake.map { (.delivery(inProcess: process, since: $0.acceptedAt.day), holder) }
    }
    guard let pending = vehicle.pending else { return nil }
    return vehicle.delivery(to: pending).map { (.intake(since: $0.acceptedAt.day), holder) }
  }

  /// The clock that runs for a package until its maker has taken it in.
  func clock(of package: Package, at day: CalendarDay) -> (clock: LegalClock, told: String)? {
    guard let reported = package.reportedOn, package.goesToMaker, status(of: package, on: day) == 3 else { return nil }
    return (.makerIntake(of: package, since: reported), package.owner)
  }

  /// The state of a package on a day: the maker takes it in some days after the delivery report, unless an
  /// administrator did before.
  func status(of package: Package, on day: CalendarDay) -> Int {
    guard package.status == 3, package.goesToMaker, let reported = package.reportedOn,
      let days = plan.faults.makerIntakeDays
    else { return package.status }
    return reported + days <= day ? 4 : 3
  }
}
