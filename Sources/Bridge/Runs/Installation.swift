import Curl
package import Delivery
package import Findings
import Foundation
package import Ledger
package import Validation

/// Everything that a run needs, made from the configuration: schemas, hours, ledger, session.
package struct Installation: Sendable {
  package let configuration: Configuration
  package let catalogue: Catalogue
  package let clock: Clock
  package let language: Language
  let variables: [String: String]

  package init(
    configuration: Configuration, catalogue: Catalogue, clock: Clock, language: Language,
    variables: [String: String]
  ) {
    self.configuration = configuration
    self.catalogue = catalogue
    self.clock = clock
    self.language = language
    self.variables = variables
  }

  /// Test and production never share a ledger: what the test service accepted, production has never seen.
  package var ledgerPath: String { "\(configuration.state)/\(configuration.environment).sqlite" }

  /// The ledger for writing, which one process has at a time; throws ``Fault`` `ledgerBusy` with its holder.
  ///
  /// - Parameter tell: is told when an older ledger is going to be brought up to date.
  package func owningLedger(
    for command: String, tell: (RunEvent) -> Void = { _ in }
  ) throws -> SQLiteLedger {
    try SQLiteLedger(
      path: ledgerPath, .owner(program: "elvbridge \(command)"), keyField: keyField,
      upgrading: { tell(.upgrading(byteCount: $0)) })
  }

  /// The field that a function's keys begin with; throws ``Fault`` `ledgerUnavailable` for a function without a schema,
  /// because keys of it could not be told from one another any more.
  @Sendable private func keyField(of function: String) throws -> String? {
    guard let schema = catalogue.function(named: function) else {
      throw Fault(
        .ledgerUnavailable, ["path": ledgerPath, "reason": "it holds reports of \(function), which has no schema"])
    }
    return schema.bridge.key?.fields.first
  }

  /// The ledger for a person's word, whoever works on it.
  package func guestLedger() throws -> SQLiteLedger {
    try SQLiteLedger(path: ledgerPath, .guest)
  }

  /// The ledger for looking at, whoever works on it.
  package func readableLedger() throws -> SQLiteLedger {
    try SQLiteLedger(path: ledgerPath, .reader)
  }

  package var reader: DropReader {
    get throws(Fault) {
      var calendars: [String: Set<JapanDate>] = [:]
      for (name, days) in configuration.calendar.days {
        for day in days { calendars[name, default: []].insert(try Self.date(day)) }
      }
      return DropReader(
        catalogue: catalogue, today: clock.now().japanDate, calendars: calendars,
        profiles: try ProfileFolder(path: configuration.profiles).load(catalogue))
    }
  }

  /// The service's hours with what the environment and the calendar say otherwise.
  ///
  /// Throws ``Fault`` `configurationInvalid` for hours or days that can't be read.
  package func hours() throws(Fault) -> ServiceHours {
    if let profile = configuration.current?.profile, catalogue.service.profiles[profile] == nil {
      let known = catalogue.service.profiles.keys.sorted().joined(separator: ", ")
      throw Fault(.configurationInvalid, ["path": "profile", "reason": "“\(profile)” is not one of \(known)"])
    }
    var windows: [String: ServiceWindow] = [:]
    for (name, window) in catalogue.service.hours {
      windows[name] = try Self.window("\(window.opens)-\(window.closes)", "hours.\(name)")
    }
    for (name, text) in configuration.current?.hours ?? [:] {
      if windows[name] == nil {
        throw Fault(.configurationInvalid, ["path": "hours", "reason": "the service has no hours named “\(name)”"])
      }
      windows[name] = try Self.window(text, "hours.\(name)")
    }
    var special: [JapanDate: [String: ServiceWindow]] = [:]
    for (day, text) in configuration.calendar.specialDays {
      special[try Self.date(day), default: [:]][ServiceHours.everyName] = try Self.window(text, "calendar.\(day)")
    }
    var stops: Set<JapanDate> = []
    for day in configuration.calendar.stopDays { stops.insert(try Self.date(day)) }
    return ServiceHours(
      windows: windows, plannedStopDays: stops, specialDays: special,
      closingGuardSeconds: configuration.calendar.closingGuard)
  }

  /// What the user declared of its use, beside what the ledger counted; throws ``Fault`` `configurationInvalid` for a
  /// figure that the service does not ask for.
  func declaredMaxima(_ ledger: any LedgerDriver) throws(Fault) -> DeclaredMaxima {
    for (name, figure) in configuration.declared where catalogue.service.declared[name] == nil || figure <= 0 {
      let known = catalogue.service.declared.keys.sorted().joined(separator: ", ")
      throw Fault(
        .configurationInvalid,
        ["path": "declared.\(name)", "reason": "it must be one of \(known), with a number greater than 0"])
    }
    return DeclaredMaxima(
      catalogue: catalogue, ledger: ledger, figures: configuration.declared, language: language)
  }

  /// Why this user may not call the function at all, if so: its registration, or the consortium (seed 000, line 192).
  func obstacle(_ function: FunctionSchema) -> Finding? {
    let profile = configuration.current?.profile ?? ""
    if !function.bridge.profiles.contains(profile) {
      return Finding(.functionNotAllowed, facts: ["function": function.title])
    }
    return function.bridge.consortium && !configuration.consortium ? Finding(.membershipRequired) : nil
  }

  /// Requests per second: what is configured, or less while the service asks for it.
  func rate() throws(Fault) -> Double {
    guard let environment = configuration.current else { return configuration.pace.perSecond }
    let now = clock.now()
    return try turnstile(environment).withPace { $0.rate(at: now) }
  }

  private func turnstile(_ environment: ServiceEnvironment) throws(Fault) -> Turnstile {
    try Turnstile(
      path: Turnstile.path(environment, configuration), requestsPerSecond: configuration.pace.perSecond)
  }

  /// A conversation with the configured service; throws ``Fault`` where the address or the secret won't do.
  package func session(stop: StopSignal) throws(Fault) -> ServiceSession {
    guard let environment = configuration.current else {
      throw Fault(.configurationInvalid, ["path": "environment", "reason": "it names no environment"])
    }
    let secret = try Secret.load(for: environment, variables: variables)
    return ServiceSession(
      catalogue: catalogue, environment: environment, secret: secret, pace: configuration.pace, hours: try hours(),
      turnstile: try turnstile(environment), clock: clock, stop: stop)
  }

  private static func window(_ text: String, _ place: String) throws(Fault) -> ServiceWindow {
    guard let window = ServiceWindow(text) else {
      throw Fault(.configurationInvalid, ["path": place, "reason": "“\(text)” is not like 07:00-21:00"])
    }
    return window
  }

  private static func date(_ text: String) throws(Fault) -> JapanDate {
    guard let date = JapanDate(text) else {
      throw Fault(.configurationInvalid, ["path": "calendar", "reason": "“\(text)” is not a date like 2026-11-21"])
    }
    return date
  }
}
