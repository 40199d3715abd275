import Dispatch
import Findings
import Ledger

/// Works on the drop folder until it is stopped: waits for its turn, takes in what arrives, sends during opening hours,
/// writes outputs.
package struct DropWatch: Sendable {
  private let installation: Installation
  private let stop: StopSignal
  private let reloads: ReloadSignal
  private let manager: ServiceManager?
  private let load: @Sendable () throws -> Installation
  private let tell: @Sendable (RunEvent) -> Void

  /// - Parameters:
  ///   - manager: who wants to know how we are, if anybody does.
  ///   - load: reads configuration, schemas and profiles again when `reloads` asks for it.
  package init(
    installation: Installation, stop: StopSignal, reloads: ReloadSignal, manager: ServiceManager?,
    load: @escaping @Sendable () throws -> Installation, tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.installation = installation
    self.stop = stop
    self.reloads = reloads
    self.manager = manager
    self.load = load
    self.tell = tell
  }

  /// How long a look, a batch, a request with its way to the service or an output may take before the watch counts as hung.
  private static let silenceSeconds = 300.0

  /// Returns when a stop was requested: what was in flight is recorded by then, and the outputs are written.
  ///
  /// Throws ``Fault`` when the ledger fails, or when there is no such folder at the start.
  package func run() async throws {
    let folder = installation.configuration.folder
    let pace = installation.configuration.pace
    let heart = manager?.keepAlive(
      silenceSeconds: Self.silenceSeconds + 2 * (pace.connectTimeout + pace.requestTimeout))
    manager?.ready("starting")
    defer {
      manager?.stopping()
      heart?.cancel()
    }
    let told = ToldOnce(tell)
    var current = installation
    let standby = Standby(installation: installation, stop: stop) { event in
      if case .standingBy(let fault) = event { manager?.status(fault.sentence(in: installation.language)) }
      told(event)
    }
    let charge = try await standby.takeOver {
      manager?.beat()
      if reloads.take() { current = reloaded(current, "standing by") { _ in } }
    }
    guard let charge else { return }
    defer { withExtendedLifetime(charge.lock) {} }
    _ = try charge.ledger.recoverInterrupted(at: current.clock.now())
    var work = try WatchWork(
      installation: current, ledger: charge.ledger, stop: stop, manager: manager, told: told)
    manager?.status("watching \(folder)")
    told(.watching)
    while !stop.isRequested {
      manager?.beat()
      if reloads.take() { current = reloaded(current, "watching \(folder)") { try work.adopt($0) } }
      try await work.turn()
    }
    try work.finish()
  }

  /// Reads the configuration again and lets the work go on with it; where anything of it can't be used, the old one stays.
  private func reloaded(
    _ old: Installation, _ status: String, _ adopt: (Installation) throws -> Void
  ) -> Installation {
    manager?.reloading()
    defer { manager?.ready(status) }
    do {
      let new = try old.adopting(try load())
      try adopt(new.installation)
      tell(.reloaded(new.waiting))
      return new.installation
    } catch {
      let fault = error as? Fault
      let reason = fault.map { "\($0.code.rawValue) \($0.sentence(in: old.language))" } ?? "\(error)"
      tell(.notReloaded(Fault(.reloadRefused, ["reason": reason])))
      return old
    }
  }
}
