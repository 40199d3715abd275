import Findings
import Tabular
import Testing

@Suite("Fixed-width files") struct FixedWidthReaderTests {
  private static let counted = FixedWidthLayout.cars(
    headers: ["H"], trailers: ["T", "9"], count: .init(name: "count", start: 3, length: 6))

  @Test("Half-width and full-width text is cut by bytes, and trailing spaces stay")
  func mixedWidths() {
    let file = cp932("D1ｱｲ山田 X0012  \r\nD2髙橋①  0034ZZ\r\n")
    #expect(file.count == 36)
    let result = readFixedWidth(file, .cars())
    #expect(result.records.map(\.cells) == [["D1", "ｱｲ山田 X", "0012"], ["D2", "髙橋①  ", "0034"]])
    #expect(
      result.records.map(\.location) == [
        Location(record: 1, line: 1, byteOffset: 0), Location(record: 2, line: 2, byteOffset: 18),
      ])
    #expect(result.records.flatMap(\.findings).isEmpty)
  }

  @Test("Records follow each other without line ends", arguments: ["", "\u{1A}", "\r\n", "\r\n\u{1A}"])
  func blocks(end: String) {
    let file = cp932("D1山田    0012  D2ｻﾄｳ     0034  " + end)
    let result = readFixedWidth(file, .cars(hasLineEnds: false))
    #expect(result.records.map(\.cells) == [["D1", "山田    ", "0012"], ["D2", "ｻﾄｳ     ", "0034"]])
    #expect(result.records.map(\.location.byteOffset) == [0, 16])
    #expect(result.fileFindings.isEmpty)
  }

  @Test("A last record without line ends that is cut off is a finding of the file")
  func cutOffBlock() {
    let result = readFixedWidth(cp932("D1山田    0012  D2ｻﾄｳ  "), .cars(hasLineEnds: false))
    #expect(result.records.count == 1)
    #expect(result.fileFindings.map(\.code) == [.recordLength])
    #expect(result.fileFindings.first?.facts == ["actual": "7", "expected": "16", "line": "2"])
    #expect(result.fileFindings.first?.location == Location(record: 2, line: 2, byteOffset: 16))
  }

  @Test(
    "A line of another length is refused, unless it lacks only its last columns",
    arguments: [
      ("D1YAMADA  0012  ", nil, ["D1", "YAMADA  ", "0012"]),
      ("D1YAMADA  0012", nil, ["D1", "YAMADA  ", "0012"]),
      ("D1YAMADA  ", nil, ["D1", "YAMADA  ", ""]),
      ("D1", nil, ["D1", "", ""]),
      ("D1YAMADA  00", "12", ["D1", "YAMADA  ", "00"]),
      ("D1YAM", "5", ["D1", "YAM", ""]),
      ("D", "1", ["D", "", ""]),
      ("D1YAMADA  0012   ", "17", ["D1", "YAMADA  ", "0012"]),
      ("   ", nil, ["  ", " ", ""]),
      ("", nil, []),
    ] as [(String, String?, [String])])
  func lengths(line: String, actual: String?, cells: [String]) {
    let result = readFixedWidth(Array((line + "\nD2SATOU   0034  \n").utf8), .cars())
    #expect(result.records.map(\.cells) == [cells, ["D2", "SATOU   ", "0034"]])
    #expect(result.records[0].codes == (actual == nil ? [] : [.recordLength]))
    #expect(result.records[0].findings.first?.facts["actual"] == actual)
    #expect(result.records[0].findings.first?.facts["expected"] == actual.map { _ in "16" })
    #expect(result.records[1].findings.isEmpty)
  }

  @Test(
    "Without a given length a line may go on, or end within its last column, but not at the file's cut-off end",
    arguments: [
      ("D1YAMADA  00\n", []), ("D1YAMADA  0012 more\n", []), ("D1YAMADA  00", [.recordLength]),
      ("D1YAMADA\n", [.recordLength]),
    ] as [(String, [FindingCode])])
  func openLength(line: String, codes: [FindingCode]) {
    #expect(readFixedWidth(Array(line.utf8), .cars(recordBytes: nil)).records.map(\.codes) == [codes])
  }

  @Test("A double-byte character that a column's border cuts costs its row only")
  func cutCharacter() {
    let file = cp932("D1ｱ山田山山012  \nD2YAMADA  0034  \n")
    let result = readFixedWidth(file, .cars())
    #expect(result.records.map(\.codes) == [[.encodingError], []])
    #expect(
      result.records[0].findings.first?.facts == [
        "offset": "9", "bytes": "8E", "encoding": "Shift_JIS (CP932)", "line": "1", "column": "2", "count": "1",
      ])
  }

  @Test("A character that begins in the filler before a column is cut, too")
  func tornByFiller() {
    let layout = FixedWidthLayout(
      encoding: .cp932, columns: [.init(name: "a", start: 1, length: 1), .init(name: "b", start: 5, length: 2)])
    let result = readFixedWidth(cp932("1表 XY\n1 表XY\n1ｱ表XYZ\n") + cp932("1ｱｲ表Y\n"), layout)
    #expect(result.records.map(\.cells) == [["1", "XY"], ["1", "XY"], ["1", "XY"], ["1", "\\Y"]])
    #expect(result.records.map(\.codes) == [[], [], [], [.encodingError]])
    #expect(
      result.records[3].findings.first?.facts == [
        "offset": "25", "bytes": "95 5C", "encoding": "Shift_JIS (CP932)", "line": "4", "column": "2", "count": "1",
      ])
  }

  @Test("Undecodable bytes are told once for a row, with their place in the file and their number")
  func undecodable() {
    var file = cp932("D1YAMADA  0012  \nD2YAMADA  0034  \n")
    for index in [19, 22, 28] { file[index] = 0xA0 }
    let finding = readFixedWidth(file, .cars()).records[1].findings
    #expect(finding.map(\.code) == [.encodingError])
    #expect(finding.first?.facts["offset"] == "19")
    #expect(finding.first?.facts["bytes"] == "A0")
    #expect(finding.first?.facts["column"] == "2")
    #expect(finding.first?.facts["count"] == "3")
  }

  @Test("Headers and trailers are skipped, but counted in the places of the records")
  func marks() {
    let file = cp932("H20261125\nD1YAMADA  0012  \nD2YAMADA  0034  \nT 000002\n9\n\u{1A}")
    let result = readFixedWidth(file, Self.counted)
    #expect(result.skipped == 3)
    #expect(
      result.records.map(\.location) == [
        Location(record: 2, line: 2, byteOffset: 10), Location(record: 3, line: 3, byteOffset: 27),
      ])
    #expect(result.fileFindings.isEmpty)
  }

  @Test(
    "A trailer that counts otherwise, or that is missing, is a finding of the file",
    arguments: [
      ("T 000003\n", "3"), ("T 00000X\n", "00000X"), ("T       \n", "?"), ("", "?"),
    ])
  func counts(trailer: String, expected: String) {
    let result = readFixedWidth(cp932("D1YAMADA  0012  \nD2YAMADA  0034  \n" + trailer), Self.counted)
    #expect(result.fileFindings.map(\.code) == [.recordCountMismatch])
    #expect(result.fileFindings.first?.facts == ["expected": expected, "actual": "2"])
    #expect(result.records.count == 2)
  }

  @Test("Each trailer of a transfer counts the records before it")
  func severalTrailers() {
    let file = cp932("H\nD1YAMADA  0012  \nT 000001\nH\nD1YAMADA  0012  \nD1YAMADA  0012  \nT 000002\n9\n")
    #expect(readFixedWidth(file, Self.counted).fileFindings.isEmpty)
  }

  @Test("Ctrl-Z at the end of the file is no record and no part of the last one")
  func controlZ() {
    for end in ["\u{1A}", "\n\u{1A}", "\r\n\u{1A}\u{1A}"] {
      let result = readFixedWidth(cp932("D1YAMADA  0012  " + end), .cars())
      #expect(result.records.map(\.cells) == [["D1", "YAMADA  ", "0012"]])
      #expect(result.records.flatMap(\.findings).isEmpty)
    }
  }

  @Test("A line beyond the limit costs itself, and little of it is kept")
  func tooLong() {
    let file = [UInt8](repeating: 0x41, count: 3 << 20) + cp932("\nD1YAMADA  0012  \n")
    let records = readFixedWidth(file, .cars()).records
    #expect(records.map(\.codes) == [[.recordTooLong], []])
    #expect(records[1].location == Location(record: 2, line: 2, byteOffset: 3 << 20 + 1))
  }

  @Test("A byte order mark is no part of the first cell", arguments: [true, false])
  func byteOrderMark(hasLineEnds: Bool) {
    let line = "D1山田  0012  " + (hasLineEnds ? "\n" : "")
    let result = readFixedWidth([0xEF, 0xBB, 0xBF] + Array(line.utf8), .cars(.utf8, hasLineEnds: hasLineEnds))
    #expect(result.records.map(\.cells) == [["D1", "山田  ", "0012"]])
    #expect(result.records.first?.location.byteOffset == 3)
  }

  @Test("Chunk sizes change nothing", arguments: [1, 7, 16, 17])
  func chunks(size: Int) {
    let lines = cp932("H1\nD1ｱｲ山田  0012  \r\n\nD2ｱ山田山山012  \rD3SA\nT 000002\n\u{1A}")
    let blocks = cp932("H1              D1ｱｲ山田  0012  D2ｱ山田山山012  T 00000")
    for (file, layout) in [
      (lines, Self.counted), (blocks, .cars(hasLineEnds: false, headers: ["H"])),
      ([0xEF, 0xBB, 0xBF] + Array("D1山田  0012  \r\n".utf8), .cars(.utf8)),
    ] {
      #expect(readFixedWidth(file, layout, chunk: size) == readFixedWidth(file, layout))
    }
  }
}
