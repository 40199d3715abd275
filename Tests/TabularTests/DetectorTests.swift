import Findings
import Foundation
import Tabular
import Testing

@Suite("Finding the dialect") struct DetectorTests {
  private static let text = (1...60).map { "\($0),車台番号\($0),トヨタ自動車,東京都千代田区,引取日\r\n" }.joined()

  private func bytes(_ text: String, _ name: String) -> [UInt8] {
    iconvConvert(Array(text.utf8), from: "UTF-8", to: name)!
  }

  private func dialect(_ detection: Detection) -> Dialect? {
    if case .dialect(let dialect) = detection { dialect } else { nil }
  }

  @Test(
    "The encoding is found from the content",
    arguments: [
      ("UTF-8", Encoding.utf8), ("CP932", .cp932), ("EUC-JP-MS", .eucJP), ("UTF-16LE", .utf16LittleEndian),
      ("UTF-16BE", .utf16BigEndian), ("ISO-2022-JP", .iso2022JP),
    ])
  func encodings(name: String, encoding: Encoding) {
    let file = bytes(Self.text, name)
    for chunk in [1, 3, 1 << 16] {
      let found = dialect(detect(file, chunk: chunk))
      #expect(found?.encoding == encoding)
      #expect(found?.byteOrderMark == false)
      #expect(found?.delimiter == UInt8(ascii: ","))
      #expect(found?.lineEnd == .crlf)
      #expect(found?.evidence.isEmpty == false)
    }
  }

  @Test(
    "A byte order mark decides",
    arguments: [
      ([0xEF, 0xBB, 0xBF] as [UInt8], "UTF-8", Encoding.utf8), ([0xFF, 0xFE], "UTF-16LE", .utf16LittleEndian),
      ([0xFE, 0xFF], "UTF-16BE", .utf16BigEndian),
    ])
  func marks(mark: [UInt8], name: String, encoding: Encoding) {
    let found = dialect(detect(mark + bytes("a\tb\r\n1\t2\r\n", name)))
    #expect(found?.encoding == encoding && found?.byteOrderMark == true)
    #expect(found?.delimiter == UInt8(ascii: "\t"))
    #expect(found?.evidence.first?.hasPrefix("byte order mark") == true)
  }

  @Test("A file that is ASCII for a megabyte and CP932 in its last row is CP932")
  func late() {
    let file = [UInt8](repeating: 0x61, count: 100) + [0x0A]
    let whole = Array((0..<10_000).map { _ in file }.joined()) + bytes("表,東京都\r\n", "CP932")
    #expect(dialect(detect(whole))?.encoding == .cp932)
    let utf8 = Array((0..<10_000).map { _ in file }.joined()) + Array("表,東京都\r\n".utf8)
    #expect(dialect(detect(utf8))?.encoding == .utf8)
  }

  @Test(
    "A few damaged bytes do not change the verdict",
    arguments: [
      ("UTF-8", Encoding.utf8), ("CP932", .cp932), ("EUC-JP-MS", .eucJP),
    ])
  func damaged(name: String, encoding: Encoding) {
    var file = bytes(Self.text, name)
    for place in [300, 900, 1_500] { file[place] = 0xFF }
    #expect(dialect(detect(file))?.encoding == encoding)
  }

  @Test("Pure ASCII is written back as CP932, and a declared encoding is kept")
  func ascii() {
    let found = dialect(detect(Array("a,b\n1,2\n".utf8)))
    #expect(found?.encoding == .cp932 && found?.lineEnd == .lf)
    #expect(dialect(detect(Array("a,b\n1,2\n".utf8), declared: .utf8))?.encoding == .utf8)
  }

  @Test("Where both CP932 and EUC-JP are valid, labels decide, then kana")
  func ambiguous() {
    let label = bytes("引取日", "EUC-JP-MS")
    #expect(dialect(detect(label + [0x2C, 0x61, 0x0A], labels: ["引取日"]))?.encoding == .eucJP)
    #expect(dialect(detect(bytes("エアバッグ,ああ\n", "EUC-JP-MS")))?.encoding == .eucJP)
    #expect(dialect(detect(bytes("ｶﾌﾞｼｷｶﾞｲｼｬ,ﾄﾖﾀ,ｱｲｳｴｵ\n", "CP932")))?.encoding == .cp932)
  }

  @Test(
    "The delimiter is the one that finds labels, then the one that rows agree on",
    arguments: [
      ("a;b;c\n1,5;2;3\n4,5;6;7\n", [] as [String], UInt8(ascii: ";")),
      ("a\tb,c\n1\t2\n", ["b,c"], UInt8(ascii: "\t")),
      ("a|b|c\n1|2|3\n", [], UInt8(ascii: "|")),
      ("abc\ndef\n", [], UInt8(ascii: ",")),
      ("\"a;b\",c\n\"d;e\",f\n", [], UInt8(ascii: ",")),
    ])
  func delimiters(text: String, labels: [String], delimiter: UInt8) {
    #expect(dialect(detect(Array(text.utf8), labels: Set(labels)))?.delimiter == delimiter)
  }

  @Test(
    "Line ends inside quotes are not counted",
    arguments: [
      ("\"a\nb\nc\",d\r\n", LineEnd.crlf), ("\"a\r\nb\",c\n", .lf), ("a,b\rc,d\r", .cr), ("a", .crlf),
    ])
  func lineEnds(text: String, lineEnd: LineEnd) {
    #expect(dialect(detect(Array(text.utf8)))?.lineEnd == lineEnd)
  }

  @Test(
    "What is no delimited text is told by name",
    arguments: [
      ([], FindingCode.emptyFile, nil), ([0xEF, 0xBB, 0xBF], .emptyFile, nil),
      (Array(" \r\n\r\n".utf8), .emptyFile, nil),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x00], .unsupportedFormat, "XLS"),
      (Array("<HTML><body><TABLE>".utf8), .unsupportedFormat, "HTML"),
      (Array("<table border=1><tr><td>".utf8), .unsupportedFormat, "HTML"),
      ([0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00], .notText, "NUL × 5"),
      ([UInt8](repeating: 0, count: 64), .notText, "NUL × 64"),
    ] as [([UInt8], FindingCode, String?)])
  func unreadable(file: [UInt8], code: FindingCode, actual: String?) {
    #expect(detect(file) == .unreadable(Finding(code, facts: actual.map { ["actual": $0] } ?? [:])))
  }

  @Test(
    "Workbooks and XML are known by their bytes",
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], FileFormat.xlsx),
      (Array("\n<?xml version=\"1.0\"?><a/>".utf8), .xml),
      ([0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00, 0x3E, 0x00], .xml),
      (
        Array(
          "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Table>".utf8), .xml
      ),
    ] as [([UInt8], FileFormat)])
  func formats(file: [UInt8], format: FileFormat) {
    #expect(detect(file) == .format(format))
  }

  @Test("A file of half-width kana is CP932, whose kana are single bytes, and not EUC-JP")
  func halfWidthKana() throws {
    let text = "ﾋｷﾄﾘﾋﾞ,ｼｬﾀﾞｲﾊﾞﾝｺﾞｳ,ｼﾒｲ\r\n2026/11/20,ABC12-345678,ﾔﾏﾀﾞ ﾀﾛｳ\r\n2026/11/21,NCR33-1234567,ｺｸﾄﾞ ﾊﾅｺ\r\n"
    let file = bytes(text, "CP932")
    let found = try #require(dialect(detect(file)))
    #expect(found.encoding == .cp932)
    #expect(read(file, found)[0].cells == ["ﾋｷﾄﾘﾋﾞ", "ｼｬﾀﾞｲﾊﾞﾝｺﾞｳ", "ｼﾒｲ"])
    #expect(dialect(detect(bytes("ﾋｷﾄﾘ\r\nﾋｷﾄﾘ\r\n", "CP932")))?.encoding == .cp932)
    // The same kana in EUC-JP carry 8E before each and are kanji in CP932, so that only a label tells.
    #expect(dialect(detect(bytes(text, "EUC-JP-MS"), labels: ["ｼﾒｲ"]))?.encoding == .eucJP)
  }

  @Test("The confidence says how sure the encoding is")
  func confidence() {
    #expect(dialect(detect([0xEF, 0xBB, 0xBF] + Array("a,b\n".utf8)))?.confidence == .certain)
    #expect(dialect(detect(Array("a,b\n".utf8), declared: .cp932))?.confidence == .certain)
    #expect(dialect(detect(Array(Self.text.utf8)))?.confidence == .certain)
    #expect(dialect(detect(bytes(Self.text, "CP932")))?.confidence == .certain)
    #expect(dialect(detect(bytes("エアバッグ,ああ\n", "EUC-JP-MS")))?.confidence == .likely)
    #expect(dialect(detect(bytes("ｼﾒｲ,a\n", "EUC-JP-MS"), labels: ["ｼﾒｲ"]))?.confidence == .likely)
    #expect(dialect(detect(bytes(Self.text, "UTF-16LE")))?.confidence == .likely)
    #expect(dialect(detect(bytes("ｱｲｳｴ\n", "CP932")))?.confidence == .assumed)
    #expect(dialect(detect(Array("a,b\n".utf8)))?.confidence == .assumed)
    var damaged = bytes(Self.text, "CP932")
    damaged[300] = 0xFF
    #expect(dialect(detect(damaged))?.confidence == .likely)
  }

  @Test("A dialect that was recorded before there was a confidence is still read, as likely")
  func olderDialects() throws {
    let older = #"{"encoding":"cp932","byteOrderMark":false,"delimiter":44,"lineEnd":"crlf","evidence":["a"]}"#
    let dialect = try JSONDecoder().decode(Dialect.self, from: Data(older.utf8))
    #expect(dialect == Dialect(encoding: .cp932, confidence: .likely, evidence: ["a"]))
    let again = try JSONDecoder().decode(Dialect.self, from: JSONEncoder().encode(Dialect(encoding: .iso2022JP)))
    #expect(again == Dialect(encoding: .iso2022JP, confidence: .certain))
  }

  @Test("Random bytes are no text")
  func random() {
    var random = Seeded(seed: 7)
    let file = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    guard case .unreadable(let finding) = detect(file) else { Issue.record("read as text"); return }
    #expect(finding.code == .notText)
  }

  @Test("A stray NUL in a row leaves the file readable")
  func strayNul() {
    var file = bytes(Self.text, "CP932")
    file[100] = 0
    #expect(dialect(detect(file))?.encoding == .cp932)
  }
}
