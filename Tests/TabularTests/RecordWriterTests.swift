import Findings
import Tabular
import Testing

@Suite("Writing records") struct RecordWriterTests {
  private func write(_ cells: [String], _ dialect: Dialect) -> (bytes: [UInt8], lost: [RecordWriter.Unencodable]) {
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: cells)
    return (writer.takeBytes(), writer.unencodable)
  }

  @Test(
    "Cells are quoted only where they have to be",
    arguments: [
      (["a", "b"], "a,b\r\n"), (["a,b", "c"], "\"a,b\",c\r\n"), (["a\"b"], "\"a\"\"b\"\r\n"),
      (["a\nb", "c\rd"], "\"a\nb\",\"c\rd\"\r\n"),
      ([" a", "b "], "\" a\",\"b \"\r\n"), ([""], "\"\"\r\n"), (["", ""], ",\r\n"), ([], "\r\n"),
      (["a;b\tc"], "a;b\tc\r\n"),
    ])
  func quoting(cells: [String], text: String) {
    #expect(write(cells, Dialect(encoding: .utf8)).bytes == Array(text.utf8))
  }

  @Test(
    "CP932 is written with its canonical bytes and the folds of other mappings",
    arguments: [
      ("〜", [0x81, 0x60] as [UInt8]), ("～", [0x81, 0x60]), ("−", [0x81, 0x7C]), ("－", [0x81, 0x7C]),
      ("—", [0x81, 0x5C]),
      ("―", [0x81, 0x5C]), ("‖", [0x81, 0x61]), ("∥", [0x81, 0x61]), ("①", [0x87, 0x40]), ("㈱", [0x87, 0x8A]),
      ("髙", [0xFB, 0xFC]),
      ("﨑", [0xFA, 0xB1]), ("\u{A5}", [0x5C]), ("￥", [0x81, 0x8F]), ("ｱ", [0xB1]), ("表", [0x95, 0x5C]),
      ("ⅰ", [0xFA, 0x40]),
      ("∵", [0x81, 0xE6]), ("\u{A2}", [0x81, 0x91]), ("\u{203E}", [0x7E]),
    ])
  func cp932(text: String, bytes: [UInt8]) {
    let (written, lost) = write([text], Dialect(encoding: .cp932, lineEnd: .lf))
    #expect(written == bytes + [0x0A])
    #expect(lost.isEmpty)
  }

  @Test(
    "Every character that CP932 and EUC-JP decode is written as iconv writes it",
    arguments: [
      (Encoding.cp932, "CP932"), (.eucJP, "EUC-JP-MS"),
    ])
  func canonical(encoding: Encoding, name: String) {
    var writer = RecordWriter(dialect: Dialect(encoding: encoding, lineEnd: .lf))
    var differences: [String] = []
    var written = 0
    for value in UInt32(0x80)...0xFFFD {
      guard let scalar = Unicode.Scalar(value), !(0xE000...0xF8FF).contains(value) else { continue }
      let text = Array(String(Character(scalar)).utf8)
      guard let bytes = iconvConvert(text, from: "UTF-8", to: name),
        iconvConvert(bytes, from: name, to: "UTF-8") == text,
        !(bytes.count == 1 && !(0xA1...0xDF).contains(bytes[0])), value > 0x9F
      else { continue }
      writer.append(cells: [text[...]])
      if writer.takeBytes() != bytes + [0x0A] { differences.append(String(value, radix: 16)) }
      written += 1
    }
    #expect(differences.isEmpty)
    #expect(written > 7_000)
  }

  @Test("What an encoding lacks stands as 〓 and is reported", arguments: [Encoding.cp932, .eucJP])
  func unencodable(encoding: Encoding) {
    let (bytes, lost) = write(["a", "𠮷野と𠮷田😀"], Dialect(encoding: encoding))
    #expect(lost.map(\.character) == ["𠮷", "😀"])
    #expect(lost.map(\.cell) == [1, 1])
    #expect(read(bytes, Dialect(encoding: encoding)).map(\.cells) == [["a", "〓野と〓田〓"]])
    #expect(write(["a\u{A0}b"], Dialect(encoding: .cp932)).lost.map(\.character) == ["\u{A0}"])
  }

  @Test(
    "A character that a target lacks has a usual writing, which is never applied by itself",
    arguments: [
      ("髙", "高"), ("﨑", "崎"), ("㈱", "(株)"), ("①", "1"), ("𠮷", "吉"), ("—", "―"), ("\u{2013}", "-"), ("℡", "TEL"),
      ("㍻", "平成"), ("㎏", "kg"), ("\u{FA19}", "神"), ("\u{FA10}", "塚"), ("é", "e"), ("½", "1/2"), ("™", "TM"),
      ("Ⅳ", "IV"),
      ("ｱ", "ア"), ("𠮟", "叱"), ("\u{A0}", " "), ("邊", nil), ("😀", nil), ("あ", nil), ("A", nil), ("\u{200B}", nil),
    ] as [(Unicode.Scalar, String?)])
  func suggestions(scalar: Unicode.Scalar, suggestion: String?) {
    #expect(Substitution.suggestion(for: scalar) == suggestion)
  }

  @Test("Whatever is suggested can be written in every Japanese encoding, and is not the character itself")
  func suggestionsAreWritable() {
    var writers = [Encoding.cp932, .eucJP, .iso2022JP].map { RecordWriter(dialect: Dialect(encoding: $0)) }
    var suggested = 0
    var wrong: [String] = []
    // The basic plane, and the kanji beyond it that are in the table or decompose.
    for value in [0x80...0xFFFD, 0x20000...0x20FFF, 0x23000...0x23FFF, 0x2F800...0x2FA1D].joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)), let suggestion = Substitution.suggestion(for: scalar) else {
        continue
      }
      suggested += 1
      if suggestion.unicodeScalars.elementsEqual([scalar]) { wrong.append("\(scalar)") }
      for index in writers.indices {
        writers[index].append(cells: [suggestion])
        if !writers[index].unencodable.isEmpty { wrong.append("\(scalar) → \(suggestion)") }
      }
    }
    #expect(wrong.isEmpty)
    #expect(suggested > 2_500)
  }

  @Test("A byte order mark is written once, and bytes are taken once")
  func mark() {
    var writer = RecordWriter(dialect: Dialect(encoding: .utf16LittleEndian, byteOrderMark: true, delimiter: 0x09))
    writer.append(cells: ["a", "𠮷"])
    #expect(writer.takeBytes() == [0xFF, 0xFE, 0x61, 0, 0x09, 0, 0x42, 0xD8, 0xB7, 0xDF, 0x0D, 0, 0x0A, 0])
    #expect(writer.takeBytes().isEmpty)
    writer.append(cells: ["b"])
    #expect(writer.takeBytes() == [0x62, 0, 0x0D, 0, 0x0A, 0])
  }
}
