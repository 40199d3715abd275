import Crypto
import Delivery
import Findings
package import Tabular

/// What a first look at a file tells: its identity and how its bytes are laid out.
package struct Examination: Sendable {
  package let path: String
  /// The bytes that were looked at.
  package fileprivate(set) var byteCount: Int
  /// SHA-256 of the bytes, 64 hexadecimal digits; of a file whose beginning alone was looked at `nil`.
  package fileprivate(set) var sha256: String?
  package fileprivate(set) var detection: Detection
  /// What a later reading of the same bytes is held against.
  private(set) var checksum: UInt64
  /// Where the look stopped after the beginning: how far it had come.
  private(set) var state: State?

  /// Whether the file was looked at to its end.
  package var isWhole: Bool { state == nil }

  /// What an examination keeps while it goes on; it needs constant memory.
  struct State: Sendable {
    var detector: DialectDetector
    /// `nil` where nobody asks for it.
    var digest: SHA256?
  }

  /// Pieces after which a beginning is long enough, whatever it holds: 1 MiB.
  private static let piecesOfBeginning = (1 << 20) / PieceSource.pieceSize

  /// Reads the file once, whole, in constant memory.
  ///
  /// Throws ``Fault`` for what the file system says; what the bytes say is in ``detection``.
  ///
  /// - Parameters:
  ///   - declared: the encoding that a profile says; bytes are not asked then.
  ///   - threads: with two, one digests the bytes while the other looks at them.
  package init(path: String, knownLabels: Set<String>, declared: Encoding? = nil, threads: Int = 1) throws {
    try self.init(path, DialectDetector(knownLabels: knownLabels, declared: declared), threads: threads) { _ in false }
  }

  /// Reads the beginning of the file, until what follows can hardly change the verdict on its bytes.
  ///
  /// ``ContinuedExamination`` goes on with it. A file that has no more than its beginning was examined whole.
  package init(beginningOf path: String, knownLabels: Set<String>, declared: Encoding? = nil, digesting: Bool) throws {
    var pieces = 0
    try self.init(path, DialectDetector(knownLabels: knownLabels, declared: declared), threads: 1) { detector in
      pieces += 1
      return detector.isSettled || pieces == Self.piecesOfBeginning
    }
    if !digesting { state?.digest = nil }
  }

  private init(
    _ path: String, _ unused: DialectDetector, threads: Int, until isEnough: (DialectDetector) -> Bool
  ) throws {
    let source = try PieceSource(path: path)
    var memory = PieceSource.memory()
    var spare = PieceSource.memory()
    defer {
      memory.deallocate()
      spare.deallocate()
    }
    var digest = SHA256()
    var checksum = ContentChecksum()
    var detector = unused
    var byteCount = 0
    var isWhole = true
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
      if isEnough(detector) {
        isWhole = false
        break
      }
      (count, isLast) = try next.get()
      swap(&memory, &spare)
    }
    self.path = path
    self.byteCount = byteCount
    self.checksum = checksum.value
    detection = detector.conclude()
    if isWhole {
      sha256 = digest.finalize().hexadecimal
    } else {
      state = State(detector: detector, digest: digest)
    }
  }

  /// Ends an examination of the beginning with what became known of the whole.
  mutating func conclude(_ verdict: Detection, sha256: String?, byteCount: Int) {
    detection = verdict
    self.sha256 = sha256
    self.byteCount = byteCount
    state = nil
  }

  /// Ends the examination of a file that is known by its beginning, by a reading of the whole; of one that was examined
  /// whole it finds out whether the bytes are still the same. Throws ``Fault`` `fileChanged`.
  mutating func confirm(_ reading: RecordSource.Reading) throws {
    if isWhole {
      guard reading.sha256 == sha256 else { throw Fault(.fileChanged, ["path": path]) }
      return
    }
    let source = try PieceSource(path: path)
    let memory = PieceSource.memory()
    defer { memory.deallocate() }
    var beginning = ContinuedExamination(of: self)
    var isLast = false
    while !isLast, beginning.byteCount < byteCount {
      let piece = try source.fill(memory)
      try beginning.take(UnsafeBufferPointer(start: memory, count: piece.count), passed: [])
      isLast = piece.isLast
    }
    guard beginning.byteCount == byteCount else { throw Fault(.fileChanged, ["path": path]) }
    conclude(detection, sha256: reading.sha256, byteCount: reading.byteCount)
  }

  /// Throws ``Fault`` where the file is no longer what was examined: `fileChanged`, or `fileMissing` and the like.
  package func confirm() throws {
    guard try InputFile(path: path).digestingChunks({ _ in true }) == sha256 else {
      throw Fault(.fileChanged, ["path": path])
    }
  }
}
