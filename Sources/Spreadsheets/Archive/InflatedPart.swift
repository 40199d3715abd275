import CLibZip

/// One part of the archive while it is inflated: every byte that comes out is counted against the limits.
final class InflatedPart {
  let name: String
  /// What ended the reading; the parser above only learns that reading failed.
  private(set) var fault: SheetFault?

  private let archive: WorkbookArchive
  private let file: OpaquePointer
  private let packedBytes: Int
  private let limit: Int
  private var inflatedBytes = 0

  /// Takes over `file` and closes it.
  init(of archive: WorkbookArchive, file: OpaquePointer, name: String, packedBytes: Int, limit: Int) {
    self.archive = archive
    self.file = file
    self.name = name
    self.packedBytes = packedBytes
    self.limit = limit
  }

  deinit { zip_fclose(file) }

  /// Inflates the next bytes; 0 at the end of the part, -1 after a ``fault``.
  func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
    guard fault == nil else { return -1 }
    let read = Int(zip_fread(file, buffer, UInt64(count)))
    if read < 0 {
      fault = .damaged("\(name): \(String(cString: zip_file_strerror(file)))")
      return -1
    }
    inflatedBytes += read
    let limits = archive.limits
    if inflatedBytes > limit {
      fault = .tooBig(name, inflatedBytes, "bytes", limit: limit)
    } else if inflatedBytes > limits.ratioFreeBytes,
      inflatedBytes / max(packedBytes, 1) >= limits.compressionRatio
    {
      fault = .tooBig("\(name): 1:\(inflatedBytes / max(packedBytes, 1))", limit: "1:\(limits.compressionRatio)")
    }
    return fault == nil ? read : -1
  }
}
