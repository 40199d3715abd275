import Foundation

/// Writes small ZIP archives for the tests: DEFLATE with fixed codes, where only runs of one byte get shorter.
///
/// The room under test inflates them with libzip, which checks every CRC that is read to its end.
struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ content: [UInt8], statedSize: Int? = nil) {
    add(name, packed: deflated(content), crc: crc32(content), size: statedSize ?? content.count)
  }

  /// Adds a part of that many spaces, of which none is ever in memory; its CRC is wrong.
  mutating func addSpaces(_ name: String, before: String, count: Int, statedSize: Int) {
    var bits = BitWriter()
    bits.open()
    for byte in before.utf8 { bits.literal(byte) }
    bits.literal(0x20)
    // Eight runs fill thirteen bytes, so the bytes repeat themselves wherever the first bit stands.
    let start = bits.bytes.count
    for _ in 0..<16 { bits.longestRun() }
    bits.close()
    let period = bits.bytes[start..<start + 13]
    let repeated = repeatElement(period, count: count / (8 * 258)).joined()
    let packed = bits.bytes[..<(start + 13)] + Array(repeated) + bits.bytes[(start + 13)...]
    add(name, packed: Array(packed), crc: 0, size: statedSize)
  }

  private mutating func add(_ name: String, packed: [UInt8], crc: UInt32, size: Int) {
    let common =
      little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + little(Int(crc), 4) + little(packed.count, 4)
      + little(size, 4) + little(name.utf8.count, 2) + little(0, 2)
    let offset = archive.count
    archive += little(0x0403_4B50, 4) + common + Array(name.utf8) + packed
    directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(offset, 4)
    directory += Array(name.utf8)
    count += 1
  }

  var bytes: [UInt8] {
    archive + directory + little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
      + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
  }

  private func little(_ number: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }

  private func deflated(_ content: [UInt8]) -> [UInt8] {
    var bits = BitWriter()
    bits.open()
    var place = 0
    while place < content.count {
      bits.literal(content[place])
      let run = content[(place + 1)...].prefix(258).prefix { $0 == content[place] }.count
      place += 1
      if run == 258 {
        bits.longestRun()
        place += run
      }
    }
    bits.close()
    return bits.bytes
  }

  private func crc32(_ content: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in content {
      crc ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = crc & 1 == 1
        crc >>= 1
        if isOdd { crc ^= 0xEDB8_8320 }
      }
    }
    return ~crc
  }
}

/// DEFLATE's bits with the fixed codes (RFC 1951, 3.2.6).
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 0

  private mutating func append(_ bit: Int) {
    if used == 0 { bytes.append(0) }
    bytes[bytes.count - 1] |= UInt8(bit << used)
    used = (used + 1) % 8
  }

  /// Huffman codes come with their highest bit first.
  private mutating func code(_ value: Int, _ width: Int) {
    for shift in (0..<width).reversed() { append(value >> shift & 1) }
  }

  /// The last block, with fixed codes.
  mutating func open() {
    append(1)
    append(1)
    append(0)
  }

  mutating func literal(_ byte: UInt8) {
    if byte < 144 { code(0x30 + Int(byte), 8) } else { code(0x190 + Int(byte) - 144, 9) }
  }

  /// The byte before, 258 times: length 285, distance 1.
  mutating func longestRun() {
    code(0xC5, 8)
    code(0, 5)
  }

  mutating func close() { code(0, 7) }
}
