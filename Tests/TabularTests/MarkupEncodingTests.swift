import Findings
import Tabular
import Testing

@Suite("Encodings of XML") struct MarkupEncodingTests {
  private static let layout = MarkupLayout.paths(row: "/r/c", fields: ["d"])
  private static let body = "<r><c><d>①髙橋～－表ソ能ｱ</d></c></r>"

  @Test(
    "A declared Shift_JIS is read as Windows writes it, in chunks of any size",
    arguments: ["Shift_JIS", "shift_jis", "SJIS", "x-sjis", "CP932", "Windows-31J"], [1, 7, 1 << 16])
  func shiftJIS(name: String, chunk: Int) {
    let file = cp932("<?xml version=\"1.0\" encoding='\(name)' standalone=\"yes\"?>\n" + Self.body)
    let result = readMarkup(file, Self.layout, chunk: chunk)
    #expect(result.cells == [["d"], ["①髙橋～－表ソ能ｱ"]])
    #expect(result.fileFindings.isEmpty)
    #expect(result.records.last?.location == Location(record: 2, line: 2, byteOffset: 0))
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

  @Test("Bytes that are no text end the reading", arguments: [1, 1 << 16])
  func undecodable(chunk: Int) {
    for (declaration, bytes) in [("", [0xE3, 0x81]), ("<?xml version='1.0' encoding='Shift_JIS'?>", [0x81, 0x20])] {
      let rows = String(repeating: "<c><d>1</d></c>\n", count: 600)
      let file = cp932("\(declaration)<r>\n\(rows)<c><d>") + bytes.map { UInt8($0) } + cp932("</d></c></r>")
      let result = readMarkup(file, Self.layout, chunk: chunk)
      #expect(result.codes == [.markupMalformed])
      #expect(result.isStopped)
    }
  }

  @Test("An encoding that nobody knows is malformed, and nothing is printed")
  func unknown() {
    let result = readMarkup("<?xml version='1.0' encoding='x-nothing'?>" + Self.body, Self.layout)
    #expect(result.codes == [.markupMalformed])
    #expect(result.fileFindings.first?.facts["reason"] == "Unsupported encoding x-nothing")
  }
}
