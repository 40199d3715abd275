import Findings
import Foundation
import Glibc

/// What the operating system said, as a fault that a person can act on.
enum SystemError {
  /// The fault for `errno` after an attempt to read `path`.
  static func reading(_ path: String, _ number: Int32 = errno) -> Fault {
    switch number {
    case ENOENT, ENOTDIR: Fault(.fileMissing, ["path": path])
    case EISDIR: Fault(.isDirectory, ["path": path])
    default: Fault(.fileUnreadable, ["path": path, "reason": String(cString: strerror(number))])
    }
  }

  /// The fault for `errno` after an attempt to write `path`.
  static func writing(_ path: String, _ number: Int32 = errno) -> Fault {
    let reason = String(cString: strerror(number))
    return switch number {
    case ENOSPC, EDQUOT: Fault(.diskFull, ["path": path])
    case EROFS, EACCES, EPERM:
      Fault(.folderReadOnly, ["path": (path as NSString).deletingLastPathComponent, "reason": reason])
    default: Fault(.writeFailed, ["path": path, "reason": reason])
    }
  }

  /// The fault for `errno` after an attempt to let an output appear, or to look at the one that is there.
  ///
  /// A file that another program holds open on a share can't be replaced: SMB says that it is busy or that access is
  /// denied, depending on who holds it how.
  static func replacing(_ path: String, _ number: Int32 = errno) -> Fault {
    let isHeld = [EBUSY, ETXTBSY, EACCES, EPERM, EAGAIN].contains(number)
    return isHeld && access(path, F_OK) == 0 ? Fault(.outputHeld, ["path": path]) : writing(path, number)
  }
}
