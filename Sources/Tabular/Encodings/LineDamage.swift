/// What is wrong with the bytes of one physical line: the first place of each kind, and how many there are.
struct LineDamage: Sendable, Hashable {
  struct Place: Sendable, Hashable {
    /// Within the line, in bytes of the file.
    var offset: Int
    /// The bytes themselves, with the byte that makes the sequence malformed.
    var bytes: [UInt8]
    /// Within the decoded line.
    var textOffset: Int
  }

  private(set) var malformed: Place?
  private(set) var malformedCount = 0
  private(set) var nul: Place?
  private(set) var nulCount = 0

  var isEmpty: Bool { malformedCount == 0 && nulCount == 0 }

  mutating func noteMalformed(
    at offset: Int, count: Int, of source: UnsafeBufferPointer<UInt8>, textOffset: Int
  ) {
    malformedCount += 1
    guard malformed == nil else { return }
    let end = min(source.count, offset + count)
    malformed = Place(offset: offset, bytes: Array(source[offset..<end]), textOffset: textOffset)
  }

  mutating func noteNul(at offset: Int, width: Int, textOffset: Int) {
    nulCount += 1
    guard nul == nil else { return }
    nul = Place(offset: offset, bytes: Array(repeating: 0, count: width), textOffset: textOffset)
  }
}
