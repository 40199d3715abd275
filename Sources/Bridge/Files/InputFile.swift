import Crypto
import Delivery
import Findings
import Glibc

/// A regular file opened for reading; inputs are never opened for anything else (PRODUCT, promise 3).
struct InputFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  /// Throws ``Fault``: `fileMissing`, `isDirectory`, `notRegularFile` or `fileUnreadable`.
  init(path: String) throws(Fault) {
    // Without O_NONBLOCK, opening a FIFO that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemError.reading(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let fault = SystemError.reading(path)
      close(descriptor)
      throw fault
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      close(descriptor)
      throw Fault(.isDirectory, ["path": path])
    default:
      close(descriptor)
      throw Fault(.notRegularFile, ["path": path])
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Some five hundred rows, which are in memory many times over while they are checked and staged.
  private static let chunkSize = 1 << 16

  /// Hands out the file in chunks of at most 64 KiB, until the body returns `false`.
  ///
  /// - Parameter start: where to begin; negative for so many bytes before the end.
  func readChunks(from start: Int = 0, _ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
    if start >= 0 || lseek(descriptor, start, SEEK_END) < 0 { lseek(descriptor, max(0, start), SEEK_SET) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try readOnce(into: buffer.baseAddress!, Self.chunkSize)
      if count == 0 { return }
      guard try body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
    }
  }

  /// Reads the next bytes, at least one unless the file is at its end.
  func readOnce(into target: UnsafeMutableRawPointer, _ size: Int) throws -> Int {
    while true {
      let count = read(descriptor, target, size)
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError.reading(path) }
    }
  }
}

extension InputFile {
  /// The first 4 KiB.
  func head() throws -> [UInt8] {
    var head: [UInt8] = []
    try readChunks { chunk in
      head = Array(chunk.prefix(4_096))
      return false
    }
    return head
  }

  /// The last bytes, as many as there are.
  func tail(_ count: Int) throws -> [UInt8] {
    var tail: [UInt8] = []
    try readChunks(from: -count) { chunk in
      tail = Array((tail + chunk).suffix(count))
      return true
    }
    return tail
  }

  /// Hands out the whole file in chunks, until the body returns `false`, and returns the SHA-256 of what was handed out.
  func digestingChunks(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws -> String {
    var digest = SHA256()
    try readChunks { chunk in
      digest.update(bufferPointer: chunk)
      return try body(chunk)
    }
    return digest.finalize().hexadecimal
  }
}
