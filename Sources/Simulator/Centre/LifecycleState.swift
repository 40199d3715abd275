/// Where an end-of-life vehicle stands (domain/3, 3.1); `announcedXY` is on its way from process X to process Y.
enum LifecycleState: String, Sendable, CaseIterable {
  case known = "S00"
  case exported = "S01"
  case held1 = "S10"
  case announced12 = "S11"
  case announced13 = "S12"
  case held2 = "S20"
  case announced23 = "S21"
  case held3 = "S30"
  case announced33 = "S31"
  case announced34 = "S32"
  case certified3 = "S33"
  case noncertified3 = "S34"
  case held4 = "S40"
  case announced44 = "S41"
  case certified4 = "S42"
  case noncertified4 = "S43"
  case residueDelivered = "S44"

  /// The process that holds the vehicle or finished it: 1 collection, 2 recovery, 3 dismantling, 4 shredding.
  var process: String? {
    switch self {
    case .known, .exported: nil
    default: String(rawValue.dropFirst().prefix(1))
    }
  }

  /// The state in which a process holds a vehicle.
  static func held(inProcess process: String) -> LifecycleState? { LifecycleState(rawValue: "S\(process)0") }

  /// The states in which a vehicle waits for the intake of a process.
  static func waiting(forProcess process: String) -> Set<LifecycleState> {
    switch process {
    case "2": [.announced12]
    case "3": [.announced13, .announced23, .announced33]
    case "4": [.announced34, .announced44]
    default: []
    }
  }
}

/// Who does what in the chain; the code is the wire's letter, the process number where there is one.
enum Role: String, Sendable {
  case collector = "H"
  case recoverer = "F"
  case dismantler = "K"
  case shredder = "S"
  case fullUser = "Z"
  case designatedPlace = "D"

  var process: String? {
    switch self {
    case .collector: "1"
    case .recoverer: "2"
    case .dismantler: "3"
    case .shredder: "4"
    case .fullUser, .designatedPlace: nil
    }
  }
}

/// Deliveries of one process; each group closes the same step, whichever of its functions was used.
enum DeliveryGroup: Sendable {
  case collection, recovery, dismantling, shredding

  var functions: Set<Int> {
    switch self {
    case .collection: [9, 10]
    case .recovery: [12]
    case .dismantling: [17, 18, 19, 20]
    case .shredding: [27, 28, 29, 30]
    }
  }

  init?(process: String) {
    switch process {
    case "1": self = .collection
    case "2": self = .recovery
    case "3": self = .dismantling
    case "4": self = .shredding
    default: return nil
    }
  }
}

enum FluorocarbonStatus: String, Sendable {
  case notApplicable = "NA"
  case required = "REQUIRED"
  case linked = "LINKED"
  case reported = "REPORTED"
  case reused = "REUSED"
}

enum AirbagStatus: String, Sendable {
  case notApplicable = "NA"
  case required = "REQUIRED"
  case linked = "LINKED"
  case reported = "REPORTED"
  case deployed = "DEPLOYED"
}

enum PartsStatus: String, Sendable {
  case none = "NONE"
  case recovered = "RECOVERED"
  case packed = "PACKED"
}

enum MaterialStatus: String, Sendable {
  case none = "NONE"
  case packed = "PACKED"
}
