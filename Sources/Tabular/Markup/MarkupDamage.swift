import Findings

/// A malformed sequence: where it stands in the converted text and in the file.
struct MarkupDamage {
  var offset: Int
  var byteOffset: Int
  var bytes: [UInt8]
  var count: Int
  var encoding: Encoding
}

extension [MarkupDamage] {
  /// The finding for the malformed sequences of a record that ends at an offset of the converted text, and begins at
  /// its location in the file. Those between records are forgotten.
  mutating func takeFinding(before end: Int, at location: Location) -> Finding? {
    let count = prefix { $0.offset < end }.count
    let own = prefix(count).filter { $0.byteOffset >= location.byteOffset }
    removeFirst(count)
    guard let first = own.first else { return nil }
    return Finding(
      .encodingError,
      facts: [
        "offset": String(first.byteOffset), "bytes": hexadecimal(first.bytes), "encoding": first.encoding.title,
        "line": String(location.line), "count": String(own.map(\.count).reduce(0, +)),
      ],
      at: location)
  }
}
