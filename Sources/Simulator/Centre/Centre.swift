import Foundation
import Logging
import Synchronization

/// The centre: its state behind one lock, so that every call is whole before the next one begins.
final class Centre: Sendable {
  private let state: Mutex<CentreState>
  private let logger: Logger

  /// Fills the ledger with the fixtures and the fleet, and plays again what the files have kept.
  init(_ options: SimulatorOptions) throws {
    logger = options.logger
    var state = CentreState(
      clock: RunningClock(options.clock), plan: FaultPlan(options.faults), alwaysOpen: options.alwaysOpen,
      tokenLife: options.tokenLifeSeconds)
    for vehicle in Fixtures.vehicles { state.add(vehicle) }
    for index in 0..<max(0, options.fleet) { state.add(Fixtures.fleetVehicle(index + 1)) }
    if let vehicles = options.vehicles {
      try state.change("vehicles", JSONReader.value(of: Array(vehicles)), at: state.clock.now, isReplay: true)
    }
    if let path = options.journalPath { try Self.remember(&state, path, options) }
    self.state = Mutex(state)
  }

  /// Plays journal and desk again, in the order in which they happened.
  private static func remember(_ state: inout CentreState, _ path: String, _ options: SimulatorOptions) throws {
    // Without a journal the world is a new one, whatever a file of the desk may say.
    let isKept = options.replaysJournal && FileManager.default.fileExists(atPath: path)
    let (journalFile, lines) = try JournalFile.open(path: path, replaying: isKept)
    let deskFile = try JournalFile.openIfThere(path: path + ".desk", replaying: isKept)
    var changes = (deskFile?.lines ?? []).compactMap(WorldChange.init(line:))[...]
    func changeWorld(_ state: inout CentreState, upTo count: Int) {
      while let change = changes.first, change.after <= count {
        changes.removeFirst()
        do {
          try state.change(change.knob, change.body, at: change.at, isReplay: true)
        } catch {
          options.logger.warning("a line of the desk could not be played again", metadata: ["reason": "\(error)"])
        }
      }
    }
    for (index, line) in lines.enumerated() {
      changeWorld(&state, upTo: state.journal.count)
      if JournalReplay(line: line).map({ state.replay($0) }) != true {
        options.logger.warning("a journal line could not be played again", metadata: ["line": "\(index + 1)"])
      }
    }
    changeWorld(&state, upTo: .max)
    state.journalFile = journalFile
    state.deskFile = deskFile?.file
    state.deskPath = path + ".desk"
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

  func answer(_ call: Call) -> Answer {
    let answer = state.withLock { $0.answer(call) }
    logger.debug("answered", metadata: ["function": "\(call.function.slug)", "code": "\(answer.code.rawValue)"])
    return answer
  }

  func desk(method: String, path: [String], body: [UInt8]) -> DeskAnswer {
    state.withLock { $0.desk(method: method, path: path, body: body) }
  }
}
