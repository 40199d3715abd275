/// Everything that the guards of one report may look at.
struct Situation: Sendable {
  var function: FunctionRow
  var rule: ReportRule
  var fields: RequestFields
  var caller: Office
  var now: Instant
  var vehicle: Vehicle?
  var package: Package?
  var destination: Office?
  /// The vehicles linked to the package, or the residue candidates of the office in the order of their intake.
  var companions: [Vehicle] = []

  var today: CalendarDay { now.day }
  var eventDate: CalendarDay { fields.day(rule.eventDate) ?? today }

  /// Residue candidates that fit into the truck, oldest first, together no heavier than the residue itself.
  var fittingResidue: [Vehicle] {
    let limit = Int(((fields.number("asrWeightKg") ?? 0) * 10).rounded())
    var sum = 0
    return companions.filter { vehicle in
      guard sum + vehicle.asrStandardWeightTenths <= limit else { return false }
      sum += vehicle.asrStandardWeightTenths
      return true
    }
  }

  /// Who stands at the other end of the event: where the vehicle goes, or where it came from.
  var counterpart: String? {
    switch rule.counterpart {
    case .destination: fields["deliverToOfficeCode"]
    case .holder: vehicle?.holder
    }
  }

  /// The key under which the event can happen once, its parts joined by `|`.
  var businessKey: String {
    rule.key.map { part in
      switch part {
      case .field(let name): fields[name] ?? ""
      case .word(let word): word
      case .intakeCount: String(vehicle?.intakeCount(of: caller.code) ?? 0)
      case .nextIntake: String((vehicle?.intakeCount(of: caller.code) ?? 0) + 1)
      }
    }.joined(separator: "|")
  }

  /// When the next notice of the law is due, nil where no clock runs.
  func nextDeadline(after vehicle: Vehicle?) -> CalendarDay? {
    switch rule.next {
    case .none: nil
    case .fromReceipt(let days): today + days
    case .fromIntakeReceiptByProcess:
      LegalClock.delivery(inProcess: fields["process"] ?? "", since: today).noticeDate
    case .ofLastIntake(let days): (vehicle?.lastIntake?.acceptedAt.day).map { $0 + days }
    }
  }
}
