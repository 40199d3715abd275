import Delivery
package import Findings
import Validation

/// All settings of one installation: `elvbridge.yaml` with the environment variables laid over it.
///
/// Unknown keys are errors with a suggestion. Secrets never stand here (PRODUCT, promise 7).
package struct Configuration: Sendable, Decodable {
  /// The drop folder; relative paths are relative to the configuration file.
  package var folder: String
  /// Where ledgers and locks live.
  package var state: String
  /// The one of ``environments`` that is used.
  package var environment: String
  package var environments: [String: ServiceEnvironment]
  package var language: Language?
  /// The folder of function schemas, where it is not beside the program.
  package var schemas: String?
  /// The private overlay: a folder of files that are laid over the schemas with the same names.
  package var overlay: String?
  /// The folder of mapping profiles.
  package var profiles: String
  /// Member of the 資源回収インセンティブコンソーシアム (seed 000, line 192).
  package var consortium: Bool
  package var calendar: CalendarSettings
  package var pace: PaceSettings
  package var doubt: DoubtSettings
  package var watch: WatchSettings
  /// Monthly maxima that were declared in the application, by the names of `service.json` (seed 000, lines 107–108).
  package var declared: [String: Int]

  package var current: ServiceEnvironment? { environments[environment] }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case folder, state, environment, environments, language, schemas, overlay, profiles, consortium, calendar, pace,
      doubt, watch, declared
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    folder = try keys.decodeIfPresent(String.self, forKey: .folder) ?? "drop"
    state = try keys.decodeIfPresent(String.self, forKey: .state) ?? "state"
    environment = try keys.decode(String.self, forKey: .environment)
    environments = try keys.decode([String: ServiceEnvironment].self, forKey: .environments)
    language = try keys.decodeIfPresent(Language.self, forKey: .language)
    schemas = try keys.decodeIfPresent(String.self, forKey: .schemas)
    overlay = try keys.decodeIfPresent(String.self, forKey: .overlay)
    profiles = try keys.decodeIfPresent(String.self, forKey: .profiles) ?? "profiles"
    consortium = try keys.decodeIfPresent(Bool.self, forKey: .consortium) ?? false
    calendar = try keys.decodeIfPresent(CalendarSettings.self, forKey: .calendar) ?? .init()
    pace = try keys.decodeIfPresent(PaceSettings.self, forKey: .pace) ?? .init()
    doubt = try keys.decodeIfPresent(DoubtSettings.self, forKey: .doubt) ?? .init()
    watch = try keys.decodeIfPresent(WatchSettings.self, forKey: .watch) ?? .init()
    declared = try keys.decodeIfPresent([String: Int].self, forKey: .declared) ?? [:]
    if environments[environment] == nil {
      throw DecodingError.dataCorruptedError(
        forKey: .environment, in: keys,
        debugDescription:
          "“\(environment)” is not one of the environments (\(environments.keys.sorted().joined(separator: ", ")))")
    }
  }
}

/// One place to send to: 接続テスト環境 or 本番環境, each an address and credentials (seed 000, line 196).
package struct ServiceEnvironment: Sendable, Decodable {
  package var baseURL: String
  package var userID: String
  /// A file with mode 0600 that holds the secret; `ELVBRIDGE_SECRET` wins over it.
  package var secretFile: String?
  /// A PEM file to trust instead of the system's certificate authorities.
  package var certificateAuthority: String?
  /// Plain HTTP, to this machine itself only.
  package var allowPlainHTTP: Bool
  /// What the user is registered for: `fee-inquiry` or `movement-reports` (seed 000, line 66).
  package var profile: String
  /// Opening hours that differ from the service's, `"00:00-24:00"`; test hours stand in the official documents only
  /// (seed 000, lines 200–201).
  package var hours: [String: String]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case baseURL, userID, secretFile, certificateAuthority, allowPlainHTTP, profile, hours
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    baseURL = try keys.decode(String.self, forKey: .baseURL)
    userID = try keys.decode(String.self, forKey: .userID)
    secretFile = try keys.decodeIfPresent(String.self, forKey: .secretFile)
    certificateAuthority = try keys.decodeIfPresent(String.self, forKey: .certificateAuthority)
    allowPlainHTTP = try keys.decodeIfPresent(Bool.self, forKey: .allowPlainHTTP) ?? false
    profile = try keys.decodeIfPresent(String.self, forKey: .profile) ?? "movement-reports"
    hours = try keys.decodeIfPresent([String: String].self, forKey: .hours) ?? [:]
  }
}

/// Days on which the service keeps other hours.
package struct CalendarSettings: Sendable, Decodable {
  /// JARS計画停止日 as `yyyy-MM-dd` (seed 000, line 204).
  package var stopDays: [String] = []
  /// Special openings: date to `"08:00-21:00"`.
  package var specialDays: [String: String] = [:]
  /// Days that a schema's rules ask for by name, such as those on which fluorocarbons are picked up (seed 000, line 163).
  package var days: [String: [String]] = [:]
  /// Nothing is sent this close to closing time, in seconds.
  package var closingGuard = 60

  enum CodingKeys: String, CodingKey, CaseIterable { case stopDays, specialDays, days, closingGuard }

  package init() {}

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    stopDays = try keys.decodeIfPresent([String].self, forKey: .stopDays) ?? []
    specialDays = try keys.decodeIfPresent([String: String].self, forKey: .specialDays) ?? [:]
    days = try keys.decodeIfPresent([String: [String]].self, forKey: .days) ?? [:]
    closingGuard = try keys.decodeIfPresent(Int.self, forKey: .closingGuard) ?? closingGuard
  }
}

/// How fast we go; the service's limit is not published (seed 000, line 215).
package struct PaceSettings: Sendable, Decodable {
  package var perSecond = 1.0
  /// Seconds to connect, and for a whole exchange.
  package var connectTimeout = 10.0
  package var requestTimeout = 60.0
  /// Where the pace is kept, for several installations that share a user; the state folder where nothing is said.
  package var folder: String?
  /// How many submissions share one durable transaction at most.
  package var group = GroupSize.usualLargest

  enum CodingKeys: String, CodingKey, CaseIterable { case perSecond, connectTimeout, requestTimeout, folder, group }

  package init() {}

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    perSecond = try keys.decodeIfPresent(Double.self, forKey: .perSecond) ?? perSecond
    connectTimeout = try keys.decodeIfPresent(Double.self, forKey: .connectTimeout) ?? connectTimeout
    requestTimeout = try keys.decodeIfPresent(Double.self, forKey: .requestTimeout) ?? requestTimeout
    folder = try keys.decodeIfPresent(String.self, forKey: .folder)
    group = try keys.decodeIfPresent(Int.self, forKey: .group) ?? group
    if group <= 0 || perSecond <= 0 || connectTimeout <= 0 || requestTimeout <= 0 {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "every pace setting must be greater than 0"))
    }
  }
}

/// How a report without an answer is settled (domain/4 §4.4).
package struct DoubtSettings: Sendable, Decodable {
  /// Seconds before the first inquiry.
  package var settle = 30
  /// Seconds between two clear absences.
  package var apart = 60
  /// Seconds that `run` waits for doubts to be settled before it leaves them to the next run.
  package var patience = 180

  enum CodingKeys: String, CodingKey, CaseIterable { case settle, apart, patience }

  package init() {}

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    settle = try keys.decodeIfPresent(Int.self, forKey: .settle) ?? settle
    apart = try keys.decodeIfPresent(Int.self, forKey: .apart) ?? apart
    patience = try keys.decodeIfPresent(Int.self, forKey: .patience) ?? patience
  }
}

/// How the drop folder is watched.
package struct WatchSettings: Sendable, Decodable {
  /// Seconds for which size and times must stand still before a file is taken.
  package var stableFor = 2.0
  /// Seconds for which a file that looks unfinished must stand still before it is taken as it is.
  package var unfinishedFor = 30.0
  /// Seconds between full rescans, and between two writings of the outputs of a drop that is being sent.
  package var rescanEvery = 30.0
  /// The ending of the files that vouch for others, `.done`; without it, only profiles name some.
  package var trigger: String?
  /// Days after which files that nobody needs any more go to the archive, with their outputs; never without it.
  package var archiveAfter: Int?

  enum CodingKeys: String, CodingKey, CaseIterable { case stableFor, unfinishedFor, rescanEvery, trigger, archiveAfter }

  package init() {}

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    stableFor = try keys.decodeIfPresent(Double.self, forKey: .stableFor) ?? stableFor
    unfinishedFor = try keys.decodeIfPresent(Double.self, forKey: .unfinishedFor) ?? unfinishedFor
    rescanEvery = try keys.decodeIfPresent(Double.self, forKey: .rescanEvery) ?? rescanEvery
    trigger = try keys.decodeIfPresent(String.self, forKey: .trigger).flatMap { $0.isEmpty ? nil : $0 }
    archiveAfter = try keys.decodeIfPresent(Int.self, forKey: .archiveAfter)
  }
}
