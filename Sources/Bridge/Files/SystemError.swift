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
}
