import Crypto
import Delivery
import Findings
import Foundation
import Glibc

/// An output that appears whole or not at all: a temporary file beside it, fsync, rename, fsync of the folder.
struct WholeFile: ~Copyable {
  let path: String
  private let temporaryPath: String
  private var descriptor: Int32
  private var digest = SHA256()

  /// Throws ``Fault``: `folderReadOnly`, `diskFull` or `writeFailed`.
  ///
  /// - Parameter isPrivate: whether nobody but this user may read it.
  init(at path: String, isPrivate: Bool = false) throws(Fault) {
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    self.path = path
    temporaryPath = "\(folder.isEmpty ? "." : folder)/.\(name).\(getpid()).tmp"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
    if descriptor < 0 { throw SystemError.writing(path) }
  }

  deinit {
    // Still open means never committed: the half-written temporary file must not stay.
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporaryPath)
    }
  }

  /// Throws what writing an output beside the file would throw; nothing is sent whose result could not be written.
  static func checkRoom(beside path: String) throws(Fault) {
    _ = try WholeFile(at: path)
  }

  mutating func write(_ bytes: [UInt8]) throws(Fault) {
    digest.update(data: bytes)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw SystemError.writing(path) }
      written += count
    }
  }

  /// The fingerprint of everything written so far: SHA-256, in hexadecimal digits.
  var fingerprint: String { digest.finalize().hexadecimal }

  /// Makes the file durable under its own name.
  mutating func commit() throws(Fault) {
    guard fsync(descriptor) == 0 else { throw SystemError.writing(path) }
    close(descriptor)
    descriptor = -1
    guard rename(temporaryPath, path) == 0 else {
      let fault = SystemError.replacing(path)
      unlink(temporaryPath)
      throw fault
    }
    let folder = (path as NSString).deletingLastPathComponent
    let folderDescriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folderDescriptor < 0 {
      // A folder that may be written into but not read can't be flushed.
      if errno == EACCES { return }
      throw SystemError.writing(path)
    }
    defer { close(folderDescriptor) }
    // Some network file systems can't flush a folder and say EINVAL; there is nothing more to do there.
    if fsync(folderDescriptor) != 0 && errno != EINVAL { throw SystemError.writing(path) }
  }
}
