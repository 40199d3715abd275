import Findings
import Tabular
import Testing

@Suite("Encodings of XML") struct MarkupEncodingTests {
  private static let layout = MarkupLayout.paths(row: "/r/c", fields: ["d"])
  private static let body = "<r><c><d>①髙橋～－表ソ能ｱ</d></c></r>"

  @Test(
    "A declared Shift_JIS is read as Windows writes it, in chunks of any size",
    arguments: ["Shift_JIS", "shift_jis", "SJIS", "x-sjis", "CP932", "Windows-31J", "EUC-JP"], [1, 7, 1 << 16])
  func shiftJIS(name: String, chunk: Int) {
    let text = "<?xml version=\"1.0\" encoding='\(name)' standalone=\"yes\"?>\n<!-- 山 -->" + Self.body
    let file = iconvConvert(Array(text.utf8), from: "UTF-8", to: name == "EUC-JP" ? "EUC-JP-MS" : "CP932")!
    let start = file.firstRange(of: Array("<c>".utf8))!.lowerBound
    let result = readMarkup(file, Self.layout, chunk: chunk)
    #expect(result.cells == [["d"], ["①髙橋～－表ソ能ｱ"]])
    #expect(result.fileFindings.isEmpty)
    #expect(result.records.last?.location == Location(record: 2, line: 2, byteOffset: start))
  }

  @Test("UTF-8 is never taken for anything else, with a mark or without", arguments: [1, 7, 1 << 16])
  func utf8(chunk: Int) {
    for start in ["", "\u{FEFF}", "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version='1.0'?>"] {
      #expect(readMarkup(start + Self.body, Self.layout, chunk: chunk).cells == [["d"], ["①髙橋～－表ソ能ｱ"]])
    }
  }

  @Test("UTF-16 with a byte order mark is read", arguments: ["UTF-16LE", "UTF-16BE"], [1, 7, 1 << 16])
  func utf16(name: String, chunk: Int) {
    for start in ["\u{FEFF}", "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?>"] {
      let file = iconvConvert(Array((start + Self.body).utf8), from: "UTF-8", to: name)!
      #expect(readMarkup(file, Self.layout, chunk: chunk).cells == [["d"], ["①髙橋～－表ソ能ｱ"]])
    }
  }

  @Test("Bytes that are no Shift_JIS cost their row only", arguments: [1, 7, 1 << 16])
  func undecodable(chunk: Int) {
    let head = cp932("<?xml version='1.0' encoding='Shift_JIS'?>\n<r><!-- ") + [0xF0, 0x40] + cp932(" -->")
    let file =
      head + cp932("<c><d>1</d></c><c><d>山") + [0xF0, 0x40, 0xA0] + cp932("</d><e>") + [0x81]
      + cp932("</e></c><c><d>③</d></c></r>")
    let result = readMarkup(file, Self.layout, chunk: chunk)
    #expect(result.cells == [["d"], ["1"], ["山\u{FFFD}\u{FFFD}"], ["③"]])
    #expect(result.records.map(\.codes) == [[], [], [.encodingError], []])
    #expect(
      result.records[2].findings.first?.facts == [
        "offset": String(head.count + 23), "bytes": "F0 40", "encoding": "Shift_JIS (CP932)", "line": "2", "count": "3",
      ])
    #expect(result.fileFindings.isEmpty)
  }

  @Test("Bytes that are no UTF-8 end the reading, and the rows before them are handed out", arguments: [1, 1 << 16])
  func malformed(chunk: Int) {
    let file = Array("<r><c><d>1</d></c>\n<c><d>".utf8) + [0xE3, 0x81] + Array("</d></c></r>".utf8)
    let result = readMarkup(file, Self.layout, chunk: chunk)
    #expect(result.codes == [.markupMalformed])
    #expect(result.cells == [["d"], ["1"]])
  }

  @Test(
    "Text of megabytes without a tag is decoded as it comes, and no character is torn",
    arguments: [("Shift_JIS", [0x95, 0x5C]), ("EUC-JP", [0xC9, 0xBD])] as [(String, [UInt8])])
  func longText(name: String, character: [UInt8]) {
    var text = [UInt8](repeatElement(character, count: 17).joined())
    for _ in 0..<16 { text += text }
    let head = Array("<?xml version='1.0' encoding='\(name)'?><r><c><e>x".utf8)
    let result = readMarkup(head + text + Array("</e><d>1</d></c></r>".utf8), Self.layout)
    #expect(result.cells == [["d"], ["1"]])
    #expect(result.records.flatMap(\.findings).isEmpty && result.fileFindings.isEmpty)
  }

  @Test("A byte order mark of UTF-8 is believed before a declaration", arguments: [1, 1 << 16])
  func contradiction(chunk: Int) {
    let text = "\u{FEFF}<?xml version='1.0' encoding='Shift_JIS'?>" + Self.body
    #expect(readMarkup(text, Self.layout, chunk: chunk).cells == [["d"], ["①髙橋～－表ソ能ｱ"]])
  }

  @Test("An encoding that nobody knows is malformed, and nothing is printed")
  func unknown() {
    let result = readMarkup("<?xml version='1.0' encoding='x-nothing'?>" + Self.body, Self.layout)
    #expect(result.codes == [.markupMalformed])
    #expect(result.fileFindings.first?.facts["reason"] == "Unsupported encoding x-nothing")
  }
}
