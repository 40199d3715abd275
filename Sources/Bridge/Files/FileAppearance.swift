import Glibc

/// What a file looks like from outside: another appearance is another file, or other bytes.
///
/// The time of the last status change can't be set by anybody, so that a file that was rewritten and had its modification
/// time put back looks otherwise than before.
struct FileAppearance: Hashable {
  var size: Int64
  var modified: [Int]
  var changed: [Int]
  var device: UInt64
  var inode: UInt64

  /// `nil` for a file that is not there.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int64(status.st_size)
    modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}
