import Findings
import Tabular

/// What a fixed-width reader makes of a whole file.
struct FixedWidthResult: Equatable {
  var records: [Plain]
  var fileFindings: [Finding]
  var skipped: Int
}

/// Reads a whole fixed-width file in chunks of one size.
func readFixedWidth(_ bytes: [UInt8], _ layout: FixedWidthLayout, chunk: Int = 1 << 16) -> FixedWidthResult {
  var reader = FixedWidthReader(layout: layout)
  var records: [Plain] = []
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    records += bytes[start..<end].withUnsafeBytes { reader.read($0) }.map(Plain.init)
    start = end
  }
  records += reader.finish().map(Plain.init)
  return FixedWidthResult(records: records, fileFindings: reader.fileFindings, skipped: reader.skipped)
}

/// Text as Windows writes it.
func cp932(_ text: String) -> [UInt8] {
  iconvConvert(Array(text.utf8), from: "UTF-8", to: "CP932")!
}

extension FixedWidthLayout {
  /// Three columns of 2, 8 and 4 bytes, and 2 bytes of filler.
  static func cars(
    _ encoding: Encoding = .cp932, recordBytes: Int? = 16, hasLineEnds: Bool = true, headers: [String] = [],
    trailers: [String] = [], count: Column? = nil
  ) -> FixedWidthLayout {
    FixedWidthLayout(
      encoding: encoding,
      columns: [
        Column(name: "kind", start: 1, length: 2), Column(name: "owner", start: 3, length: 8),
        Column(name: "number", start: 11, length: 4),
      ],
      recordBytes: recordBytes, hasLineEnds: hasLineEnds, headerMarks: headers, trailerMarks: trailers,
      trailerCount: count)
  }
}
