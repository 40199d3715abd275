internal import Findings
internal import Glibc

/// The ledger's file in the file system: private to its user, and there after a power cut.
struct LedgerFile {
  var path: String

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Creates the missing folders above the file, for this user only, and makes each durable in the one above it.
  func createFolder() throws {
    var partial = folder.hasPrefix("/") ? "" : "."
    for component in folder.split(separator: "/") {
      let above = partial.isEmpty ? "/" : partial
      partial += "/" + component
      if mkdir(partial, 0o700) == 0 {
        try flush(above)
      } else if errno != EEXIST && !isFolder(partial) {
        throw fault(errno)
      }
    }
    guard isFolder(folder) else { throw fault(ENOTDIR) }
  }

  /// Creates the empty file if there is none, and takes an existing one away from everybody else.
  ///
  /// SQLite gives its side files (`-wal`, `-shm`) the mode of the main one. An existing file is not opened here: closing
  /// it would drop the POSIX locks of every other SQLite connection of this process.
  func create() throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      Glibc.close(descriptor)
      return try flush(folder)
    }
    guard errno == EEXIST else { throw fault(errno) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw fault(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw fault(EINVAL) }
    if status.st_mode & 0o777 != 0o600, chmod(path, 0o600) != 0 { throw fault(errno) }
  }

  func requireExistence() throws {
    guard access(path, R_OK) == 0 else { throw fault(errno) }
  }

  private func flush(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(errno) }
    defer { Glibc.close(descriptor) }
    // Some network file systems can't flush a folder and say EINVAL; there is nothing more to do there.
    if fsync(descriptor) != 0 && errno != EINVAL { throw fault(errno) }
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private func fault(_ code: Int32) -> Fault { Self.fault(at: path, code) }

  /// What the system said about a file of the ledger, as a fault that a person can act on.
  static func fault(at path: String, _ code: Int32) -> Fault {
    if code == ENOSPC || code == EDQUOT { return Fault(.diskFull, ["path": path]) }
    return Fault(.ledgerUnavailable, ["path": path, "reason": String(cString: strerror(code))])
  }
}
