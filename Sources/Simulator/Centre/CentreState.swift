/// All that the centre knows, as one value behind one lock.
struct CentreState: Sendable {
  var clock: RunningClock
  var plan: FaultPlan
  let alwaysOpen: Bool
  let tokenLife: Double

  var vehicles: [String: Versions<Vehicle>] = [:]
  var ticketsByChassis: [String: [String]] = [:]
  var packages: [String: Versions<Package>] = [:]
  var offices: [String: Office]
  var users: [String: User]
  var sessions: [String: Session] = [:]
  var journal: [JournalEntry] = []
  var journalFile: JournalFile?
  /// Keeps what the administrator put into the world.
  var deskFile: JournalFile?
  var deskPath: String?
  var packageCount = 0
  var transactionCount = 0
  var requestCounts: [String: Int] = [:]
  var inFlight = 0
  var mostInFlight = 0

  init(clock: RunningClock, plan: FaultPlan, alwaysOpen: Bool, tokenLife: Double) {
    self.clock = clock
    self.plan = plan
    self.alwaysOpen = alwaysOpen
    self.tokenLife = tokenLife
    offices = Dictionary(uniqueKeysWithValues: (Fixtures.offices + Fixtures.strangers).map { ($0.code, $0) })
    users = Dictionary(uniqueKeysWithValues: Fixtures.users.map { ($0.id, $0) })
    for user in users.values {
      if let token = user.fixedToken { sessions[token] = Session(userId: user.id, office: nil, expires: nil) }
    }
  }

  /// Puts a vehicle into the ledger, or puts another in the place of the one with the same ticket number.
  mutating func add(_ vehicle: Vehicle) {
    if let known = vehicles[vehicle.ticketNo]?.current {
      ticketsByChassis[known.chassisNo]?.removeAll { $0 == vehicle.ticketNo }
    }
    vehicles[vehicle.ticketNo] = Versions(vehicle)
    ticketsByChassis[vehicle.chassisNo, default: []].append(vehicle.ticketNo)
  }

  /// The moment whose state inquiries show.
  func inquiryMoment(_ now: Instant) -> Instant { now.advanced(bySeconds: -plan.faults.inquiryLagSeconds) }

  /// The vehicles with a chassis number, narrowed by a plate that is known and by the ticket number.
  func ledgerVehicles(_ fields: RequestFields, asOf moment: Instant? = nil) -> [Vehicle] {
    (ticketsByChassis[fields["chassisNo"] ?? ""] ?? []).compactMap { vehicles[$0] }
      .map { versions in moment.map(versions.value(asOf:)) ?? versions.current }
      .filter { vehicle in
        (fields["recycleTicketNo"] ?? vehicle.ticketNo) == vehicle.ticketNo
          && (vehicle.registrationNo ?? fields["registrationNo"])
            == (fields["registrationNo"] ?? vehicle.registrationNo)
      }
  }

  /// Exactly one of them: E2001 for none, E2004 for several.
  func ledgerVehicle(_ fields: RequestFields) throws(Rejection) -> Vehicle {
    let candidates = ledgerVehicles(fields)
    guard let vehicle = candidates.first else { throw Rejection(.unknownVehicle, "chassisNo") }
    guard candidates.count == 1 else { throw Rejection(.ambiguousVehicle, "chassisNo") }
    return vehicle
  }

  /// The vehicle of a movement report number, guarded by the chassis number when that is given: E2001, E1005.
  func vehicle(_ fields: RequestFields, asOf moment: Instant? = nil) throws(Rejection) -> Vehicle {
    guard let versions = vehicles[fields["movementReportNo"] ?? ""] else {
      throw Rejection(.unknownVehicle, "movementReportNo")
    }
    let vehicle = moment.map(versions.value(asOf:)) ?? versions.current
    guard (fields["chassisNo"] ?? vehicle.chassisNo) == vehicle.chassisNo else {
      throw Rejection(.inconsistent, "chassisNo")
    }
    return vehicle
  }
}
