package import Foundation
package import Logging

/// How a simulator is set up.
package struct SimulatorOptions: Sendable {
  /// The port to listen at; 0 takes any free one.
  package var port: Int
  /// The address to listen at, this machine only by default.
  package var host: String
  /// HTTPS with a throw-away certificate authority instead of HTTP.
  package var tls: Bool
  package var clock: SimulatorClock
  /// Ignores the service hours; planned stops and maintenance still count.
  package var alwaysOpen: Bool
  /// A file of JSON Lines, one line for each accepted report, synchronised before the report takes effect.
  ///
  /// What the administrator adds to the world stands beside it, in a file with `.desk` at the end of its name.
  package var journalPath: String?
  /// Plays an existing journal again at the start; otherwise it is emptied.
  package var replaysJournal: Bool
  package var tokenLifeSeconds: Double
  /// How many vehicles `SIM00-000001`, `SIM00-000002` … stand in the ledger besides the fixtures.
  package var fleet: Int
  /// More vehicles and packages, as the desk takes them: JSON, `{"vehicles": […], "packages": […]}`.
  package var vehicles: Data?
  /// Real time that every call takes before it is answered.
  package var latencyMilliseconds: Int
  package var faults: SimulatorFaults
  /// A folder of JSON files that change the interface, with the layout of `schemas/jars`.
  package var overlayFolder: String?
  /// A file that gets every exchange of the interface as JSON Lines, without secrets and tokens.
  package var recordPath: String?
  package var logger: Logger

  package init(
    port: Int = 0, host: String = "127.0.0.1", tls: Bool = false, clock: SimulatorClock = .system,
    alwaysOpen: Bool = false, journalPath: String? = nil, replaysJournal: Bool = true,
    tokenLifeSeconds: Double = 3600, fleet: Int = 0, vehicles: Data? = nil, latencyMilliseconds: Int = 0,
    faults: SimulatorFaults = SimulatorFaults(), overlayFolder: String? = nil, recordPath: String? = nil,
    logger: Logger = Logger(label: "simulator")
  ) {
    self.port = port
    self.host = host
    self.tls = tls
    self.clock = clock
    self.alwaysOpen = alwaysOpen
    self.journalPath = journalPath
    self.replaysJournal = replaysJournal
    self.tokenLifeSeconds = tokenLifeSeconds
    self.fleet = fleet
    self.vehicles = vehicles
    self.latencyMilliseconds = latencyMilliseconds
    self.faults = faults
    self.overlayFolder = overlayFolder
    self.recordPath = recordPath
    self.logger = logger
  }
}

/// Where a running simulator is found.
package struct SimulatorEndpoint: Sendable {
  /// `https://localhost:PORT` or `http://127.0.0.1:PORT`; functions are below `/webapi/v1/`.
  package var baseURL: String
  package var port: Int
  /// The authority that signed the server's certificate, to be trusted exactly; nil without TLS.
  package var certificateAuthorityPEM: String?
  /// The administrator's desk, `baseURL` + `/admin`.
  package var adminURL: String
}
