/// The character set that the bytes of an ISO-2022-JP text stand in at one place.
enum ISO2022Shift {
  /// Also JIS X 0201 Roman, whose yen sign and overline are read as the ASCII characters in their places, as CP932 does.
  case ascii
  /// JIS X 0208, with the extensions of NEC and IBM.
  case pairs
  /// JIS X 0212.
  case supplementaryPairs
  /// The half-width kana of JIS X 0201.
  case kana

  /// Whether a control character would change the set: SO, SI and ESC.
  static func isReserved(_ byte: UInt8) -> Bool { byte == 0x0E || byte == 0x0F || byte == 0x1B }

  /// The set that the escape sequence at `index` designates, and the length of the sequence; nil for any other bytes.
  ///
  /// Read are the sets of RFC 1468 and RFC 2237, the first edition of JIS X 0208 (`ESC $ @`), kana (`ESC ( I`), and the
  /// writings with a needless `(`. `ESC & @` announces the second edition and changes nothing.
  static func designation(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> (set: ISO2022Shift?, length: Int)? {
    guard index + 2 < source.count else { return nil }
    switch (source[index + 1], source[index + 2]) {
    case (0x28, 0x42), (0x28, 0x48), (0x28, 0x4A): return (.ascii, 3)
    case (0x28, 0x49): return (.kana, 3)
    case (0x24, 0x40), (0x24, 0x42): return (.pairs, 3)
    case (0x26, 0x40): return (nil, 3)
    case (0x24, 0x28):
      guard index + 3 < source.count else { return nil }
      switch source[index + 3] {
      case 0x40, 0x42: return (.pairs, 4)
      case 0x44: return (.supplementaryPairs, 4)
      default: return nil
      }
    default: return nil
    }
  }

  /// Appends a code of ``InverseTable/iso2022JP``, after the escape sequence that it needs.
  mutating func append(_ code: UInt16, to bytes: inout [UInt8]) {
    let lead = UInt8(code >> 8)
    let trail = UInt8(code & 0x7F)
    switch lead {
    case 0:
      change(to: .ascii, in: &bytes)
      bytes.append(trail)
    case 0x8E:
      change(to: .kana, in: &bytes)
      bytes.append(trail)
    default:
      change(to: code & 0x80 == 0 ? .supplementaryPairs : .pairs, in: &bytes)
      bytes.append(lead & 0x7F)
      bytes.append(trail)
    }
  }

  /// Appends the escape sequence of another set.
  mutating func change(to other: ISO2022Shift, in bytes: inout [UInt8]) {
    guard self != other else { return }
    self = other
    switch other {
    case .ascii: bytes += [0x1B, 0x28, 0x42]
    case .pairs: bytes += [0x1B, 0x24, 0x42]
    case .supplementaryPairs: bytes += [0x1B, 0x24, 0x28, 0x44]
    case .kana: bytes += [0x1B, 0x28, 0x49]
    }
  }
}
