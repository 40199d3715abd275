import Delivery
package import Findings
import Foundation
package import Ledger

/// Works on the drop folder until it is stopped: takes in what arrives, sends during opening hours, writes outputs.
package struct DropWatch: Sendable {
  private let installation: Installation
  private let ledger: any LedgerDriver
  private let stop: StopSignal
  private let tell: @Sendable (RunEvent) -> Void

  package init(
    installation: Installation, ledger: any LedgerDriver, stop: StopSignal,
    tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.installation = installation
    self.ledger = ledger
    self.stop = stop
    self.tell = tell
  }

  /// How often arrivals are looked for while nothing else is to be done.
  private static let lookMilliseconds: Int64 = 500

  /// Returns when a stop was requested, or with the fault that makes going on harmful (refused credentials).
  package func run() async throws -> Fault? {
    let folder = DropFolder(path: installation.configuration.folder)
    let lock = try FolderLock(folder: folder.path)
    defer { withExtendedLifetime(lock) {} }
    let settings = installation.configuration.watch
    let events = FolderEvents()
    var desk = ArrivalDesk(stableSeconds: settings.stableFor)
    let run = try DropRun(installation: installation, ledger: ledger, stop: stop, tell: tell)
    _ = try ledger.recoverInterrupted(at: installation.clock.now())
    var dispatcher = try run.dispatcher()
    var restsUntil = installation.clock.now()
    while !stop.isRequested {
      let files = try folder.files()
      for parent in Set(files.map { ($0 as NSString).deletingLastPathComponent } + [folder.path]) {
        events.watch(parent)
      }
      for path in desk.arrivals(among: files, finished: events.finishedFiles(), at: installation.clock.now()) {
        if stop.isRequested { break }
        if try run.takeIn(path).contains(where: { $0.fault != nil }) {
          desk.putBack(path, at: installation.clock.now())
        }
      }
      await dispatcher.prepareForEvening()
      if installation.clock.now() >= restsUntil {
        let open = try ledger.openDrops()
        if !open.isEmpty {
          let turn = installation.clock.now().adding(milliseconds: Int64(settings.rescanEvery * 1000))
          let fault = try await dispatcher.dispatch(until: turn, patienceMilliseconds: nil)
          try run.write(open)
          if let fault {
            if fault.code == .credentialsRefused { return fault }
            tell(.stopped(fault))
            restsUntil = dispatcher.rest()
          }
        }
      }
      await stop.sleep(milliseconds: Self.lookMilliseconds)
    }
    return nil
  }
}
