/// Decodes a file in a Japanese encoding for the parser, and keeps what it takes to tell places in the file itself.
///
/// The bytes are cut before each `<`, which is no trail byte, so that every tag and the text behind it are decoded on
/// their own. Held is one such piece.
final class MarkupConversion {
  /// The longest text without a tag that is held; more of it is decoded as it comes.
  private static let mostBytes = 2 << 20
  private static let tagStart = UInt8(ascii: "<")

  private let encoding: Encoding
  private let decoder: TextDecoder
  private var rest: [UInt8] = []
  private var restByteOffset = 0
  private var convertedCount = 0
  private var isAtStart = true
  /// Where the pieces that the parser has not consumed start, in the converted text and in the file.
  private var pieces: [(offset: Int, byteOffset: Int)] = []
  private var damages: [MarkupDamage] = []
  /// By how many characters the rewritten declaration is shorter.
  private(set) var firstLineShift = 0

  init(encoding: Encoding) {
    self.encoding = encoding
    decoder = TextDecoder(encoding)
  }

  /// What was malformed since the last call.
  func takeDamages() -> [MarkupDamage] {
    defer { damages = [] }
    return damages
  }

  /// Converts what `bytes` completes to UTF-8; the parser has consumed `consumed` bytes of the text so far.
  func convert(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, consumed: Int) -> [UInt8] {
    pieces.removeFirst(pieces.prefix { $0.offset < consumed }.count)
    let known = rest.count
    rest.append(contentsOf: bytes)
    var end = rest[known...].lastIndex(of: Self.tagStart) ?? 0
    if isLast { end = rest.count }
    if end == 0, rest.count > Self.mostBytes { end = wholeCharacters }
    guard end > 0 else { return [] }
    var text: [UInt8] = []
    text.reserveCapacity(end + end / 2)
    rest.withUnsafeBufferPointer { source in
      var start = 0
      while start < end {
        let next = source[(start + 1)..<max(start + 1, end)].firstIndex(of: Self.tagStart) ?? end
        append(UnsafeBufferPointer(rebasing: source[start..<next]), byteOffset: restByteOffset + start, to: &text)
        start = next
      }
    }
    rest.removeFirst(end)
    restByteOffset += end
    return text
  }

  /// Where a tag stands in the file that starts at an offset of the converted text.
  func byteOffset(ofTagAt offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count && pieces[low].offset == offset ? pieces[low].byteOffset : 0
  }

  /// How many of the held bytes are whole characters; the last one may still lack its trail bytes.
  private var wholeCharacters: Int {
    var index = 0
    while index < rest.count {
      let width = encoding.characterBytes(after: rest[index])
      if index + width > rest.count { break }
      index += width
    }
    return index
  }

  private func append(_ piece: UnsafeBufferPointer<UInt8>, byteOffset: Int, to text: inout [UInt8]) {
    var damage = LineDamage()
    let capacity = piece.count * TextDecoder.expansion + TextDecoder.slack
    let start = convertedCount
    pieces.append((start, byteOffset))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { target in
      let count = decoder.decode(piece, into: target.baseAddress!, damage: &damage)
      let decoded = target[..<count]
      let written = isAtStart ? MarkupDeclaration.rewritten(Array(decoded)) : nil
      isAtStart = false
      convertedCount += written?.count ?? count
      if let written { firstLineShift = count - written.count }
      if let written { text.append(contentsOf: written) } else { text.append(contentsOf: decoded) }
    }
    guard let malformed = damage.malformed else { return }
    damages.append(
      MarkupDamage(
        offset: start + malformed.textOffset, byteOffset: byteOffset + malformed.offset, bytes: malformed.bytes,
        count: damage.malformedCount, encoding: encoding))
  }
}
