/// One vehicle as the centre knows it: deposit ledger, movement record, history.
struct Vehicle: Sendable {
  var chassisNo: String
  /// The number of the recycling ticket, which is the movement report number too.
  var ticketNo: String
  var registrationNo: String?
  var carName = "トヨタ"
  var vehicleClass = "1"
  var modelCode = "GX100-ATPQK"
  var typeDesignationNo = "12345"
  var categoryClassNo = "0234"
  var firstRegistration = "2006-04"
  var makerCode = "TOY001"
  var makerName = "トヨタ自動車株式会社"
  var deposit = Deposit.paid(asr: 6000, airbag: 2500, fluorocarbon: 1800, information: 130)
  var airbagCount = 4
  var isBatchDeployable = true
  var isMechanical = false
  var asrStandardWeightTenths = 1800
  var teamCode = "1"

  var state = LifecycleState.known
  var holder: String?
  var pending: String?
  var collectionDate: CalendarDay?
  var deliveryDate: CalendarDay?
  var hasFluorocarbon = false
  var fluorocarbonType: String?
  var fluorocarbonStatus = FluorocarbonStatus.notApplicable
  var fluorocarbonPackage: String?
  var hasAirbag = false
  var airbagStatus = AirbagStatus.notApplicable
  var airbagPackage: String?
  var partsStatus = PartsStatus.none
  var materialStatus = MaterialStatus.none
  var finalPackage: String?
  var isResidueLinked = false
  var selfDismantle: Bool?
  var dismantleRecordDate: CalendarDay?
  /// What programme reports have noted, so that none is noted twice.
  var notes: Set<String> = []
  var history: [HistoryEntry] = []
  /// Stands for the reports that a vehicle would have had which the administrator put into its place.
  var placed: HistoryEntry?

  /// Whether an office holds the vehicle, held it, or is about to take it.
  func concerns(_ office: String) -> Bool {
    holder == office || pending == office || history.contains { $0.officeCode == office }
  }

  /// The functions that take a vehicle in: at the collector, and at the three later processes.
  private static let intakes: Set<Int> = [8, 11]

  /// The last intake of the vehicle, by any office.
  var lastIntake: HistoryEntry? { history.last { Self.intakes.contains($0.functionNo) } ?? placed }

  /// The report that announced the vehicle to an office.
  func delivery(to office: String) -> HistoryEntry? { history.last { $0.counterpart == office } ?? placed }

  func intakeCount(of office: String) -> Int {
    history.count { $0.officeCode == office && Self.intakes.contains($0.functionNo) }
  }
}

/// One accepted report in the life of a vehicle.
struct HistoryEntry: Sendable {
  var functionNo: Int
  var officeCode: String
  var counterpart: String?
  var eventDate: CalendarDay
  var acceptedAt: Instant
  var clientRequestNo: String?

  var json: JSONValue {
    .object([
      JSONMember("functionNo", .integer(functionNo)),
      JSONMember("officeCode", .string(officeCode)),
      JSONMember("counterpartOfficeCode", .optional(counterpart)),
      JSONMember("eventDate", .string(eventDate.description)),
      JSONMember("acceptedAt", .string(acceptedAt.iso8601)),
      JSONMember("clientRequestNo", .optional(clientRequestNo)),
    ])
  }
}
