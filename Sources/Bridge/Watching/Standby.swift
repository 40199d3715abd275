import Findings
import Ledger

/// Waits for the ledger and the drop folder to be free, and takes them over when their owner let go or died.
///
/// The kernel takes both locks back with the process that held them, however it ended; nothing here ever judges by time
/// or PID whether an owner is still alive.
struct Standby {
  let installation: Installation
  let stop: StopSignal
  let tell: @Sendable (RunEvent) -> Void

  /// What only one process has at a time.
  struct Charge {
    let ledger: any LedgerDriver
    let lock: FolderLock
  }

  /// How often a held lock is tried again.
  private static let retryMilliseconds: Int64 = 2_000

  /// Returns when both are ours, or `nil` when a stop was requested first; says once who holds them.
  ///
  /// Throws ``Fault`` for anything but a lock that another process holds.
  func takeOver(pause: () throws -> Void) async throws -> Charge? {
    var told: Fault?
    while !stop.isRequested {
      do {
        let lock = try FolderLock(folder: installation.configuration.folder, program: "elvbridge watch")
        return Charge(ledger: try installation.owningLedger(for: "watch", tell: tell), lock: lock)
      } catch let fault as Fault where fault.code == .folderHeld || fault.code == .ledgerBusy {
        if told != fault { tell(.standingBy(fault)) }
        told = fault
      }
      try pause()
      await stop.sleep(milliseconds: Self.retryMilliseconds)
    }
    return nil
  }
}
