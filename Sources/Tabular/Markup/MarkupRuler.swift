/// Tells lines and columns in the text that the parser is fed, counting each byte once.
///
/// libxml2 knows only where it stands itself, which is behind a tag, and has dropped what stands before that. Held is what
/// the parser has not consumed, which it holds as well.
struct MarkupRuler {
  /// Added to columns of the first line, all of which stand behind the declaration that was rewritten.
  var firstLineShift = 0
  private static let mostBytesBehind = 64 << 10
  private var bytes: [UInt8] = []
  /// The next byte to count, and its offset in the text.
  private var next = 0
  private var offset = 0
  private var line = 1
  private var column = 1

  /// Takes the text that follows; the parser has consumed so much before.
  ///
  /// A section may be consumed in part before its text comes, so that the ruler waits for the event. Spaces before the root
  /// have none, however many they are.
  mutating func feed(_ text: UnsafeBufferPointer<UInt8>, consumed: Int) {
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
      for index in next..<next + count {
        let byte = bytes[index]
        if byte == LineBreak.lineFeed {
          line += 1
          column = 1
        } else if byte & 0xC0 != 0x80 {
          column += 1
        }
      }
    }
    if offset == 0, bytes.starts(with: Encoding.utf8.byteOrderMark) { column -= 1 }
    next += count
    offset += count
  }

  /// Where the ruler stands.
  var place: MarkupPlace {
    MarkupPlace(line: line, column: column + (line == 1 ? firstLineShift : 0))
  }

  /// Where the next character stands that is no space; the ruler stays.
  ///
  /// - Parameter isInTag: whether the ruler stands before the end of a start tag.
  func placeOfText(behindTag isInTag: Bool) -> MarkupPlace {
    var ruler = self
    if isInTag, next < bytes.count, bytes[next] == UInt8(ascii: ">") { ruler.advance(to: offset + 1) }
    while ruler.next < bytes.count, isBlankCell(CollectionOfOne(bytes[ruler.next])) {
      ruler.advance(to: ruler.offset + 1)
    }
    return ruler.place
  }
}
