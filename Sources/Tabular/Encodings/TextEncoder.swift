/// Encodes UTF-8 to the encoding of a dialect, or to its ``Encoding/outputEncoding``.
///
/// What has no code there becomes 〓 and is reported.
struct TextEncoder: Sendable {
  /// U+3013, which legacy systems print for a character that they lack.
  static let geta: UInt16 = 0x3013

  private let encoding: Encoding
  private let table: InverseTable?
  /// Whether the character sets are told apart by escape sequences.
  private let hasShifts: Bool

  init(_ encoding: Encoding) {
    self.encoding = encoding.outputEncoding
    hasShifts = encoding == .iso2022JP
    table =
      switch self.encoding {
      case .cp932: .cp932
      case .eucJP: .eucJP
      case .iso2022JP: .iso2022JP
      case .utf8, .utf16LittleEndian, .utf16BigEndian, .ibm930, .ibm939: nil
      }
  }

  /// Appends `text` and returns the characters that were replaced, in their order.
  func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> [Unicode.Scalar] {
    if encoding == .utf8 {
      bytes.append(contentsOf: text)
      return []
    }
    var replaced: [Unicode.Scalar] = []
    var shift = ISO2022Shift.ascii
    text.withUnsafeBufferPointer { source in
      var index = 0
      while index < source.count {
        if source[index] < 0x80 {
          if shift != .ascii { shift.change(to: .ascii, in: &bytes) }
          if hasShifts, ISO2022Shift.isReserved(source[index]) {
            replaced.append(Unicode.Scalar(source[index]))
            _ = append(Unicode.Scalar(Self.geta)!, to: &bytes, &shift)
          } else {
            append(ascii: source[index], to: &bytes)
          }
          index += 1
          continue
        }
        let (length, isWellFormed) = utf8Sequence(source, at: index)
        let scalar = isWellFormed ? scalar(of: source, at: index, length: length) : "\u{FFFD}"
        index += length
        if !append(scalar, to: &bytes, &shift) {
          replaced.append(scalar)
          _ = append(Unicode.Scalar(Self.geta)!, to: &bytes, &shift)
        }
      }
    }
    // Delimiters and line ends are ASCII.
    if shift != .ascii { shift.change(to: .ascii, in: &bytes) }
    return replaced
  }

  /// The scalar of a well-formed sequence beyond ASCII.
  @inline(__always)
  private func scalar(of source: UnsafeBufferPointer<UInt8>, at index: Int, length: Int) -> Unicode.Scalar {
    var value = UInt32(source[index]) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(source[index + offset] & 0x3F) }
    return Unicode.Scalar(value)!
  }

  @inline(__always)
  private func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8], _ shift: inout ISO2022Shift) -> Bool {
    if hasShifts {
      guard let code = table?.code(of: scalar) else { return false }
      shift.append(code, to: &bytes)
      return true
    }
    if let table { return table.append(scalar, to: &bytes) }
    for unit in UTF16.encode(scalar)! { append(unit, to: &bytes) }
    return true
  }

  /// Appends one ASCII character.
  func append(ascii byte: UInt8, to bytes: inout [UInt8]) {
    if encoding.unitWidth == 2 { append(UInt16(byte), to: &bytes) } else { bytes.append(byte) }
  }

  private func append(_ unit: UInt16, to bytes: inout [UInt8]) {
    let high = UInt8(unit >> 8)
    let low = UInt8(unit & 0xFF)
    bytes.append(encoding == .utf16LittleEndian ? low : high)
    bytes.append(encoding == .utf16LittleEndian ? high : low)
  }
}
