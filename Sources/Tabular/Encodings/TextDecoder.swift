/// Decodes one physical line at a time to UTF-8.
///
/// A line is cut out of the bytes before it is decoded. That is safe, because CR and LF are no trail bytes in any of
/// the encodings, and it is what keeps a malformed sequence from reaching into the next line. Each malformed sequence
/// becomes one U+FFFD; a delimiter or quote after it is never swallowed.
struct TextDecoder: Sendable {
  /// The most bytes that a decoder writes for one byte that it reads (half-width kana, U+FFFD).
  static let expansion = 3
  /// What a target must be able to hold beyond that, since ASCII is copied eight bytes at a time.
  static let slack = 8

  private let encoding: Encoding
  private let table: CharacterTable

  init(_ encoding: Encoding) {
    self.encoding = encoding
    table =
      switch encoding {
      case .cp932: .cp932
      case .eucJP: .eucJP
      case .iso2022JP: .iso2022JP
      case .ibm930: .ibm930
      case .ibm939: .ibm939
      case .utf8, .utf16LittleEndian, .utf16BigEndian: CharacterTable(pairs: [], triples: [])
      }
  }

  /// Decodes a line without its line end and returns the number of bytes written.
  func decode(
    _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, damage: inout LineDamage
  ) -> Int {
    var output = TextOutput(target)
    switch encoding {
    case .utf8: decodeUTF8(source, &output, &damage)
    case .cp932: decodeCP932(source, table, &output, &damage)
    case .eucJP: decodeEUC(source, table, &output, &damage)
    case .iso2022JP: decodeISO2022(source, table, &output, &damage)
    case .ibm930, .ibm939: decodeHost(source, table, &output, &damage)
    case .utf16LittleEndian: decodeUTF16(source, low: 0, &output, &damage)
    case .utf16BigEndian: decodeUTF16(source, low: 1, &output, &damage)
    }
    return output.count
  }

  /// Decodes a whole text for people or samples, where places of damage do not matter.
  func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let source = Array(bytes)
    return [UInt8](unsafeUninitializedCapacity: source.count * Self.expansion + Self.slack) { target, count in
      var damage = LineDamage()
      count = source.withUnsafeBufferPointer { decode($0, into: target.baseAddress!, damage: &damage) }
    }
  }
}

/// Where decoded text goes.
struct TextOutput {
  private let target: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  init(_ target: UnsafeMutablePointer<UInt8>) {
    self.target = target
  }

  @inline(__always)
  mutating func append(ascii byte: UInt8) {
    target[count] = byte
    count &+= 1
  }

  /// Appends a scalar of the basic plane that is not ASCII.
  @inline(__always)
  mutating func append(_ scalar: UInt16) {
    if scalar < 0x800 {
      target[count] = 0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6)
      target[count &+ 1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
      count &+= 2
    } else {
      target[count] = 0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12)
      target[count &+ 1] = 0x80 | UInt8(truncatingIfNeeded: (scalar &>> 6) & 0x3F)
      target[count &+ 2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
      count &+= 3
    }
  }

  /// Appends a scalar beyond the basic plane.
  @inline(__always)
  mutating func append(supplementary scalar: UInt32) {
    target[count] = 0xF0 | UInt8(truncatingIfNeeded: scalar &>> 18)
    target[count &+ 1] = 0x80 | UInt8(truncatingIfNeeded: (scalar &>> 12) & 0x3F)
    target[count &+ 2] = 0x80 | UInt8(truncatingIfNeeded: (scalar &>> 6) & 0x3F)
    target[count &+ 3] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
    count &+= 4
  }

  @inline(__always)
  mutating func appendReplacement() {
    append(0xFFFD)
  }

  /// Copies up to eight bytes and returns how many of them, from the first, are ASCII and not NUL.
  ///
  /// Subtracting one borrows into the high bit of a zero byte, so one test finds both; the lowest hit is exact.
  @inline(__always)
  mutating func copyASCII(from source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index &+ 8 <= source.count else { return 0 }
    let word = UnsafeRawPointer(source.baseAddress! + index).loadUnaligned(as: UInt64.self).littleEndian
    UnsafeMutableRawPointer(target + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    let hits = (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080
    let copied = hits.trailingZeroBitCount &>> 3
    count &+= copied
    return copied
  }
}
