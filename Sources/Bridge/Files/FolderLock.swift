import Findings
import Glibc
import Ledger

/// One worker at a time per folder: a lock that dies with its process and says who holds it.
final class FolderLock {
  private let descriptor: Int32

  static let name = ".elvbridge.lock"

  /// Throws ``Fault``: `folderHeld` with the holder, or what the system says where no lock can be made.
  ///
  /// - Parameter program: what a second one is told.
  init(folder: String, program: String) throws(Fault) {
    let path = folder + "/" + Self.name
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemError.writing(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      close(descriptor)
      guard number == EWOULDBLOCK else { throw SystemError.writing(path, number) }
      throw Fault(.folderHeld, ["path": folder, "owner": "\(LockHolder(ofLockAt: path))"])
    }
    LockHolder(program: program).sign(descriptor)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
