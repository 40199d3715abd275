/// Sixty-four bits by which a second reading of a file is held against the first.
///
/// Not a digest that withstands intent: it notices that somebody wrote meanwhile, at a tenth of what SHA-256 costs.
struct ContentChecksum {
  private var lanes = SIMD4<UInt64>(
    0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5)

  /// Adds a piece; where pieces begin and end counts, so both readings have to cut alike.
  mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
    var (first, second, third, fourth) = (lanes[0], lanes[1], lanes[2], lanes[3])
    let bytes = UnsafeRawBufferPointer(piece)
    var place = 0
    while place &+ 32 <= bytes.count {
      first = Self.mixed(first, bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      second = Self.mixed(second, bytes.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self))
      third = Self.mixed(third, bytes.loadUnaligned(fromByteOffset: place &+ 16, as: UInt64.self))
      fourth = Self.mixed(fourth, bytes.loadUnaligned(fromByteOffset: place &+ 24, as: UInt64.self))
      place &+= 32
    }
    while place < bytes.count {
      first = Self.mixed(first, UInt64(bytes[place]))
      place &+= 1
    }
    second = Self.mixed(second, UInt64(bytes.count))
    lanes = SIMD4(first, second, third, fourth)
  }

  var value: UInt64 { (0..<4).reduce(0) { Self.mixed($0, lanes[$1]) } }

  @inline(__always)
  private static func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let sum = lane ^ word
    return (sum &<< 31 | sum &>> 33) &* 0x9E37_79B1_85EB_CA87
  }
}
