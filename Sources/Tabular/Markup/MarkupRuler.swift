/// Tells lines and columns in the text that the parser is fed.
///
/// libxml2 knows only where it stands itself, which is behind a tag, and has dropped what stands before that. The ruler
/// stands at the start of a row, and a copy of it measures what somebody asks about, which in a good row is nothing. Held
/// is the text from there on.
struct MarkupRuler {
  /// Added to columns of the first line, all of which stand behind the declaration that was rewritten.
  var firstLineShift = 0
  static let mostBytesBehind = 64 << 10
  private var bytes: [UInt8] = []
  /// The next byte to count, and its offset in the text.
  private var next = 0
  private(set) var offset = 0
  private var line = 1
  private var column = 1

  /// Takes the text that follows; the parser has consumed so much before.
  ///
  /// A section may be consumed in part before its text comes, so that the ruler waits for the event. Spaces before the root
  /// have none, however many they are.
  mutating func feed(_ text: [UInt8], consumed: Int) {
    if consumed - offset > Self.mostBytesBehind { advance(to: consumed) }
    bytes.removeFirst(next)
    next = 0
    bytes.append(contentsOf: text)
  }

  /// Goes on to an offset of the text; never back.
  mutating func advance(to target: Int) {
    let count = min(target - offset, bytes.count - next)
    guard count > 0 else { return }
    bytes.withUnsafeBufferPointer { bytes in
      var passed = UnsafeBufferPointer(rebasing: bytes[next..<next + count])
      // A loop that only counts is made a loop of vectors.
      var lines = 0
      for byte in passed { lines &+= byte == LineBreak.lineFeed ? 1 : 0 }
      if lines > 0, let last = passed.lastIndex(of: LineBreak.lineFeed) {
        line += lines
        column = 1
        passed = UnsafeBufferPointer(rebasing: passed[(last + 1)...])
      }
      var characters = 0
      for byte in passed { characters &+= byte & 0xC0 != 0x80 ? 1 : 0 }
      column += characters
    }
    if offset == 0, bytes.starts(with: Encoding.utf8.byteOrderMark) { column -= 1 }
    next += count
    offset += count
  }

  /// Where the ruler stands.
  var place: MarkupPlace {
    MarkupPlace(line: line, column: column + (line == 1 ? firstLineShift : 0))
  }

  /// The place at an offset that is not behind the ruler, which stays.
  func place(at offset: Int) -> MarkupPlace {
    var ruler = self
    ruler.advance(to: offset)
    return ruler.place
  }

  /// Where the next character stands that is no space, from an offset on; the ruler stays.
  ///
  /// - Parameter isInTag: whether the offset is before the end of a start tag.
  func placeOfText(from offset: Int, behindTag isInTag: Bool) -> MarkupPlace {
    var ruler = self
    ruler.advance(to: offset)
    if isInTag, ruler.next < bytes.count, bytes[ruler.next] == UInt8(ascii: ">") { ruler.advance(to: offset + 1) }
    while ruler.next < bytes.count, isBlankCell(CollectionOfOne(bytes[ruler.next])) {
      ruler.advance(to: ruler.offset + 1)
    }
    return ruler.place
  }
}
