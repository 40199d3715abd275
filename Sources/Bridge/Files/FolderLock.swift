import Findings
import Foundation
import Glibc

/// One worker at a time per folder: a lock that dies with its process and says who holds it.
final class FolderLock {
  private let descriptor: Int32

  /// Throws ``Fault``: `folderHeld` with the holder, or `folderReadOnly` where no lock can be made.
  init(folder: String) throws(Fault) {
    let path = folder + "/.elvbridge.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemError.writing(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
      close(descriptor)
      throw Fault(
        .folderHeld,
        [
          "path": folder, "owner": holder?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "?",
        ])
    }
    let holder = "PID \(getpid()), \(ProcessInfo.processInfo.hostName)\n"
    ftruncate(descriptor, 0)
    _ = holder.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
