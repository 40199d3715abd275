import Findings
import Tabular
import Testing

@Suite("EBCDIC of Japanese hosts") struct HostEncodingTests {
  private static let encodings = [(Encoding.ibm930, "IBM930"), (.ibm939, "IBM939")]

  private func host(_ text: String, _ name: String) -> [UInt8] {
    iconvConvert(Array(text.utf8), from: "UTF-8", to: name)! + (text.unicodeScalars.last!.isASCII ? [] : [0x0F])
  }

  @Test("Every pair decodes as iconv decodes it, but for the user-defined ones", arguments: encodings)
  func pairs(encoding: Encoding, name: String) {
    let bytes = [UInt8](0x40...0xFE)
    let comma = host(",", name)
    let pairs = bytes.flatMap { lead in bytes.map { trail -> [UInt8] in [0x0E, lead, trail, 0x0F] } }
    let records = read(Array(pairs.map { comma + $0 + comma + [0x15] }.joined()), Dialect(encoding: encoding))
    var differences: [String] = []
    var compared = 0
    for (pair, record) in zip(pairs, records) {
      let theirs = iconvConvert(pair, from: name, to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
      let isKnown = theirs.map { !$0.unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) } } ?? false
      let isRight =
        isKnown
        ? record.cells == ["", theirs!, ""] && record.findings.isEmpty
        : record.cells == ["", "\u{FFFD}", ""] && record.codes == [.encodingError]
      if isKnown { compared += 1 }
      if !isRight { differences.append("\(pair): \(record) against \(theirs ?? "nothing")") }
    }
    #expect(records.count == pairs.count)
    #expect(differences.isEmpty)
    #expect(compared > 6_900)
  }

  @Test("Every single byte decodes as iconv decodes it", arguments: encodings)
  func singles(encoding: Encoding, name: String) {
    for byte in UInt8(0x40)...0xFE {
      let records = read([0xF0, byte, 0xF1, 0x15], Dialect(encoding: encoding, delimiter: 0x09))
      let theirs = iconvConvert([byte], from: name, to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
      #expect(records.map(\.cells) == [["0" + (theirs ?? "\u{FFFD}") + "1"]])
      #expect(records[0].codes == (theirs == nil ? [.encodingError] : []))
    }
  }

  @Test("Lines end with NL, LF, CR or CR with either, and the pairs between them are shifted line by line")
  func lines() {
    for (encoding, name) in Self.encodings {
      let row = host("ABC12-345678,山田", name)
      let file = row + [0x15] + row + [0x25] + row + [0x0D, 0x25] + row + [0x0D, 0x15] + row + [0x0D] + row
      for chunk in [1, 7, 1 << 16] {
        let records = read(file, Dialect(encoding: encoding), chunk: chunk)
        #expect(records.map(\.cells) == Array(repeating: ["ABC12-345678", "山田"], count: 6))
        #expect(records.map(\.location.byteOffset).last == file.count - row.count)
      }
    }
  }

  @Test("Kana and small letters stand in each other's places in the two code pages")
  func letters() {
    #expect(host("ｱ", "IBM930").first == host("a", "IBM939").first)
    for (encoding, name) in Self.encodings {
      #expect(read(host("aｱ,日本ｶﾅ1", name), Dialect(encoding: encoding))[0].cells == ["aｱ", "日本ｶﾅ1"])
    }
  }

  @Test("A shift that is not closed, or a pair cut in two, costs its row")
  func damage() {
    let records = read([0xC1, 0x0E, 0x45, 0x15, 0xC1, 0x0E, 0x45, 0x66, 0x15, 0xC1], Dialect(encoding: .ibm939))
    #expect(records.map(\.cells) == [["A\u{FFFD}"], ["A本"], ["A"]])
    #expect(records.map(\.codes) == [[.encodingError], [], []])
  }

  @Test("It is read only when declared, and results are written in UTF-8", arguments: encodings)
  func declared(encoding: Encoding, name: String) {
    let file = host("山田,1", name) + [0x15] + host("鈴木,2", name) + [0x15]
    guard case .dialect(let dialect) = detect(file, declared: encoding) else { Issue.record("not read"); return }
    #expect(dialect.encoding == encoding && dialect.delimiter == 0x2C && dialect.lineEnd == .lf)
    #expect(read(file, dialect).map(\.cells) == [["山田", "1"], ["鈴木", "2"]])
    if case .dialect(let found) = detect(file) { #expect(found.encoding != encoding) }
    #expect(!encoding.canWrite && encoding.outputEncoding == .utf8)
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: ["髙"])
    #expect(writer.takeBytes() == Array("髙\n".utf8))
    #expect(Encoding.allCases.filter { !$0.canWrite } == [.ibm930, .ibm939])
    #expect(Encoding.cp932.outputEncoding == .cp932)
  }
}
