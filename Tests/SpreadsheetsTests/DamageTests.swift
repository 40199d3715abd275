import Findings
import Foundation
import Spreadsheets
import Testing

@Suite("Workbooks that are damaged or hostile")
struct DamageTests {
  private let row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"

  @Test("A file that is cut off anywhere is no whole workbook")
  func truncated() throws {
    let bytes = Book(rows: row, strings: "<si><t>a</t></si>").archive().bytes
    #expect(try Book.withFile(bytes) { WorkbookReader.looksWhole(path: $0) })
    for length in [0, 3, 30, bytes.count / 2, bytes.count - 100, bytes.count - 1] {
      try Book.withFile(Array(bytes.prefix(length))) { path in
        #expect(!WorkbookReader.looksWhole(path: path), "\(length)")
        let finding = try Book.fault { _ = try Book.read(path) }
        #expect(finding?.code == .workbookDamaged)
        #expect(finding?.facts["reason"]?.hasPrefix("ZIP") == true)
      }
    }
  }

  @Test(
    "A part that is missing or broken is named",
    arguments: [
      ("_rels/.rels", nil, "_rels/.rels: missing"), ("xl/workbook.xml", nil, "xl/workbook.xml: missing"),
      ("xl/_rels/workbook.xml.rels", nil, "xl/_rels/workbook.xml.rels: missing"),
      ("xl/styles.xml", nil, "xl/styles.xml: missing"), ("xl/sharedStrings.xml", nil, "xl/sharedStrings.xml: missing"),
      (Book.sheetPart, nil, "xl/worksheets/sheet1.xml: missing"),
      (Book.sheetPart, "<worksheet><sheetData><row r=\"1\"><c>", "xl/worksheets/sheet1.xml: "),
      (Book.sheetPart, "<worksheet><sheetData></row>", "xl/worksheets/sheet1.xml: Opening and ending tag mismatch"),
      (Book.sheetPart, "", "xl/worksheets/sheet1.xml: "),
      ("xl/workbook.xml", "<workbook/>", "xl/workbook.xml: no worksheet"),
      ("_rels/.rels", "<Relationships/>", "_rels/.rels: no workbook"),
      ("xl/sharedStrings.xml", "<!DOCTYPE sst><sst><si><t>a</t></si></sst>", "xl/sharedStrings.xml: DOCTYPE"),
      ("xl/workbook.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><workbook/>", "xl/workbook.xml: DOCTYPE"),
    ] as [(String, String?, String)])
  func parts(name: String, content: String?, reason: String) throws {
    var book = Book(rows: row, strings: "<si><t>a</t></si>")
    book.replaced[name] = .some(content)
    let finding = try #require(try Book.fault { _ = try book.read() })
    #expect(finding.code == .workbookDamaged)
    #expect(finding.facts["reason"]?.hasPrefix(reason) == true, "\(finding.facts)")
  }

  @Test("Entities that multiply are not replaced, wherever they are used", arguments: [true, false])
  func entities(inAttribute: Bool) throws {
    let entities = (1...12).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 20))\">" }.joined()
    let use = inAttribute ? "<sst a=\"&e12;\"/>" : "<sst><si><t>&e12;</t></si></sst>"
    var book = Book(rows: row, strings: "")
    book.replaced["xl/sharedStrings.xml"] = "<!DOCTYPE sst [<!ENTITY e0 \"x\">\(entities)]>\(use)"
    let start = ContinuousClock.now
    #expect(try Book.fault { _ = try book.read() } != nil)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(
    "References that lead nowhere, and rows and cells out of order, are damage",
    arguments: [
      "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>", "<row r=\"1\"><c t=\"s\"><v>x</v></c></row>",
      "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"x\"/>",
      "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "<row><c r=\"1\"/></row>",
      "<row><c r=\"XFE1\"/></row>",
      "<row><c r=\"A1B\"/></row>",
    ])
  func references(rows: String) throws {
    let finding = try Book.fault { _ = try Book(rows: rows, strings: "<si/>").read() }
    #expect(finding?.code == .workbookDamaged)
  }

  @Test("A bomb ends after the bytes that it may inflate, whatever size it states")
  func bomb() throws {
    for part in [Book.sheetPart, "xl/sharedStrings.xml"] {
      var book = Book(rows: row, strings: "")
      book.replaced[part] = .some(nil)
      var zip = book.archive()
      zip.addSpaces(part, before: "<x>", count: 200_000_000, statedSize: 1_000)
      var limits = WorkbookLimits()
      limits.sheetBytes = 1 << 20
      limits.sharedStringsPartBytes = 1 << 20
      try Book.withFile(zip.bytes) { path in
        let finding = try Book.fault { _ = try Book.read(path, limits: limits) }
        #expect(finding?.code == .workbookTooBig)
        #expect(finding?.facts["limit"] == "1,048,576 bytes")
        limits = .standard
        limits.ratioFreeBytes = 1 << 20
        limits.compressionRatio = 1
        #expect(try Book.fault { _ = try Book.read(path, limits: limits) }?.code == .workbookTooBig)
        let standard = try Book.fault { _ = try Book.read(path) }
        #expect(standard?.code == .workbookTooBig, "\(standard?.facts ?? [:])")
      }
    }
  }

  @Test("Rows, cells, texts and depth have their limits")
  func limits() throws {
    var limits = WorkbookLimits()
    limits.rows = 10
    limits.cells = 3
    limits.rowBytes = 10
    limits.sheetBytes = 2_000
    limits.sharedStringsBytes = 100
    limits.depth = 8
    let text = String(repeating: "a", count: 6)
    let cell = "<c t=\"str\"><v>\(text)</v></c>"
    let cases: [(Book, String)] = [
      (Book(rows: "<row r=\"11\"/>"), "10 rows"),
      (Book(rows: "<row><c r=\"D1\"><v>1</v></c></row>"), "3 cells"),
      (Book(rows: "<row>\(cell)\(cell)</row>"), "10 bytes"),
      (Book(rows: row, strings: String(repeating: "<si/>", count: 26)), "100 bytes"),
      (Book(rows: row, strings: "<si><t>\(String(repeating: "a", count: 101))</t></si>"), "100 bytes"),
      (Book(rows: String(repeating: "<a>", count: 8) + String(repeating: "</a>", count: 8)), "8 levels"),
      (Book(rows: String(repeating: "<row/>", count: 10) + String(repeating: " ", count: 2_000)), "2,000 bytes"),
    ]
    for (book, limit) in cases {
      let finding = try Book.fault { _ = try book.read(limits: limits) }
      #expect(finding?.code == .workbookTooBig, "\(limit): \(finding?.facts ?? [:])")
      #expect(finding?.facts["limit"] == limit)
    }
    #expect(
      try Book(rows: "<row r=\"10\"><c r=\"C1\"><v>1</v></c><c r=\"XFD1\"/></row>").read(limits: limits).rows.count == 1
    )
  }

  @Test("What isn't a file to read is a fault of the file system")
  func faults() throws {
    #expect(throws: Fault(.fileMissing, ["path": "/nowhere/a.xlsx"])) { try WorkbookReader(path: "/nowhere/a.xlsx") }
    #expect(throws: Fault(.isDirectory, ["path": "/tmp"])) { try WorkbookReader(path: "/tmp") }
    #expect(throws: Fault(.notRegularFile, ["path": "/dev/null"])) { try WorkbookReader(path: "/dev/null") }
  }
}
