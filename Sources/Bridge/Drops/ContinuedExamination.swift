import Crypto
import Delivery
import Findings
import Tabular

/// Goes on with an examination while the rows of the file are read, piece by piece, in the order of the file.
///
/// Of a file that was examined whole it only finds out whether the bytes are still the same.
struct ContinuedExamination {
  private var examination: Examination
  private var state: Examination.State?
  private var checksum = ContentChecksum()
  private(set) var byteCount = 0

  init(of examination: Examination) {
    self.examination = examination
    state = examination.state
  }

  /// Throws ``Fault`` `fileChanged` where the bytes that were examined already are not those that were.
  ///
  /// - Parameter passed: rows of the piece that are known to be well-formed and free of control characters. Once the
  ///   verdict on the file can be changed by nothing else, they are not looked at again.
  mutating func take(_ piece: UnsafeBufferPointer<UInt8>, passed: [GatedReader.PassedRow]) throws {
    byteCount += piece.count
    if byteCount <= examination.byteCount {
      checksum.add(piece)
      guard byteCount < examination.byteCount || checksum.value == examination.checksum else { throw changed }
      return
    }
    guard state != nil, byteCount - piece.count >= examination.byteCount else { throw changed }
    state?.digest?.update(bufferPointer: UnsafeRawBufferPointer(piece))
    guard state?.detector.isSettled == true else { return observe(piece[...]) }
    var start = 0
    for row in passed {
      observe(piece[start..<Int(row.start)])
      state?.detector.pass(over: Int(row.count))
      start = Int(row.start + row.count)
    }
    observe(piece[start...])
  }

  private mutating func observe(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    if bytes.isEmpty { return }
    state?.detector.observe(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes)))
  }

  /// The examination of the whole file.
  ///
  /// Throws ``HastyVerdict`` where the rest speaks against what the beginning said, and ``Fault`` `fileChanged`.
  consuming func finish() throws -> Examination {
    guard byteCount >= examination.byteCount else { throw changed }
    guard let state else { return examination }
    let verdict = state.detector.conclude()
    guard verdict.agrees(with: examination.detection) else { throw HastyVerdict() }
    examination.conclude(verdict, sha256: state.digest?.finalize().hexadecimal, byteCount: byteCount)
    return examination
  }

  private var changed: Fault { Fault(.fileChanged, ["path": examination.path]) }
}

/// The beginning of a file does not say how the whole has to be read: it has to be examined whole, and read again.
package struct HastyVerdict: Error {
  init() {}
}

extension Detection {
  /// Whether a file is read alike by both; they may know different numbers for it.
  fileprivate func agrees(with other: Detection) -> Bool {
    guard case .dialect(var mine) = self, case .dialect(let theirs) = other else { return self == other }
    mine.evidence = theirs.evidence
    return mine == theirs
  }
}
