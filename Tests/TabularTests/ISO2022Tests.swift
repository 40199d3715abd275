import Findings
import Tabular
import Testing

@Suite("ISO-2022-JP") struct ISO2022Tests {
  private static let dialect = Dialect(encoding: .iso2022JP, lineEnd: .lf)
  private static let positions = [UInt8](0x21...0x7E)
  private static let ascii: [UInt8] = [0x1B, 0x28, 0x42]
  private static let pairs: [UInt8] = [0x1B, 0x24, 0x42]
  private static let supplementaryPairs: [UInt8] = [0x1B, 0x24, 0x28, 0x44]

  /// Decodes each sequence as the second cell of a row of its own.
  private func decodeAll(_ sequences: [[UInt8]]) -> [Plain] {
    let file = sequences.flatMap { sequence -> [UInt8] in [0x78, 0x2C] + sequence + [0x2C, 0x79, 0x0A] }
    return read(file, Self.dialect, expecting: 3)
  }

  private func write(_ text: String) -> (bytes: [UInt8], lost: [Unicode.Scalar]) {
    var writer = RecordWriter(dialect: Self.dialect)
    writer.append(cells: [text])
    return (writer.takeBytes().dropLast(), writer.unencodable.map(\.character))
  }

  private func compare(_ escape: [UInt8], _ name: String) -> Int {
    let sequences = Self.positions.flatMap { lead in
      Self.positions.map { trail -> [UInt8] in escape + [lead, trail] + Self.ascii }
    }
    // Where iconv keeps to the standard, Windows and we differ (domain 5.2).
    let ours: [String: String] = [
      "〜": "～", "−": "－", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢", "¦": "￤", "\\": "＼", "~": "～",
    ]
    var differences: [String] = []
    var compared = 0
    for (sequence, record) in zip(sequences, decodeAll(sequences)) {
      guard let bytes = iconvConvert(sequence, from: name, to: "UTF-8") else { continue }
      let theirs = String(decoding: bytes, as: UTF8.self)
      compared += 1
      if record.cells[1] != theirs, record.cells[1] != ours[theirs] {
        differences.append("\(sequence): \(record) against \(theirs)")
      }
    }
    #expect(differences.isEmpty)
    return compared
  }

  @Test(
    "Every pair of JIS X 0208 and JIS X 0212 decodes as iconv decodes it, but for the characters Windows maps apart")
  func pairs() {
    #expect(compare(Self.pairs, "ISO-2022-JP") == 6_879)
    #expect(compare([0x1B, 0x24, 0x40], "ISO-2022-JP-3") == 6_879)
    #expect(compare(Self.supplementaryPairs, "ISO-2022-JP-2") == 6_067)
  }

  @Test("Rows 1 to 84 mean what they mean in EUC-JP")
  func rowsOfEUC() {
    let pairs = Self.positions.prefix(84).flatMap { lead in Self.positions.map { trail -> [UInt8] in [lead, trail] } }
    let rows = pairs.map { pair -> [UInt8] in [0x78, 0x2C] + pair.map { $0 | 0x80 } + [0x2C, 0x79, 0x0A] }
    let theirs = read(Array(rows.joined()), Dialect(encoding: .eucJP), expecting: 3)
    let ours = decodeAll(pairs.map { Self.pairs + $0 })
    // The last delimiter stands inside the double-byte set, so only a row that goes back to ASCII has it.
    let back = decodeAll(pairs.map { Self.pairs + $0 + Self.ascii })
    #expect(ours.allSatisfy { $0.cells.count == 2 })
    for (left, right) in zip(back, theirs) {
      #expect(left.cells == right.cells && left.codes == right.codes)
    }
  }

  @Test("What is read is written as the same characters, and nothing is lost")
  func roundTrip() {
    let sequences = Self.positions.flatMap { lead in
      Self.positions.flatMap { trail -> [[UInt8]] in
        [Self.pairs, Self.supplementaryPairs].map { $0 + [lead, trail] + Self.ascii }
      }
    }
    var characters = Set<String>()
    for record in decodeAll(sequences) where record.findings.isEmpty { characters.insert(record.cells[1]) }
    var written: [UInt8] = []
    for character in characters {
      let (bytes, lost) = write(character)
      #expect(lost.isEmpty)
      written += bytes + [0x0A]
    }
    #expect(Set(read(written, Self.dialect).map { $0.cells[0] }) == characters)
    #expect(characters.count > 13_000)
  }

  @Test(
    "The sets are left before a delimiter, and each has its own escape sequence",
    arguments: [
      ("日本", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42] as [UInt8]),
      ("aｱ", [0x61, 0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42]),
      ("①", [0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x42]),
      ("髙", [0x1B, 0x24, 0x42, 0x7C, 0x62, 0x1B, 0x28, 0x42]),
      ("∵", [0x1B, 0x24, 0x42, 0x22, 0x68, 0x1B, 0x28, 0x42]),
      ("〜\u{A5}", [0x1B, 0x24, 0x42, 0x21, 0x41, 0x1B, 0x28, 0x42, 0x5C]),
      ("丂", [0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42]),
    ])
  func writes(text: String, bytes: [UInt8]) {
    #expect(write(text).bytes == bytes)
    #expect(write(text).lost.isEmpty)
  }

  @Test("What the encoding lacks stands as 〓 and is reported, control characters that would shift among it")
  func unencodable() {
    let (bytes, lost) = write("𠮷野\u{1B}😀")
    #expect(lost == ["𠮷", "\u{1B}", "😀"])
    #expect(read(bytes, Self.dialect).map(\.cells) == [["〓野〓〓"]])
  }

  @Test(
    "Every way into a set is understood, and a line begins in ASCII",
    arguments: [
      ([0x1B, 0x24, 0x40, 0x46, 0x7C, 0x1B, 0x28, 0x4A, 0x5C] as [UInt8], "日\\"),
      ([0x1B, 0x26, 0x40, 0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      ([0x1B, 0x28, 0x49, 0x4B, 0x37, 0x1B, 0x28, 0x42, 0x7E], "ﾋｷ~"),
      ([0x0E, 0x4B, 0x37, 0x0F, 0x41], "ﾋｷA"),
      ([0x1B, 0x24, 0x42, 0x46, 0x7C], "日"),
      ([0x1B, 0x24, 0x28, 0x42, 0x46, 0x7C, 0x20, 0x46, 0x7C], "日 日"),
    ])
  func designations(bytes: [UInt8], text: String) {
    let records = read(bytes + [0x0A] + Array("F|,K".utf8), Self.dialect)
    #expect(records.map(\.cells) == [[text], ["F|", "K"]])
    #expect(records.allSatisfy { $0.findings.isEmpty })
  }

  @Test("A TAB between two cells needs no way back to ASCII")
  func tab() {
    let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x09, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x0A]
    #expect(read(bytes, Dialect(encoding: .iso2022JP, delimiter: 0x09)).map(\.cells) == [["日", "本"]])
  }

  @Test(
    "A malformed sequence costs its row and nothing beyond it",
    arguments: [
      ([0x1B, 0x24, 0x42, 0x29, 0x21, 0x1B, 0x28, 0x42] as [UInt8], "\u{FFFD}", "29 21"),
      ([0x1B, 0x24, 0x42, 0x46, 0x1B, 0x28, 0x42], "\u{FFFD}", "46 1B"),
      ([0x1B, 0x28, 0x51, 0x41], "\u{FFFD}(QA", "1B 28"),
      ([0x41, 0xB1], "A\u{FFFD}", "B1"),
      ([0x1B, 0x28, 0x49, 0x60, 0x1B, 0x28, 0x42], "\u{FFFD}", "60"),
      ([0x1B], "\u{FFFD}", "1B"),
    ])
  func malformed(bytes: [UInt8], text: String, hexadecimal: String) {
    let records = read(bytes + [0x0A, 0x63, 0x0A], Self.dialect)
    #expect(records.map(\.cells) == [[text], ["c"]])
    #expect(records.map(\.codes) == [[.encodingError], []])
    #expect(records[0].findings[0].facts["bytes"]?.hasPrefix(hexadecimal) == true)
  }

  @Test(
    "A file of 7-bit bytes that designates sets is found, shifted kana included",
    arguments: [
      [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x2C, 0x61, 0x0A] as [UInt8],
      [0x1B, 0x24, 0x40, 0x46, 0x7C, 0x1B, 0x28, 0x4A, 0x2C, 0x61, 0x0A],
      [0x1B, 0x28, 0x49, 0x4B, 0x37, 0x1B, 0x28, 0x42, 0x2C, 0x61, 0x0A],
      [0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42, 0x2C, 0x61, 0x0A],
      [0x0E, 0x4B, 0x37, 0x0F, 0x2C, 0x0E, 0x37, 0x0F, 0x0A, 0x1B, 0x28, 0x42],
    ])
  func found(bytes: [UInt8]) {
    for chunk in [1, 2, 1 << 16] {
      guard case .dialect(let dialect) = detect(bytes, chunk: chunk) else { Issue.record("not read"); return }
      #expect(dialect.encoding == .iso2022JP && dialect.confidence == .certain)
      #expect(dialect.delimiter == UInt8(ascii: ","))
    }
  }
}
