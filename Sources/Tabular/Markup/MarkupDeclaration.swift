/// The XML declaration at the start of a file, which names an encoding.
///
/// A declared `Shift_JIS` is what Windows calls so: the system's own `SHIFT_JIS` knows neither ① nor 髙 and has another
/// wave dash (domain 5.2). The declaration is rewritten to CP932 before the parser sees it; no other one is touched.
enum MarkupDeclaration {
  /// How many bytes are looked at.
  static let mostBytes = 256

  private static let opening = Array("<?xml".utf8)
  private static let ownNames: Set<String> = ["shift_jis", "shift-jis", "sjis", "x-sjis"]

  /// Whether more bytes could still change what ``rewritten(_:)`` returns.
  static func isUndecided(_ head: [UInt8]) -> Bool {
    guard head.count < mostBytes else { return false }
    return opening.starts(with: head) || head.starts(with: opening) && end(of: head) == nil
  }

  /// The first bytes of a file with the declared encoding as this system calls it.
  static func rewritten(_ head: [UInt8]) -> [UInt8] {
    guard head.starts(with: opening) else { return head }
    let declaration = head[..<(end(of: head) ?? min(head.count, mostBytes))]
    guard let word = index(of: Array("encoding".utf8), in: declaration),
      let quote = declaration[word...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
      let close = declaration[(quote + 1)...].firstIndex(of: declaration[quote])
    else { return head }
    let name = String(decoding: declaration[(quote + 1)..<close], as: UTF8.self).lowercased()
    guard ownNames.contains(name) else { return head }
    return head[...quote] + Array("CP932".utf8) + head[close...]
  }

  private static func end(of head: [UInt8]) -> Int? {
    index(of: Array("?>".utf8), in: head.prefix(mostBytes))
  }

  private static func index(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: word) }
  }
}
