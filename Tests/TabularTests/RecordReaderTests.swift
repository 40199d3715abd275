import Findings
import Tabular
import Testing

@Suite("Reading records") struct RecordReaderTests {
  @Test(
    "Well-formed records read as RFC 4180 says",
    arguments: [
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
      ("a,,\n,\n", [["a", "", ""], ["", ""]]),
      ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
      ("\"a\"\"b\",\"\"\"\"\n", [["a\"b", "\""]]),
      ("\"a\r\nb\",c\nd,e\n", [["a\r\nb", "c"], ["d", "e"]]),
      ("x,\"a\n\nb\"\n", [["x", "a\n\nb"]]),
      ("\"\"\n", [[""]]),
      ("a\n\nb\n", [["a"], [], ["b"]]),
      ("\u{FEFF}a,b\n", [["a", "b"]]),
      ("\u{FEFF}\u{FEFF}\"a\",b\n", [["a", "b"]]),
      ("a,\"b\"", [["a", "b"]]),
      ("", []), ("\u{FEFF}", []),
    ])
  func wellFormed(text: String, cells: [[String]]) {
    let records = read(text)
    #expect(records.map(\.cells) == cells)
    #expect(!records.contains { !$0.findings.isEmpty })
    #expect(records.map(\.location.record) == Array(1..<records.count + 1))
  }

  @Test(
    "What legacy systems write reads as it is",
    arguments: [
      (#"5" wheel,a"b"c"#, [#"5" wheel"#, #"a"b"c"#]),
      (#"="0400",1"#, [#"="0400""#, "1"]),
      (#""=""0400""",1"#, [#"="0400""#, "1"]),
      (#" "a" , b "#, [#" "a" "#, " b "]),
      ("'0400,\\7500", ["'0400", "\\7500"]),
    ])
  func legacy(line: String, cells: [String]) {
    let records = read(line + "\r\n", expecting: 2)
    #expect(records.map(\.cells) == [cells])
    #expect(records[0].findings.isEmpty)
  }

  @Test(
    "A malformed quote costs its own line only",
    arguments: [
      // Text after a closing quote.
      (#""a"x,b"# + "\nc,d\n", [FindingCode.strayQuote], [[#""a"x"#, "b"], ["c", "d"]], 1),
      (#"a,"b" "# + "\nc,d\n", [.strayQuote], [["a", #""b" "#], ["c", "d"]], 2),
      (#""a,b"x,c"# + "\nc,d\n", [.strayQuote], [[#""a,b"x"#, "c"], ["c", "d"]], 1),
      (#""a"x,"b"# + "\nc,d\n", [.strayQuote], [[#""a"x"#, #""b"#], ["c", "d"]], 1),
      // Never closed.
      (#"a,"b"# + "\nc,d\ne,f\n", [.unclosedQuote], [["a", #""b"#], ["c", "d"], ["e", "f"]], 2),
      (#""a","b"# + "\nc,d\n", [.unclosedQuote], [["a", #""b"#], ["c", "d"]], 2),
      (#"a,"b,c"# + "\nc,d\n", [.unclosedQuote], [["a", #""b"#, "c"], ["c", "d"]], 2),
      // Closed by the opening quote of a later record.
      (#"a,"b"# + "\nc,d\ne,\"f\"\n", [.unclosedQuote], [["a", #""b"#], ["c", "d"], ["e", "f"]], 2),
      // Closed where it breaks the expected number of cells.
      (#"a,"b"# + "\n\"c\",d\n\n", [.unclosedQuote], [["a", #""b"#], ["c", "d"], []], 2),
      (#"a,"b"# + "\nc,d\ne,f\"\ng,h\n", [], [["a", "b\nc,d\ne,f"], ["g", "h"]], 0),
      (#"a,"b"# + "\nc\",d\ne,f\n", [.unclosedQuote], [["a", #""b"#], [#"c""#, "d"], ["e", "f"]], 2),
    ])
  func malformedQuotes(text: String, codes: [FindingCode], cells: [[String]], column: Int) {
    let records = read(text, expecting: 2)
    #expect(records.map(\.cells) == cells)
    #expect(records[0].codes == codes)
    #expect(!records.dropFirst().contains { !$0.findings.isEmpty })
    if !codes.isEmpty {
      #expect(records[0].findings[0].facts["column"] == String(column))
      #expect(records[0].findings[0].facts["line"] == "1")
    }
  }

  @Test("A quoted cell may span so many lines and no more")
  func linesInCell() {
    let limits = ReaderLimits(linesInCell: 3)
    #expect(read("\"a\nb\nc\",d\n", limits: limits).map(\.cells) == [["a\nb\nc", "d"]])
    let records = read("\"a\nb\nc\nd\",e\n", limits: limits)
    #expect(records.map(\.codes) == [[.unclosedQuote], [], [], []])
    #expect(records.map(\.location.line) == [1, 2, 3, 4])
  }

  @Test("A quote that nobody closes in a long file costs one row")
  func runawayQuote() {
    let rows = (1...3_000).map { $0 == 7 ? "\($0),\"b,c\n" : "\($0),b,c\n" }
    let records = read(rows.joined(), expecting: 3)
    #expect(records.count == 3_000)
    #expect(records.filter { !$0.findings.isEmpty }.map(\.location.record) == [7])
  }

  @Test("Quotes that open anew on every line cost each line once", arguments: ["a\",\"\n", ",\"\n", "\"a\"\"\n"])
  func hostileQuotes(line: String) {
    let records = read(String(repeating: line, count: 2_000), expecting: 4)
    #expect(records.count == 2_000)
    #expect(!records.contains { $0.findings.isEmpty })
  }

  @Test(
    "Rows with fewer or more cells than the header are told, empty surplus and blank rows are not",
    arguments: [
      ("a,b", [FindingCode.missingCell]), ("a,b,c,d", [.extraCell]), ("a,b,c", []), ("a,b,c,,", []), ("a,b,c, ,　", []),
      ("", []), (",", []), (",,,,,", []), (" ", []),
    ])
  func ragged(line: String, codes: [FindingCode]) {
    let records = read(line + "\n", expecting: 3)
    #expect(records.map(\.codes) == [codes])
    if !codes.isEmpty { #expect(records[0].findings[0].facts["expected"] == "3") }
  }

  @Test("Locations count records, physical lines and bytes of the file")
  func locations() {
    let text = "表,\"a\r\nb\"\r\n\r\nｱ,c\r\n"
    let expected = [(1, 1), (2, 3), (3, 4)]
    let offsets: [Encoding: [Int]] = [
      .utf8: [3, 15, 17], .cp932: [0, 11, 13], .eucJP: [0, 11, 13], .utf16LittleEndian: [2, 22, 26],
    ]
    for (encoding, offsets) in offsets {
      var writer = RecordWriter(
        dialect: Dialect(encoding: encoding, byteOrderMark: encoding != .cp932 && encoding != .eucJP))
      writer.append(cells: ["表", "a\r\nb"])
      writer.append(cells: [String]())
      writer.append(cells: ["ｱ", "c"])
      let records = read(writer.takeBytes(), Dialect(encoding: encoding))
      #expect(records.map(\.cells) == read(text).map(\.cells))
      #expect(records.map(\.location.record) == expected.map(\.0))
      #expect(records.map(\.location.line) == expected.map(\.1))
      #expect(records.map(\.location.byteOffset) == offsets, "\(encoding)")
    }
  }

  @Test("NULs are told with their place and stay in the text")
  func nuls() {
    let records = read([0x61, 0x2C, 0x00, 0x62, 0x00, 0x0A, 0x63, 0x0A])
    #expect(records.map(\.cells) == [["a", "\0b\0"], ["c"]])
    #expect(records.map(\.codes) == [[.nulByte], []])
    #expect(records[0].findings[0].facts["offset"] == "2")
    #expect(records[0].findings[0].facts["column"] == "2")
  }

  @Test("A record that is damaged is not blank")
  func blank() {
    var reader = RecordReader(dialect: Dialect(encoding: .cp932))
    let bytes: [UInt8] = [0x20, 0x81, 0x40, 0x09, 0x2C, 0x0A, 0x0A, 0x00, 0x0A, 0x78, 0x0A]
    let blanks = bytes.withUnsafeBytes { reader.read($0) }.map(\.isBlank)
    #expect(blanks == [true, true, false, false])
  }

  @Test("A line beyond the limit is one finding, an excerpt, and no more memory")
  func longLine() {
    var reader = RecordReader(dialect: Dialect(encoding: .cp932))
    let chunk = [UInt8](repeating: 0x61, count: 1 << 16)
    var largest = 0
    for _ in 0..<64 {
      let batch = chunk.withUnsafeBytes { reader.read($0) }
      #expect(batch.isEmpty)
      largest = max(largest, reader.heldBytes)
    }
    #expect(largest <= 2 << 20)
    let batch = Array("\r\nb,c\r\n".utf8).withUnsafeBytes { reader.read($0) }
    #expect(batch.count == 2)
    #expect(batch[0].findings.map(\.code) == [.recordTooLong])
    #expect(batch[0].text(0).utf8.count == 1_024)
    #expect(batch[1].location == Location(record: 2, line: 2, byteOffset: (1 << 22) + 2))
  }

  @Test("Too many cells cost their row")
  func tooManyCells() {
    let limits = ReaderLimits(cells: 3)
    let records = read("a,b,c\na,b,c,d\n\"a\",b,c,d\n\"a\nb\",b,c,d\nx\n", limits: limits)
    #expect(records.map(\.codes) == [[], [.tooManyCells], [.tooManyCells], [.unclosedQuote], [.tooManyCells], []])
    #expect(records[1].cells == ["a", "b", "c"])
    #expect(records[1].findings[0].facts["limit"] == "3")
  }
}
