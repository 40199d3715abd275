import Crypto
import Delivery
import Findings
package import Tabular

/// What the first pass over a file tells: its identity and how its bytes are laid out.
package struct Examination: Sendable {
  package var path: String
  package var byteCount: Int
  /// SHA-256 of the bytes, 64 hexadecimal digits.
  package var sha256: String
  /// What a second reading, which only tells, is held against.
  var checksum: UInt64
  package var detection: Detection

  /// Reads the file once, whole, in constant memory.
  ///
  /// Throws ``Fault`` for what the file system says; what the bytes say is in ``detection``.
  ///
  /// - Parameters:
  ///   - declared: the encoding that a profile says; bytes are not asked then.
  ///   - threads: with two, one digests the bytes while the other looks at them.
  package init(path: String, knownLabels: Set<String>, declared: Encoding? = nil, threads: Int = 1) throws {
    let source = try PieceSource(path: path)
    var memory = PieceSource.memory()
    var spare = PieceSource.memory()
    defer {
      memory.deallocate()
      spare.deallocate()
    }
    var digest = SHA256()
    var checksum = ContentChecksum()
    var detector = DialectDetector(knownLabels: knownLabels, declared: declared)
    var byteCount = 0
    var (count, isLast) = try source.fill(memory)
    while true {
      let piece = UnsafeBufferPointer(start: UnsafePointer(memory), count: count)
      let bytes = UnsafeRawBufferPointer(piece)
      var next: Result<(count: Int, isLast: Bool), any Error>?
      inParallel(threads > 1 ? 2 : 1) { number in
        if number == 0 { digest.update(bufferPointer: bytes) }
        guard threads == 1 || number == 1 else { return }
        checksum.add(piece)
        detector.observe(bytes)
        if !isLast { next = Result { try source.fill(spare) } }
      }
      byteCount += count
      guard let next else { break }
      (count, isLast) = try next.get()
      swap(&memory, &spare)
    }
    self.checksum = checksum.value
    self.path = path
    self.byteCount = byteCount
    sha256 = digest.finalize().hexadecimal
    detection = detector.conclude()
  }
  /// Throws ``Fault`` where the file is no longer what was examined: `fileChanged`, or `fileMissing` and the like.
  package func confirm() throws {
    guard try InputFile(path: path).digestingChunks({ _ in true }) == sha256 else {
      throw Fault(.fileChanged, ["path": path])
    }
  }
}
