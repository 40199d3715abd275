/// Looks for the root element of an XML file in its first bytes.
enum MarkupSniffing {
  static let mostBytes = 4 << 10

  static func layout(of head: [UInt8]) -> MarkupLayout? {
    guard let tag = rootTag(of: narrowed(head.prefix(mostBytes))) else { return nil }
    let name = tag.prefix { !" \t\r\n/>".utf8.contains($0) }
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    if local.elementsEqual("rows".utf8) { return .ownShape }
    let isWorkbook = local.elementsEqual("Workbook".utf8) && contains(SpreadsheetShape.namespace, in: tag)
    return isWorkbook ? .spreadsheet2003(sheet: nil) : nil
  }

  /// The markup of a head in any encoding: what is looked for is ASCII, so UTF-16 is read by leaving its zeros out.
  private static func narrowed(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    if isWide { return head.dropFirst(2).filter { $0 != 0 }[...] }
    return head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
  }

  /// The root's tag from its name on, behind declarations, comments and a document type.
  private static func rootTag(of head: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = head
    while true {
      rest = rest.drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "<") else { return nil }
      let end: String
      if rest.starts(with: "<!--".utf8) {
        end = "-->"
      } else if rest.starts(with: "<?".utf8) {
        end = "?>"
      } else if rest.starts(with: "<!".utf8) {
        end = rest.prefix { $0 != UInt8(ascii: ">") }.contains(UInt8(ascii: "[")) ? "]>" : ">"
      } else {
        return rest.dropFirst().prefix { $0 != UInt8(ascii: ">") }
      }
      guard let place = rest.indices.first(where: { rest[$0...].starts(with: end.utf8) }) else { return nil }
      rest = rest[(place + end.utf8.count)...]
    }
  }

  private static func contains(_ word: String, in bytes: ArraySlice<UInt8>) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: word.utf8) }
  }
}
