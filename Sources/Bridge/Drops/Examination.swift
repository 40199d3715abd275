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
  package var detection: Detection

  /// Reads the file once, whole, in constant memory.
  ///
  /// Throws ``Fault`` for what the file system says; what the bytes say is in ``detection``.
  ///
  /// - Parameter declared: the encoding that a profile says; bytes are not asked then.
  package init(path: String, knownLabels: Set<String>, declared: Encoding? = nil) throws {
    let file = try InputFile(path: path)
    var digest = SHA256()
    var detector = DialectDetector(knownLabels: knownLabels, declared: declared)
    var byteCount = 0
    try file.readChunks { chunk in
      digest.update(bufferPointer: chunk)
      detector.observe(chunk)
      byteCount += chunk.count
      return true
    }
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
