import Logging
import Synchronization

/// The centre: its state behind one lock, so that every call is whole before the next one begins.
final class Centre: Sendable {
  private let state: Mutex<CentreState>
  private let logger: Logger

  /// Fills the ledger with the fixtures and the fleet, and plays the journal again.
  init(_ options: SimulatorOptions) throws {
    logger = options.logger
    var state = CentreState(
      clock: RunningClock(options.clock), plan: FaultPlan(options.faults), alwaysOpen: options.alwaysOpen,
      tokenLife: options.tokenLifeSeconds)
    for vehicle in Fixtures.vehicles { state.add(vehicle) }
    for index in 0..<max(0, options.fleet) { state.add(Fixtures.fleetVehicle(index + 1)) }
    if let vehicles = options.vehicles { try state.addVehicles(JSONReader.value(of: Array(vehicles))) }
    if let path = options.journalPath {
      let (file, lines) = try JournalFile.open(path: path, replaying: options.replaysJournal)
      for (index, line) in lines.enumerated() where JournalReplay(line: line).map({ state.replay($0) }) != true {
        options.logger.warning("a journal line could not be played again", metadata: ["line": "\(index + 1)"])
      }
      state.journalFile = file
    }
    self.state = Mutex(state)
  }

  /// Counts a call that has arrived.
  func begin(_ function: FunctionRow) {
    state.withLock { state in
      state.requestCounts[function.slug, default: 0] += 1
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
    }
  }

  func end() { state.withLock { $0.inFlight -= 1 } }

  func answer(_ call: Call) -> Reply {
    let reply = state.withLock { $0.answer(call) }
    logger.debug("answered", metadata: ["function": "\(call.function.slug)", "status": "\(reply.status)"])
    return reply
  }

  func desk(method: String, path: [String], body: [UInt8]) -> DeskAnswer {
    state.withLock { $0.desk(method: method, path: path, body: body) }
  }
}
