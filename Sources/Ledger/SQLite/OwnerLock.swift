internal import Findings
internal import Glibc
internal import Synchronization

/// The right of one process to write a ledger: an exclusive `flock` on `<ledger>.lock`, which the kernel takes back
/// when the process dies, however it dies.
///
/// The file's content only names the owner, see ``LockHolder``.
final class OwnerLock: Sendable {
  private let descriptor: Mutex<Int32?>

  init(ledger path: String, program: String) throws {
    let lockPath = path + ".lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": String(cString: strerror(errno))])
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      if code == EWOULDBLOCK { throw Fault(.ledgerBusy, ["path": path, "owner": "\(LockHolder(ofLockAt: lockPath))"]) }
      throw Fault(.ledgerUnavailable, ["path": path, "reason": String(cString: strerror(code))])
    }
    LockHolder(program: program).sign(descriptor)
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor { Glibc.close(open) }
      descriptor = nil
    }
  }
}
