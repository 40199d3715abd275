extension CentreState {
  /// Functions 5, 6 and 7: the vehicles of an office in one process, oldest report first, page by page.
  func listAnswer(
    _ kind: ListKind, _ fields: RequestFields, caller: Office, at now: Instant
  ) throws(Rejection) -> JSONValue {
    let process = fields["process"] ?? ""
    guard caller.role.process == process else { throw Rejection(.officeNotAllowed, "process") }
    let moment = inquiryMoment(now)
    let entries = vehicles.values.map { $0.value(asOf: moment) }
      .compactMap { vehicle in report(kind, vehicle, caller.code, process).map { (vehicle: vehicle, report: $0) } }
      .filter { isWanted($0.vehicle, $0.report, fields) }
      .sorted { ($0.report.acceptedAt, $0.vehicle.ticketNo) < ($1.report.acceptedAt, $1.vehicle.ticketNo) }
    let page = fields.integer("page") ?? 1
    let size = min(fields.integer("pageSize") ?? 100, plan.faults.pageSize ?? 100)
    let wanted = entries.dropFirst((page - 1) * size).prefix(size)
    return .object([
      JSONMember("totalCount", .integer(entries.count)),
      JSONMember("page", .integer(page)),
      JSONMember("hasNext", .flag(entries.count > page * size)),
      JSONMember("vehicles", .array(wanted.map { line(kind, $0.vehicle, $0.report, process, now, moment.day) })),
    ])
  }

  /// The report that puts a vehicle on the list, nil when it is not on it.
  private func report(_ kind: ListKind, _ vehicle: Vehicle, _ office: String, _ process: String) -> HistoryEntry? {
    switch kind {
    case .pendingCollection:
      guard LifecycleState.waiting(forProcess: process).contains(vehicle.state), vehicle.pending == office else {
        return nil
      }
      return vehicle.delivery(to: office)
    case .pendingDelivery:
      guard vehicle.state == LifecycleState.held(inProcess: process), vehicle.holder == office else { return nil }
      return vehicle.lastIntake
    case .completedDelivery:
      let functions = DeliveryGroup(process: process)?.functions ?? []
      return vehicle.history.last { $0.officeCode == office && functions.contains($0.functionNo) }
    }
  }

  private func isWanted(_ vehicle: Vehicle, _ report: HistoryEntry, _ fields: RequestFields) -> Bool {
    let day = report.acceptedAt.day
    return (fields["movementReportNo"] ?? vehicle.ticketNo) == vehicle.ticketNo
      && (fields.day("dateFrom") ?? day) <= day && (fields.day("dateTo") ?? day) >= day
      && (fields["packageNo"].map { packages(of: vehicle, madeBy: report.officeCode).contains($0) } ?? true)
  }

  /// The packages of a vehicle that an office made, what left with the vehicle itself first.
  private func packages(of vehicle: Vehicle, madeBy office: String) -> [String] {
    [vehicle.finalPackage, vehicle.airbagPackage, vehicle.fluorocarbonPackage].compactMap(\.self)
      .filter { packages[$0]?.current.owner == office }
  }

  /// The clock that runs since the report that put the vehicle on the list; none after a delivery to a full user.
  private func clock(
    _ kind: ListKind, _ vehicle: Vehicle, _ report: HistoryEntry, _ process: String, on day: CalendarDay
  ) -> LegalClock? {
    let reported = report.acceptedAt.day
    switch kind {
    case .pendingCollection: return .intake(since: reported)
    case .pendingDelivery: return .delivery(inProcess: process, since: reported)
    case .completedDelivery:
      if vehicle.pending != nil && vehicle.holder == report.officeCode { return .intake(since: reported) }
      guard vehicle.state == .residueDelivered, let package = vehicle.finalPackage.flatMap({ packages[$0]?.current }),
        package.owner == report.officeCode
      else { return nil }
      return clock(of: package, at: day)?.clock
    }
  }

  private func line(
    _ kind: ListKind, _ vehicle: Vehicle, _ report: HistoryEntry, _ process: String, _ now: Instant,
    _ day: CalendarDay
  ) -> JSONValue {
    let clock = clock(kind, vehicle, report, process, on: day)
    let office = kind == .pendingCollection ? nil : report.officeCode
    return .object([
      JSONMember("movementReportNo", .string(vehicle.ticketNo)),
      JSONMember("chassisNo", .string(vehicle.chassisNo)),
      JSONMember("carName", .string(vehicle.carName)),
      JSONMember("process", .string(process)),
      JSONMember("counterpartOfficeCode", .optional(office == nil ? vehicle.holder : report.counterpart)),
      JSONMember("reportedAt", .string(report.acceptedAt.iso8601)),
      JSONMember("elapsedDays", .integer(now.day.number - report.acceptedAt.day.number)),
      JSONMember("limitDays", .optional(clock?.days)),
      JSONMember("noticeDate", .optional(clock?.noticeDate.description)),
      JSONMember("packageNo", .optional(office.flatMap { packages(of: vehicle, madeBy: $0).first })),
      JSONMember("lifecycleStatus", .string(vehicle.state.rawValue)),
    ])
  }
}
