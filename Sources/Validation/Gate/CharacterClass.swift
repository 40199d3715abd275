/// What a gate must know of a character, in bits.
struct CharacterClass {
  /// Ends lines, opens quotes, or is no character of a text: control characters and `"`.
  static let odd: UInt8 = 1
  /// A space, at the ends of a cell.
  static let space: UInt8 = 2
  /// Half-width kana and loose voicing marks, which names lose.
  static let narrow: UInt8 = 4
  /// May begin what a spreadsheet wrapped or destroyed: `'`, `=`, `#`, digits and signs, also in full width; `@` begins a
  /// name that stands for a number.
  static let suspicious: UInt8 = 8

  /// The classes of every scalar of the basic plane.
  private(set) var table = [UInt8](repeating: 0, count: 1 << 16)
  private var sets: [ScalarSet] = []

  init() {
    for value in Array(0x00...0x1F) + [0x22] { table[value] |= Self.odd }
    for value in [0x20, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0x2060, 0xFEFF] { table[value] |= Self.space }
    for value in [0x3099, 0x309A] + Array(0xFF61...0xFF9F) { table[value] |= Self.narrow }
    for value in [0x23, 0x27, 0x3D, 0x40] + Array(0x2D...0x39) { table[value] |= Self.suspicious }
    // All that is written with EF in UTF-8, letters and kana excepted.
    for value in 0xF000...0xFFFF where !(0xFF21...0xFF3A).contains(value) && !(0xFF41...0xFF5A).contains(value) {
      table[value] |= Self.suspicious
    }
  }

  /// A class for all that is not in the set; `nil` where no bit is left.
  mutating func outside(_ set: ScalarSet) -> UInt8? {
    if let known = sets.firstIndex(of: set) { return 16 << UInt8(known) }
    guard sets.count < 4 else { return nil }
    let bit: UInt8 = 16 << UInt8(sets.count)
    sets.append(set)
    for range in set.inverted.ranges where range.lowerBound <= 0xFFFF {
      for value in range.lowerBound...min(0xFFFF, range.upperBound) { table[Int(value)] |= bit }
    }
    return bit
  }
}

/// What a run of ASCII characters must know of a byte.
enum RunClass {
  static let other: UInt8 = 1
  static let notAtEnds: UInt8 = 2
  static let closer: UInt8 = 4

  static func table(inner: [UInt8], ends: [UInt8], closer: [UInt8]) -> [UInt8] {
    var table = [UInt8](repeating: RunClass.other, count: 256)
    for byte in inner { table[Int(byte)] = RunClass.notAtEnds }
    for byte in ends { table[Int(byte)] = 0 }
    for byte in closer { table[Int(byte)] |= RunClass.closer }
    return table
  }
}
