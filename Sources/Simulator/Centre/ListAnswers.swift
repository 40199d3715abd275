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
    let size = fields.integer("pageSize") ?? 100
    let wanted = entries.dropFirst((page - 1) * size).prefix(size)
    return .object([
      JSONMember("totalCount", .integer(entries.count)),
      JSONMember("page", .integer(page)),
      JSONMember("hasNext", .flag(entries.count > page * size)),
      JSONMember("vehicles", .array(wanted.map { line(kind, $0.vehicle, $0.report, process, now.day) })),
    ])
  }

  /// The report that puts a vehicle on the list, nil when it is not on it.
  private func report(_ kind: ListKind, _ vehicle: Vehicle, _ office: String, _ process: String) -> HistoryEntry? {
    switch kind {
    case .pendingCollection:
      guard LifecycleState.waiting(forProcess: process).contains(vehicle.state), vehicle.pending == office else {
        return nil
      }
      return vehicle.history.last { $0.counterpart == office }
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
      && (!fields.has("packageNo") || fields["packageNo"] == vehicle.finalPackage)
  }

  private func line(
    _ kind: ListKind, _ vehicle: Vehicle, _ report: HistoryEntry, _ process: String, _ today: CalendarDay
  ) -> JSONValue {
    let days: Int? =
      switch kind {
      case .pendingCollection: 5
      case .pendingDelivery: Situation.deliveryDays(ofProcess: process)
      case .completedDelivery: vehicle.pending != nil && vehicle.holder == report.officeCode ? 5 : nil
      }
    let reported = report.acceptedAt.day
    let counterpart = kind == .pendingCollection ? vehicle.holder : report.counterpart
    return .object([
      JSONMember("movementReportNo", .string(vehicle.ticketNo)),
      JSONMember("chassisNo", .string(vehicle.chassisNo)),
      JSONMember("carName", .string(vehicle.carName)),
      JSONMember("process", .string(process)),
      JSONMember("counterpartOfficeCode", .optional(counterpart)),
      JSONMember("reportedAt", .string(report.acceptedAt.iso8601)),
      JSONMember("elapsedDays", .integer(today.number - reported.number)),
      JSONMember("limitDays", .optional(days)),
      JSONMember("noticeDate", .optional(days.map { (reported + $0).description })),
      JSONMember("packageNo", .optional(kind == .completedDelivery ? vehicle.finalPackage : nil)),
      JSONMember("lifecycleStatus", .string(vehicle.state.rawValue)),
    ])
  }
}
