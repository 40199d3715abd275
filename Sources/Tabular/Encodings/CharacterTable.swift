import CIconv

/// The two-way mapping of one multi-byte character set, taken once from the system's iconv.
///
/// Every entry is a Unicode scalar value of the basic plane; ``unmapped`` and ``userDefined`` are not characters. The
/// user-defined area (F040–F9FC in CP932) is refused, because its characters mean something on one machine only.
struct CharacterTable: Sendable {
  static let unmapped: UInt16 = 0
  /// A well-formed sequence of the user-defined area.
  static let userDefined: UInt16 = 1

  /// The scalar of the two bytes `lead << 8 | trail`.
  let pairs: [UInt16]
  /// The scalar of the three bytes `8F lead trail` of EUC-JP, or of `lead trail` in JIS X 0212, by `lead << 8 | trail`;
  /// empty for CP932.
  let triples: [UInt16]
  /// The scalars of single bytes, NUL as U+0000; empty where single bytes are ASCII or half-width kana.
  let singles: [UInt16]

  init(pairs: [UInt16], triples: [UInt16], singles: [UInt16] = []) {
    self.pairs = pairs
    self.triples = triples
    self.singles = singles
  }

  static let cp932 = CharacterTable(
    pairs: table(of: "CP932", prefix: [], leads: [0x81...0x9F, 0xE0...0xFC], trails: [0x40...0x7E, 0x80...0xFC]),
    triples: [])

  static let eucJP = CharacterTable(
    pairs: table(of: "EUC-JP-MS", prefix: [], leads: [0x8E...0x8E, 0xA1...0xFE], trails: [0xA1...0xFE]),
    triples: table(of: "EUC-JP-MS", prefix: [0x8F], leads: [0xA1...0xFE], trails: [0xA1...0xFE]))

  static let ibm930 = host("IBM930")
  static let ibm939 = host("IBM939")

  /// A host code page: single bytes, and pairs between SO and SI.
  private static func host(_ name: String) -> CharacterTable {
    let converter = Converter(from: name, to: "UTF-16LE")
    let singles = (UInt8.min...UInt8.max).map { byte -> UInt16 in
      guard let unit = converter.convert([byte]), unit.count == 2 else { return unmapped }
      return UInt16(unit[1]) << 8 | UInt16(unit[0])
    }
    // The only pair below 41 is 4040, the ideographic space. SI and a space end the pairs.
    let pairs = table(
      of: name, prefix: [0x0E], leads: [0x40...0xFE], trails: [0x40...0xFE],
      separator: (bytes: [0x0F, 0x40], unit: 0x20))
    return CharacterTable(pairs: pairs, triples: [], singles: singles)
  }

  /// The sets of ISO-2022-JP, with the high bit set in both bytes as in EUC-JP.
  ///
  /// The pairs are those of CP932 at the place that Shift_JIS gives to each, because that is what Windows writes (its
  /// code page 50221): NEC row 13 and the NEC-selected IBM characters of rows 89 to 92, where 髙 and 﨑 stand.
  static let iso2022JP = CharacterTable(pairs: rowsOfCP932, triples: eucJP.triples)

  private static var rowsOfCP932: [UInt16] {
    var table = [UInt16](repeating: unmapped, count: 1 << 16)
    for row in UInt8(0)..<94 {
      for cell in UInt8(0)..<94 {
        let lead = row / 2 + (row < 62 ? 0x81 : 0xC1)
        // The trail 7F is left out.
        let trail = row % 2 == 1 ? cell + 0x9F : cell + (cell < 63 ? 0x40 : 0x41)
        table[Int(row + 0xA1) << 8 | Int(cell + 0xA1)] = cp932.pairs[Int(lead) << 8 | Int(trail)]
      }
    }
    return table
  }

  /// - Parameter separator: something that stands for itself between two pairs, as bytes and as what becomes of them.
  private static func table(
    of name: String, prefix: [UInt8], leads: [ClosedRange<UInt8>], trails: [ClosedRange<UInt8>],
    separator: (bytes: [UInt8], unit: UInt16) = ([0x0A], 0x0A)
  ) -> [UInt16] {
    var table = [UInt16](repeating: unmapped, count: 1 << 16)
    let converter = Converter(from: name, to: "UTF-16LE")
    let trails = Array(trails.joined())
    for lead in leads.joined() {
      let row = trails.flatMap { prefix + [lead, $0] + separator.bytes }
      let units = converter.units(of: row, groups: trails.count, separator: separator.unit)
      for (trail, unit) in zip(trails, units) {
        table[Int(lead) << 8 | Int(trail)] = (0xE000...0xF8FF).contains(unit) ? userDefined : unit
      }
    }
    return table
  }
}

/// One iconv conversion.
final class Converter {
  private let handle: iconv_t

  /// Traps when the system's C library lacks the character set: nothing could be read or written at all.
  init(from source: String, to target: String) {
    guard let handle = iconv_open(target, source), handle != iconv_t(bitPattern: -1) else {
      preconditionFailure("The C library cannot convert \(source) to \(target); install its gconv modules.")
    }
    self.handle = handle
  }

  deinit {
    iconv_close(handle)
  }

  /// What becomes of each of `groups` equal parts of the bytes, which all end with the separator; 0 for a part that is
  /// not valid, or not one UTF-16 unit.
  ///
  /// The library is called once for a stretch of valid parts: twenty thousand calls at every start would be felt.
  func units(of bytes: [UInt8], groups: Int, separator: UInt16) -> [UInt16] {
    var units = [UInt16](repeating: 0, count: groups)
    let length = bytes.count / groups
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var group = 0
        while group < groups, let first = input.baseAddress, let target = output.baseAddress {
          var source: UnsafeMutablePointer<CChar>? = first + group * length
          var end: UnsafeMutablePointer<CChar>? = target
          var unread = (groups - group) * length
          var unwritten = output.count
          iconv(handle, nil, nil, nil, nil)
          _ = iconv(handle, &source, &unread, &end, &unwritten)
          let written = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<(output.count - unwritten)])
          var found: [UInt16] = []
          for offset in stride(from: 0, to: written.count, by: 2) {
            let unit = written.loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian
            if unit != separator {
              found.append(unit)
              continue
            }
            units[group] = found.count == 1 ? found[0] : 0
            group += 1
            found.removeAll(keepingCapacity: true)
          }
          // The part at which the library stopped is not valid.
          if unread > 0 || written.isEmpty { group += 1 }
        }
      }
    }
    return units
  }

  /// The converted bytes of a few characters, or nil when they are not valid.
  func convert(_ bytes: [UInt8]) -> [UInt8]? {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let capacity = output.count
    var unread = input.count
    var unwritten = capacity
    let isValid = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var source = input.baseAddress
        var target = output.baseAddress
        iconv(handle, nil, nil, nil, nil)
        return iconv(handle, &source, &unread, &target, &unwritten) != Int.max.magnitude * 2 + 1 && unread == 0
      }
    }
    return isValid ? output.prefix(capacity - unwritten).map { UInt8(bitPattern: $0) } : nil
  }
}
