/// Sixty-four bits of the values that name a row, by which rows that stand twice in a file are found.
///
/// Each eight bytes are multiplied to 128 bits that are folded to 64 (the mixing step of wyhash), with keys that are drawn
/// anew in each process, so that no file can be made whose rows meet. That two of a million rows meet by chance is less
/// likely than one in 30 million.
package struct KeyFingerprint {
  private static let keys = (UInt64.random(in: 1...UInt64.max) | 1, UInt64.random(in: 1...UInt64.max) | 1)

  private let keys = Self.keys
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  /// Adds one value; where values begin and end counts.
  @inline(__always)
  package mutating func add(_ value: UnsafeRawBufferPointer) {
    let count = value.count
    var place = 0
    while place &+ 8 <= count {
      mix(value.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place &+= 8
    }
    // The rest and the count in one word: seven bytes at most.
    var rest: UInt64 = 0
    if place > 0, place < count {
      let last = UInt64(littleEndian: value.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
      rest = last &>> UInt64(8 &* (8 &- (count &- place)))
    } else {
      while place < count {
        rest = rest &<< 8 | UInt64(value[place])
        place &+= 1
      }
    }
    mix(rest ^ UInt64(truncatingIfNeeded: count) &<< 56)
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    let product = (state ^ word ^ keys.0).multipliedFullWidth(by: keys.1 ^ word)
    state = product.high ^ product.low ^ state &<< 1
  }

  /// Never 0, which stands for rows without a key.
  @inline(__always)
  package func finish() -> UInt64 {
    let product = (state ^ keys.1).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    let bits = product.high ^ product.low
    return bits == 0 ? 1 : bits
  }
}

/// The fields by whose values rows that stand twice are found.
package struct RowKey: Sendable {
  package var fields: [Int]
  /// Those of them that may be empty.
  package var optional: Set<Int>

  package init(fields: [Int], optional: Set<Int>) {
    self.fields = fields
    self.optional = optional
  }

  /// `nil` where a field that is needed is empty.
  package func fingerprint(of row: Row) -> UInt64? {
    var key = KeyFingerprint()
    for field in fields {
      guard let value = row[field] else {
        guard optional.contains(field) else { return nil }
        key.add(UnsafeRawBufferPointer(start: nil, count: 0))
        continue
      }
      value.withUnsafeBytes { key.add($0) }
    }
    return key.finish()
  }
}
