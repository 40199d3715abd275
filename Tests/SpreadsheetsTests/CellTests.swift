import Findings
import Spreadsheets
import Testing

@Suite("Cells and rows of a workbook")
struct CellTests {
  @Test(
    "Every kind of cell reads as the person sees it",
    arguments: [
      ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "国土太郎"),
      ("<c r=\"A1\" t=\"n\"><v>42</v></c>", "42"), ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"),
      ("<c r=\"A1\" t=\"b\"><v>0</v></c>", "FALSE"), ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "#N/A"),
      ("<c r=\"A1\" t=\"str\"><f>A2&amp;A3</f><v>品川&lt;1&gt;</v></c>", "品川<1>"),
      ("<c r=\"A1\" t=\"str\"><v> 0400 </v></c>", " 0400 "),
      ("<c r=\"A1\" t=\"inlineStr\"><is><t>0400</t></is></c>", "0400"),
      ("<c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>国</t></r><r><t>土</t></r></is></c>", "国土"),
      ("<c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c>", "a<b"),
      ("<c r=\"A1\" t=\"d\"><v>2026-11-21T00:00:00</v></c>", "2026-11-21"),
      ("<c r=\"A1\" t=\"d\"><v>2026-11-21T09:30:00.000Z</v></c>", "2026-11-21 09:30:00"),
      ("<c r=\"A1\" t=\"d\"><v>2026-11-21</v></c>", "2026-11-21"),
    ])
  func kinds(cell: String, text: String) throws {
    let book = Book(rows: "<row r=\"1\">\(cell)</row>", strings: "<si><t>x</t></si><si><t>国土太郎</t></si>")
    #expect(try book.read().rows == [[text]])
  }

  @Test("Furigana are no part of a name")
  func furigana() throws {
    let strings =
      "<si><r><t>国土</t></r><r><t>太郎</t></r><rPh sb=\"0\" eb=\"2\"><t>コクド</t></rPh><rPh sb=\"2\" eb=\"4\"><t>タロウ</t></rPh>"
      + "<phoneticPr fontId=\"1\"/></si><si/><si><t/></si>"
    let rows = "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c><v>1</v></c></row>"
    #expect(try Book(rows: rows, strings: strings).read().rows == [["国土太郎", "", "", "1"]])
  }

  @Test(
    "Escapes, line breaks and spaces are kept where they mean something",
    arguments: [
      ("<t>a_x000D_\nb</t>", "a\r\nb"), ("<t>_x005F_x000D_</t>", "_x000D_"), ("<t>_xD842__xDFB7_野</t>", "𠮷野"),
      ("<t>_xD842_野</t>", "\u{FFFD}野"), ("<t>_x00_</t>", "_x00_"), ("<t>a_x000G_</t>", "a_x000G_"),
      ("<t>a_x0041</t>", "a_x0041"), ("<t xml:space=\"preserve\"> a </t>", " a "), ("<t>\n a b \n</t>", "a b"),
      ("<r><t xml:space=\"preserve\">a </t></r><r><t>b</t></r>", "a b"), ("<t>a&#10;b</t>", "a\nb"),
    ])
  func texts(item: String, text: String) throws {
    let book = Book(rows: "<row><c t=\"s\"><v>0</v></c></row>", strings: "<si>\(item)</si>")
    #expect(try book.read().rows == [[text]])
  }

  @Test("Cells stand where their references say, and what is missing is empty")
  func sparse() throws {
    let rows =
      "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c><v>2</v></c><c r=\"AB2\"><v>3</v></c><c r=\"AC2\" s=\"0\"/></row>"
      + "<row r=\"5\" spans=\"1:3\"><c r=\"A5\" s=\"0\"/></row><row><c><v>6</v></c></row>"
      + "<row r=\"9\"/><row r=\"10\"><c r=\"A10\"><f>1+</f></c><c r=\"B10\"><v/></c></row><row r=\"11\"><c><v>7</v></c></row>"
    let reading = try Book(rows: rows).read()
    #expect(reading.numbers == [2, 6, 11])
    #expect(reading.rows == [["", "1", "2"] + Array(repeating: "", count: 24) + ["3"], ["6"], ["7"]])
    #expect(reading.notes.isEmpty)
  }

  @Test("The first visible sheet is read unless another one is named; charts are no sheets")
  func sheets() throws {
    var book = Book(rows: "<row r=\"1\"><c><v>1</v></c></row>")
    book.sheets =
      "<sheet name=\"図\" sheetId=\"3\" r:id=\"rId3\"/><sheet name=\"一\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
      + "<sheet name=\"&lt;二&gt;\" sheetId=\"2\" r:id=\"rId2\"/>"
    #expect(try book.read().rows == [["二"]])
    #expect(try book.read("一").rows == [["1"]])
    try book.withFile { path in
      let reader = try WorkbookReader(path: path)
      #expect(reader.sheets.map(\.title) == ["一", "<二>"])
      #expect(reader.sheets.map(\.isHidden) == [true, false])
      #expect(try reader.readRecords(of: "<二>") { _ in true }.isEmpty)
    }
    #expect(try Book.fault { _ = try book.read("三") }?.code == .workbookDamaged)
  }

  @Test("The strict edition of the standard, other capital letters and UTF-16 are read as well")
  func editions() throws {
    var book = Book(rows: "<row><c><v>1</v></c></row>")
    let relationships = try #require(book.parts()["xl/_rels/workbook.xml.rels"])
    book.replaced["xl/_rels/workbook.xml.rels"] = relationships.replacing(
      "http://schemas.openxmlformats.org/officeDocument/2006", with: "http://purl.oclc.org/ooxml/officeDocument"
    ).replacing("worksheets/sheet1.xml", with: "Worksheets/../Worksheets/SHEET1.xml")
    #expect(try book.read().rows == [["1"]])
    let sheet =
      "<x:worksheet xmlns:x=\"a\"><x:sheetData><x:row><x:c t=\"str\"><x:v>国</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    book.replaced[Book.sheetPart] = .some(nil)
    var zip = book.archive()
    zip.add(Book.sheetPart, [0xFF, 0xFE] + sheet.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let rows = try Book.withFile(zip.bytes) { try Book.read($0).rows }
    #expect(rows == [["国"]])
  }

  @Test("Hidden rows and columns are data, merged cells have one value, and both are told of")
  func hidden() throws {
    var book = Book(
      rows: "<row r=\"1\"><c><v>1</v></c><c><v>2</v></c></row><row r=\"2\" hidden=\"1\"><c><v>3</v></c></row>"
        + "<row r=\"3\" hidden=\"1\"/><row r=\"4\" hidden=\"true\"><c r=\"A4\"><v>4</v></c><c r=\"B4\"/></row>")
    book.beforeRows =
      "<cols><col min=\"1\" max=\"1\" hidden=\"0\"/><col min=\"2\" max=\"16384\" hidden=\"1\"/>"
      + "<col min=\"30\" max=\"40\" hidden=\"1\"/></cols>"
    book.afterRows = "<mergeCells count=\"9\"><mergeCell ref=\"A4:B4\"/><mergeCell ref=\"C1:C2\"/></mergeCells>"
    let reading = try book.read()
    #expect(reading.rows == [["1", "2"], ["3"], ["4"]])
    #expect(reading.notes.map(\.code) == [.hiddenCells])
    #expect(reading.notes.first?.facts["sheet"] == "引取")
    #expect(
      reading.notes.first?.facts["actual"]
        == "非表示の行/hidden rows: 2, 非表示の列/hidden columns: 1, 結合セル/merged cells: 2")
  }

  @Test("A sheet that is full to its last row is told of")
  func full() throws {
    let notes = try Book(rows: "<row r=\"1048576\"><c><v>1</v></c></row>").read().notes
    #expect(notes == [Finding(.spreadsheetLimit, facts: ["limit": "1,048,576"])])
  }

  @Test("Rows come in batches, and a reader that has seen enough stops")
  func batches() throws {
    let rows = (1...4_500).map { "<row r=\"\($0)\"><c t=\"n\"><v>\($0)</v></c></row>" }.joined()
    let book = Book(rows: rows)
    let reading = try book.read()
    #expect(reading.batches == [2_000, 2_000, 500])
    #expect(reading.rows.map { $0[0] } == (1...4_500).map(String.init))
    try book.withFile { path in
      var batches = 0
      _ = try WorkbookReader(path: path).readRecords(of: nil) { _ in
        batches += 1
        return false
      }
      #expect(batches == 1)
    }
  }
}
