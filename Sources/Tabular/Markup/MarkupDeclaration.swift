/// The XML declaration at the start of a file, which names an encoding.
///
/// The Japanese encodings are decoded by our own tables before the parser sees them: the system's own `SHIFT_JIS` knows
/// neither ① nor 髙 and has another wave dash (domain 5.2), and a parser gives a whole file up for one bad byte. The
/// declaration is then rewritten to UTF-8; one that a byte order mark of UTF-8 contradicts is, too. No other is touched.
enum MarkupDeclaration {
  /// How many bytes are looked at.
  static let mostBytes = 256

  private static let mark = Encoding.utf8.byteOrderMark
  private static let opening = Array("<?xml".utf8)
  private static let encodings: [String: Encoding] = [
    "shift_jis": .cp932, "shift-jis": .cp932, "sjis": .cp932, "x-sjis": .cp932, "cp932": .cp932, "ms932": .cp932,
    "windows-31j": .cp932, "euc-jp": .eucJP, "eucjp": .eucJP, "x-euc-jp": .eucJP, "eucjp-ms": .eucJP,
    "euc-jp-ms": .eucJP,
  ]

  /// Whether more bytes could still change what the others return.
  static func isUndecided(_ head: [UInt8]) -> Bool {
    guard head.count < mostBytes else { return false }
    if mark.starts(with: head) { return true }
    let text = head[(isMarked(head) ? mark.count : 0)...]
    return opening.starts(with: text) || text.starts(with: opening) && end(of: head) == nil
  }

  /// The encoding in which our own tables decode the file; nil leaves it to the parser.
  static func encoding(of head: [UInt8]) -> Encoding? {
    guard let name = name(in: head), start(of: head) == 0 else { return nil }
    return encodings[String(decoding: head[name], as: UTF8.self).lowercased()]
  }

  /// The first bytes of a file that is UTF-8 by now, with a declaration that says so.
  static func rewritten(_ head: [UInt8]) -> [UInt8] {
    guard let name = name(in: head) else { return head }
    return head[..<name.lowerBound] + Array("UTF-8".utf8) + head[name.upperBound...]
  }

  /// Whether a byte order mark of UTF-8 stands before the declaration.
  static func isMarked(_ head: [UInt8]) -> Bool { head.starts(with: mark) }

  private static func start(of head: [UInt8]) -> Int? {
    let start = isMarked(head) ? mark.count : 0
    return head[start...].starts(with: opening) ? start : nil
  }

  private static func end(of head: [UInt8]) -> Int? {
    index(of: Array("?>".utf8), in: head.prefix(mostBytes))
  }

  /// Where the name of the encoding stands, between its quotes.
  private static func name(in head: [UInt8]) -> Range<Int>? {
    guard start(of: head) != nil else { return nil }
    let declaration = head[..<(end(of: head) ?? min(head.count, mostBytes))]
    guard let word = index(of: Array("encoding".utf8), in: declaration),
      let quote = declaration[word...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
      let close = declaration[(quote + 1)...].firstIndex(of: declaration[quote])
    else { return nil }
    return quote + 1..<close
  }

  private static func index(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: word) }
  }
}
