import Testing

@testable import Spreadsheets

@Suite("The name of a sheet")
struct SheetNameTests {
  @Test("says whether Excel hides it")
  func visibility() {
    #expect(SheetName(title: "引取", isHidden: true) != SheetName(title: "引取", isHidden: false))
  }

  @Test(
    "is read as Excel wrote it, ampersands and all",
    arguments: [
      ("引取&amp;引渡", "引取&引渡"), ("A&#38;B", "A&B"), ("A&amp;#38;B", "A&#38;B"), ("A&lt;B&quot;", "A<B\""),
      ("&amp;&amp;", "&&"), ("車台（１）", "車台（１）"),
    ])
  func escapes(written: String, read: String) throws {
    var book = Book(rows: "<row r=\"1\"><c><v>1</v></c></row>")
    book.sheets = "<sheet name=\"\(written)\" sheetId=\"1\" r:id=\"rId1\"/>"
    try Book.withFile(book.archive().bytes) { path in
      let sheets = try WorkbookReader(path: path).sheets
      #expect(sheets.map(\.title) == [read])
    }
  }
}
