/// From scalars of the basic plane to the bytes of a multi-byte character set.
///
/// Where two sequences mean the same character (NEC row 13, NEC-selected IBM, IBM extensions), the one that the
/// system's iconv writes is canonical. iconv also approximates without telling; only the approximations of domain 5.2 are taken
/// over, since they undo what other mappings of the same bytes did.
struct InverseTable: Sendable {
  /// 0 where there is no code; one byte; or `lead << 8 | trail`, for three bytes the trail without its high bit.
  private let codes: [UInt16]
  private let hasTriples: Bool

  static let cp932 = InverseTable(of: "CP932", inverting: .cp932)
  static let eucJP = InverseTable(of: "EUC-JP-MS", inverting: .eucJP)
  static let iso2022JP = InverseTable(inverting: .iso2022JP)

  /// Characters that other mappings decode the same bytes to, with the character that stands for those bytes here.
  private static let folds: [(from: UInt16, to: UInt16)] = [
    (0x301C, 0xFF5E), (0x2212, 0xFF0D), (0x2014, 0x2015), (0x2016, 0x2225), (0x00A2, 0xFFE0), (0x00A3, 0xFFE1),
    (0x00AC, 0xFFE2), (0x00A5, 0x005C), (0x203E, 0x007E),
  ]

  /// Asks iconv only about the few hundred characters that have several codes: asking about all would be felt by every command
  /// that writes.
  private init(of name: String, inverting table: CharacterTable) {
    var codes = [UInt16](repeating: 0, count: 1 << 16)
    for byte in UInt16(1)..<0x80 { codes[Int(byte)] = byte }
    if table.triples.isEmpty {
      for kana in 0..<UInt16(63) { codes[Int(0xFF61 + kana)] = 0xA1 + kana }
    }
    var doubtful: Set<UInt16> = []
    func note(_ scalar: UInt16, _ code: UInt16) {
      if scalar <= CharacterTable.userDefined { return }
      if codes[Int(scalar)] != 0 { doubtful.insert(scalar) }
      codes[Int(scalar)] = code
    }
    for (code, scalar) in table.pairs.enumerated() { note(scalar, UInt16(code)) }
    for (code, scalar) in table.triples.enumerated() { note(scalar, UInt16(code & 0xFF7F)) }
    let converter = Converter(from: "UTF-8", to: name)
    for value in doubtful {
      guard let scalar = Unicode.Scalar(value), let bytes = converter.convert(Array(String(Character(scalar)).utf8))
      else { continue }
      codes[Int(value)] = Self.code(of: bytes)
    }
    for fold in Self.folds where codes[Int(fold.from)] == 0 { codes[Int(fold.from)] = codes[Int(fold.to)] }
    self.codes = codes
    hasTriples = !table.triples.isEmpty
  }

  private static func code(of bytes: [UInt8]) -> UInt16 {
    switch bytes.count {
    case 1: UInt16(bytes[0])
    case 2: UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    default: UInt16(bytes[1]) << 8 | UInt16(bytes[2] & 0x7F)
    }
  }

  /// Inverts the sets of ISO-2022-JP, where the first of several pairs is canonical and a pair goes before JIS X 0212.
  private init(inverting table: CharacterTable) {
    var codes = [UInt16](repeating: 0, count: 1 << 16)
    let isJISX0212: (Int) -> Bool = { (0xA2...0xED).contains($0 >> 8) }
    for index in table.triples.indices.reversed() where isJISX0212(index) {
      codes[Int(table.triples[index])] = UInt16(index & 0xFF7F)
    }
    for index in table.pairs.indices.reversed() { codes[Int(table.pairs[index])] = UInt16(index) }
    for kana in 0..<UInt16(63) { codes[Int(0xFF61 + kana)] = 0x8EA1 + kana }
    for value in [Int(CharacterTable.unmapped), Int(CharacterTable.userDefined)] { codes[value] = 0 }
    for fold in Self.folds where codes[Int(fold.from)] == 0 {
      codes[Int(fold.from)] = fold.to < 0x80 ? fold.to : codes[Int(fold.to)]
    }
    self.codes = codes
    hasTriples = true
  }

  /// The code of a scalar beyond ASCII in the form that ``codes`` has, or nil.
  func code(of scalar: Unicode.Scalar) -> UInt16? {
    guard scalar.value <= 0xFFFF, codes[Int(scalar.value)] != 0 else { return nil }
    return codes[Int(scalar.value)]
  }

  /// Appends the bytes of a scalar; false, without appending, when it has none.
  @inline(__always)
  func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) -> Bool {
    if scalar.value < 0x80 {
      bytes.append(UInt8(scalar.value))
      return true
    }
    guard scalar.value <= 0xFFFF else { return false }
    let code = codes[Int(scalar.value)]
    guard code != 0 else { return false }
    let isTriple = hasTriples && code > 0xFF && code & 0x80 == 0
    if isTriple { bytes.append(0x8F) }
    if code > 0xFF { bytes.append(UInt8(code >> 8)) }
    bytes.append(UInt8(code & 0xFF) | (isTriple ? 0x80 : 0))
    return true
  }
}
