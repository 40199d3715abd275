import Findings
import Foundation
import Glibc

/// A temporary file that has no name, so that it is gone with the process; there is none before something is written.
final class NamelessFile {
  private var file: Int32 = -1

  deinit {
    if file >= 0 { close(file) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    if file < 0 { file = try Self.make() }
    try transfer(bytes.count) { pwrite(file, bytes.baseAddress! + $0, bytes.count - $0, off_t(offset + $0)) }
  }

  func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try transfer(target.count) { pread(file, target.baseAddress! + $0, target.count - $0, off_t(offset + $0)) }
  }

  /// Repeats a read or write until all is done.
  private func transfer(_ size: Int, _ step: (Int) -> Int) throws {
    var done = 0
    while done < size {
      let count = step(done)
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw SystemError.writing(NSTemporaryDirectory())
      }
    }
  }

  private static func make() throws -> Int32 {
    var name = Array((NSTemporaryDirectory() + "/elvbridge-XXXXXX").utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { throw SystemError.writing(NSTemporaryDirectory()) }
    unlink(name)
    return file
  }
}
