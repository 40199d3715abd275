/// A set of Unicode scalar values as sorted ranges that neither touch nor overlap.
struct ScalarSet: Equatable {
  private(set) var ranges: [ClosedRange<UInt32>]

  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  init(_ scalar: Unicode.Scalar) {
    self.ranges = [scalar.value...scalar.value]
  }

  /// Every scalar that is not in this set.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarSet(gaps)
  }

  static let digits = ScalarSet([0x30...0x39])
  static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
}

extension ScalarSet {
  /// The set as sequences of byte ranges: a scalar is in the set when its UTF-8 form fits one of the sequences.
  ///
  /// Ranges are cut where the length of the UTF-8 form changes, at the surrogates (which have none), and then wherever
  /// a continuation byte does not run from 80 to BF; RFC 3629, section 4.
  var byteSequences: [[ClosedRange<UInt8>]] {
    let lengths: [ClosedRange<UInt32>] = [0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
    var sequences: [[ClosedRange<UInt8>]] = []
    for range in ranges {
      for length in lengths where range.overlaps(length) {
        Self.split(range.clamped(to: length), into: &sequences)
      }
    }
    return sequences
  }

  private static func split(_ range: ClosedRange<UInt32>, into sequences: inout [[ClosedRange<UInt8>]]) {
    let low = range.lowerBound
    let high = range.upperBound
    if low > 0x7F {
      for tail in 1..<utf8(low).count {
        let mask = (UInt32(1) << UInt32(6 * tail)) - 1
        guard low & ~mask != high & ~mask else { continue }
        if low & mask != 0 {
          split(low...(low | mask), into: &sequences)
          split((low | mask) + 1...high, into: &sequences)
          return
        }
        if high & mask != mask {
          split(low...(high & ~mask) - 1, into: &sequences)
          split((high & ~mask)...high, into: &sequences)
          return
        }
      }
    }
    sequences.append(zip(utf8(low), utf8(high)).map { $0...$1 })
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    guard let scalar = Unicode.Scalar(value) else { preconditionFailure("surrogates are cut out before") }
    return Array(UTF8.encode(scalar)!)
  }
}
