extension CentreState {
  /// `GET /admin/notices`: whom the centre has told by now that a report is missing, oldest notice first.
  ///
  /// `{"notices": [{"kind", "officeCode", "movementReportNo", "packageNo", "startedOn", "limitDays", "noticeDate",
  /// "governorDate", "governorIsTold"}]}`
  var notices: DeskAnswer {
    let today = clock.now.day
    let ofVehicles = vehicles.values.map(\.current).compactMap { vehicle in
      clock(of: vehicle).map { (vehicle.ticketNo as String?, String?.none, $0.clock, $0.told) }
    }
    let ofPackages = packages.values.map(\.current).compactMap { package in
      clock(of: package, at: today).map { (String?.none, package.number as String?, $0.clock, $0.told) }
    }
    let due = (ofVehicles + ofPackages).filter { $0.2.noticeDate <= today }
      .sorted { ($0.2.noticeDate, $0.0 ?? $0.1 ?? "") < ($1.2.noticeDate, $1.0 ?? $1.1 ?? "") }
    return DeskAnswer([
      JSONMember("notices", .array(due.map { line($0.0, $0.1, $0.2, told: $0.3, today) }))
    ])
  }

  private func line(
    _ ticketNo: String?, _ packageNo: String?, _ clock: LegalClock, told: String, _ today: CalendarDay
  ) -> JSONValue {
    .object([
      JSONMember("kind", .string(clock.kind.rawValue)),
      JSONMember("officeCode", .string(told)),
      JSONMember("movementReportNo", .optional(ticketNo)),
      JSONMember("packageNo", .optional(packageNo)),
      JSONMember("startedOn", .string(clock.start.description)),
      JSONMember("limitDays", .integer(clock.days)),
      JSONMember("noticeDate", .string(clock.noticeDate.description)),
      JSONMember("governorDate", .string(clock.governorDate.description)),
      JSONMember("governorIsTold", .bool(clock.governorDate <= today)),
    ])
  }
}
