/// One of the 31 functions as a row of the table: who may call it, when, with which fields, and what happens.
struct FunctionRow: Sendable {
  let number: Int
  let slug: String
  let roles: Set<Role>
  let fields: [FieldRule]
  let combinations: [Combination]
  let work: Work

  init(
    _ number: Int, _ slug: String, _ roles: Set<Role>, fields: String, _ combinations: [Combination], _ work: Work
  ) {
    self.number = number
    self.slug = slug
    self.roles = roles
    self.fields = FieldRule.list(fields)
    self.combinations = combinations
    self.work = work
  }

  init(_ number: Int, _ slug: String, _ roles: Set<Role>, fields: String, _ work: Work) {
    self.init(number, slug, roles, fields: fields, [], work)
  }

  /// The fee inquiry is open until midnight, everything else until 21:00 (seed 000, lines 203-206).
  var closingSecond: Int { if case .feeInquiry = work { 24 * 3600 } else { 21 * 3600 } }
  static let openingSecond = 7 * 3600

  var report: ReportRule? { if case .report(let rule) = work { rule } else { nil } }
}

/// What a function does.
enum Work: Sendable {
  case authentication
  case feeInquiry
  case vehicleInquiry
  case detailInquiry
  case list(ListKind)
  case report(ReportRule)
}

/// The three lists of vehicles: announced to the office, held by it, delivered by it.
enum ListKind: Sendable {
  case pendingCollection
  case pendingDelivery
  case completedDelivery
}

/// A report as data: what it is about, its guards in order, its effects, its deadlines, its key.
struct ReportRule: Sendable {
  var subject: Subject
  var eventDate: String
  var counterpart = Counterpart.destination
  /// Days within which the report is due after the event, 3 by law; nil where no such duty exists.
  var dueDays: Int?
  var guards: [Guard]
  var effects: [Effect]
  var next: NextDeadline = .none
  var answer: AnswerKind = .vehicle
  var key: [KeyPart]
}

/// What a report is about.
enum Subject: Sendable {
  /// A vehicle of the deposit ledger, found by chassis number and narrowed by plate or ticket.
  case ledgerVehicle
  /// A vehicle found by its movement report number and guarded by its chassis number.
  case vehicle
  case package
  case truck
}

/// Who stands at the other end of a report.
enum Counterpart: Sendable {
  /// The office that the request names as its destination, if it names one.
  case destination
  /// The office that held the vehicle until now.
  case holder
}

/// From when the next legal clock runs.
enum NextDeadline: Sendable {
  case none
  case fromReceipt(days: Int)
  /// After an intake: 20, 120 or 30 days by process.
  case fromIntakeReceiptByProcess
  /// The clock of the last intake goes on.
  case ofLastIntake(days: Int)
}

/// Which `data` a report answers with.
enum AnswerKind: Sendable {
  case vehicle
  case certificate
  case vehicleAndPackage
  case packagePickup
  case packageVehicles
  case packageWeight
}

/// One part of a business key.
enum KeyPart: Sendable {
  case field(String)
  case word(String)
  /// How many times the calling office has taken the vehicle in.
  case intakeCount
  /// The same with the intake that is being reported.
  case nextIntake
}
