import Findings
import Tabular
import Testing

@Suite("Encodings") struct EncodingTests {
  /// Decodes each sequence as the second cell of a row of its own.
  private func decodeAll(_ sequences: [[UInt8]], _ encoding: Encoding) -> [Plain] {
    let file: [UInt8] = sequences.flatMap { sequence -> [UInt8] in [0x78, 0x2C] + sequence + [0x2C, 0x79, 0x0A] }
    return read(file, Dialect(encoding: encoding), expecting: 3)
  }

  private func isUserDefined(_ text: [UInt8]) -> Bool {
    String(decoding: text, as: UTF8.self).unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) }
  }

  @Test(
    "Every double-byte pair decodes as iconv decodes it, and every other pair costs its row only",
    arguments: [
      (
        Encoding.cp932, "CP932", [UInt8](0x81...0x9F) + [UInt8](0xE0...0xFC),
        [UInt8](0x40...0x7E) + [UInt8](0x80...0xFC)
      ),
      (.eucJP, "EUC-JP-MS", [UInt8](0xA1...0xFE), [UInt8](0xA1...0xFE)),
      (.eucJP, "EUC-JP-MS", [0x8E], [UInt8](0xA1...0xFE)),
    ])
  func pairs(encoding: Encoding, name: String, leads: [UInt8], trails: [UInt8]) {
    let sequences = leads.flatMap { lead in trails.map { [lead, $0] } }
    compare(sequences, encoding, name)
  }

  @Test("Every three-byte sequence of EUC-JP decodes as iconv decodes it")
  func triples() {
    let bytes = [UInt8](0xA1...0xFE)
    compare(bytes.flatMap { lead in bytes.map { [0x8F, lead, $0] } }, .eucJP, "EUC-JP-MS")
  }

  private func compare(_ sequences: [[UInt8]], _ encoding: Encoding, _ name: String) {
    let records = decodeAll(sequences, encoding)
    #expect(records.count == sequences.count)
    var differences: [String] = []
    for (sequence, record) in zip(sequences, records) {
      let expected = iconvConvert(sequence, from: name, to: "UTF-8").flatMap { isUserDefined($0) ? nil : $0 }
      let isRight =
        expected.map { record.cells == ["x", String(decoding: $0, as: UTF8.self), "y"] && record.findings.isEmpty }
        ?? (record.codes == [.encodingError] && record.cells.count == 3 && record.cells[1].hasPrefix("\u{FFFD}"))
      if !isRight { differences.append("\(sequence): \(record)") }
    }
    #expect(differences.isEmpty)
  }

  @Test("CP932 decodes as Python's codec does: the digest is cp932_oracle.py's")
  func python() {
    let trails = [UInt8](0x40...0x7E) + [UInt8](0x80...0xFC)
    let leads = [UInt8](0x81...0x9F) + [UInt8](0xE0...0xEF) + [UInt8](0xFA...0xFC)
    let records = decodeAll(leads.flatMap { lead in trails.map { [lead, $0] } }, .cp932)
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for record in records {
      let text = record.findings.isEmpty ? record.cells[1] : "-"
      for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(String(digest, radix: 16) == cp932DigestOfPython)
  }

  @Test("Every pair of CP932 is written back as itself, but for the 398 that share their character with another")
  func roundTrip() {
    let trails = [UInt8](0x40...0x7E) + [UInt8](0x80...0xFC)
    let leads = [UInt8](0x81...0x9F) + [UInt8](0xE0...0xFC)
    let pairs = leads.flatMap { lead in trails.map { [lead, $0] } }
    let read = zip(pairs, decodeAll(pairs, .cp932)).filter { $1.findings.isEmpty }
    var writer = RecordWriter(dialect: Dialect(encoding: .cp932))
    let written = read.map { _, record -> [UInt8] in
      writer.append(cells: [record.cells[1]])
      return writer.takeBytes().dropLast(2)
    }
    #expect(decodeAll(written, .cp932).map(\.cells) == read.map(\.1.cells))
    let returned = zip(read, written).count { $0.0 == $1 }
    // Microsoft lists the same 398 (knowledge base article 170559).
    #expect(read.count - returned == 398)
    #expect(Set(read.map { Array($0.1.cells[1].unicodeScalars) }).count == returned)
  }

  @Test("Single bytes: half-width kana are characters, 80, A0 and FD–FF are not")
  func singleBytes() {
    let bytes = (UInt8(0x80)...0xFF).filter { !(0x81...0x9F).contains($0) && !(0xE0...0xFC).contains($0) }
    for (byte, record) in zip(bytes, decodeAll(bytes.map { [$0] }, .cp932)) {
      let kana = (0xA1...0xDF).contains(byte) ? Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1) : nil
      #expect(record.cells[1] == kana.map { String($0) } ?? "\u{FFFD}")
      #expect(record.codes == (kana == nil ? [.encodingError] : []))
    }
  }

  @Test(
    "A malformed sequence never swallows what follows it",
    arguments: [
      (Encoding.cp932, [0x81, 0x20] as [UInt8], "\u{FFFD} ", "81 20"),
      (.cp932, [0x81], "\u{FFFD}", "81"),
      (.cp932, [0x85, 0x41], "\u{FFFD}A", "85 41"),
      (.cp932, [0x81, 0xAD], "\u{FFFD}", "81 AD"),
      (.cp932, [0xF0, 0x40], "\u{FFFD}", "F0 40"),
      (.cp932, [0xFF, 0x41], "\u{FFFD}A", "FF"),
      (.eucJP, [0xA4, 0x41], "\u{FFFD}A", "A4 41"),
      (.eucJP, [0x8F, 0xA2, 0x41], "\u{FFFD}A", "8F A2 41"),
      (.eucJP, [0x8E, 0xE1], "\u{FFFD}", "8E E1"),
      (.utf8, [0xE3, 0x81, 0x41], "\u{FFFD}A", "E3 81 41"),
      (.utf8, [0xC0, 0x80], "\u{FFFD}\u{FFFD}", "C0 80"),
      (.utf8, [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", "ED A0"),
      (.utf8, [0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", "F4 90"),
      (.utf8, [0xF0, 0x9F, 0x9A], "\u{FFFD}", "F0 9F 9A"),
    ])
  func resynchronises(encoding: Encoding, bytes: [UInt8], text: String, hexadecimal: String) {
    let file = [0x61, 0x2C, 0x62] + bytes + [0x0A, 0x63, 0x2C, 0x64, 0x0A]
    let records = read(file, Dialect(encoding: encoding), expecting: 2)
    #expect(records.map(\.cells) == [["a", "b" + text], ["c", "d"]])
    #expect(records.map(\.codes) == [[.encodingError], []])
    let facts = records[0].findings[0].facts
    #expect(facts["offset"] == "3" && facts["column"] == "2" && facts["line"] == "1")
    #expect(facts["encoding"] == encoding.title)
    #expect(facts["bytes"]?.hasPrefix(hexadecimal) == true)
  }

  @Test("A bad lead byte before a delimiter, a bar or a quote leaves them alone", arguments: [",", "|", "\t", ";"])
  func delimiterAfterBadLead(delimiter: String) {
    let byte = delimiter.utf8.first!
    let records = read([0x81, byte, 0x62, 0x0A], Dialect(encoding: .cp932, delimiter: byte), expecting: 2)
    // 81 7C is a character, the full-width minus.
    #expect(records[0].cells == (delimiter == "|" ? ["－b"] : ["\u{FFFD}", "b"]))
    #expect(
      read([0x22, 0x85, 0x22, byte, 0x62], Dialect(encoding: .cp932, delimiter: byte))[0].cells == ["\u{FFFD}", "b"])
  }

  @Test("Trail bytes 5C and 7C are parts of characters")
  func trailBytes() {
    let bytes: [UInt8] = [0x95, 0x5C, 0x7C, 0x83, 0x5C, 0x97, 0x5C, 0x7C, 0x8F, 0x5C, 0x94, 0x5C, 0x0D, 0x0A]
    let records = read(bytes, Dialect(encoding: .cp932, delimiter: 0x7C))
    #expect(records.map(\.cells) == [["表", "ソ予", "十能"]])
  }

  @Test("Surrogate pairs are one character, halves of them are damage")
  func surrogates() {
    let text: [UInt16] = [0x61, 0xD842, 0xDFB7, 0x2C, 0xD842, 0x62, 0x0A, 0xDFB7, 0x2C, 0x63, 0x0A]
    for encoding in [Encoding.utf16LittleEndian, .utf16BigEndian] {
      let bytes = text.flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        return encoding == .utf16LittleEndian ? [low, high] : [high, low]
      }
      let records = read(bytes + [0x64], Dialect(encoding: encoding))
      #expect(records.map(\.cells) == [["a𠮷", "\u{FFFD}b"], ["\u{FFFD}", "c"], ["\u{FFFD}"]])
      #expect(records.map { $0.findings.first?.facts["offset"] } == ["8", "14", "22"])
      #expect(records.map(\.location.byteOffset) == [0, 14, 22])
    }
  }
}
