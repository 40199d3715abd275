import Findings
import Tabular
import Testing

@Suite("XML Spreadsheet 2003") struct MarkupSpreadsheetTests {
  private func workbook(_ rows: String, before: String = "", after: String = "") -> String {
    """
    <?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
    <Styles><Style ss:ID="s1"><Font/></Style></Styles>\(before)<Worksheet ss:Name="車両"><Table>
    \(rows)
    </Table></Worksheet>\(after)</Workbook>
    """
  }

  @Test("Rows and cells stand where their numbers say, and a merged cell leaves empty ones")
  func sparse() {
    let result = readMarkup(
      workbook(
        """
        <Row><Cell><Data ss:Type="String">a</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">d</Data></Cell></Row>
        <Row ss:Index="3"><Cell ss:MergeAcross="2"><Data ss:Type="String">m</Data></Cell>\
        <Cell><Data ss:Type="String">n</Data></Cell></Row>
        <Row ss:Span="2"/>
        <Row><Cell ss:StyleID="s1"/><Cell><Data ss:Type="String">z</Data></Cell></Row>
        """), .spreadsheet2003(sheet: nil))
    #expect(result.cells == [["a", "", "", "d"], ["m", "", "", "n"], [], ["", "z"]])
    #expect(result.records.map(\.location.record) == [1, 3, 4, 7])
    #expect(result.records.map(\.location.line) == [6, 7, 8, 9])
    #expect(result.fileFindings.isEmpty)
  }

  @Test(
    "Values read as a person would have typed them",
    arguments: [
      ("String", "001", "001"), ("Number", "1.50", "1.50"), ("Boolean", "1", "TRUE"), ("Boolean", "0", "FALSE"),
      ("DateTime", "2026-11-21T00:00:00.000", "2026-11-21"), ("DateTime", "2026-11-21T00:00:00", "2026-11-21"),
      ("DateTime", "2026-11-21T13:45:00.000", "2026-11-21 13:45:00"),
      ("DateTime", "2026-11-21T00:00:00.500", "2026-11-21 00:00:00.500"),
      ("Error", "#N/A", "#N/A"), ("String", "1", "1"), ("String", "2026-11-21T00:00:00", "2026-11-21T00:00:00"),
    ])
  func values(type: String, value: String, text: String) {
    let row = "<Row><Cell><Data ss:Type=\"\(type)\">\(value)</Data></Cell></Row>"
    #expect(readMarkup(workbook(row), .spreadsheet2003(sheet: nil)).cells == [[text]])
  }

  @Test("Formatted text is joined; reading aids and comments are left out")
  func runs() {
    let row = """
      <Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>山<Font>田</Font></B> 太郎</ss:Data>\
      <PhoneticText xmlns="urn:schemas-microsoft-com:office:excel">ヤマダ</PhoneticText>\
      <Comment ss:Author="x"><ss:Data><B>note</B></ss:Data></Comment></Cell></Row>
      """
    #expect(readMarkup(workbook(row), .spreadsheet2003(sheet: nil)).cells == [["山田 太郎"]])
  }

  @Test("One sheet is read: the first, or the one that is named")
  func sheets() {
    let other = "<Worksheet ss:Name=\"他\"><Table><Row><Cell><Data>o</Data></Cell></Row></Table></Worksheet>"
    let row = "<Row><Cell><Data>v</Data></Cell></Row>"
    #expect(readMarkup(workbook(row, after: other), .spreadsheet2003(sheet: nil)).cells == [["v"]])
    #expect(readMarkup(workbook(row, before: other), .spreadsheet2003(sheet: nil)).cells == [["o"]])
    #expect(readMarkup(workbook(row, before: other), .spreadsheet2003(sheet: "車両")).cells == [["v"]])
    let result = readMarkup(workbook(row), .spreadsheet2003(sheet: "他"))
    #expect(result.fileFindings == [Finding(.rowElementMissing, facts: ["expected": "他"])])
    #expect(result.records.isEmpty)
  }

  @Test(
    "A cell beyond the thousandth stops the reading",
    arguments: ["<Cell ss:Index='1001'/>", "<Cell ss:MergeAcross='1000'/>", "<Cell ss:Index='999999999999'/>"])
  func tooWide(cell: String) {
    let rows = "<Row><Cell><Data>v</Data></Cell></Row><Row>\(cell)</Row>"
    let result = readMarkup(workbook(rows), .spreadsheet2003(sheet: nil))
    #expect(result.codes == [.markupTooBig])
    #expect(result.cells == [["v"]])
  }

  @Test("Chunk sizes change nothing", arguments: [1, 7])
  func chunks(size: Int) {
    let rows = "<Row ss:Index='2'><Cell ss:Index='2'><Data ss:Type='String'>山&amp;田</Data></Cell></Row><Row/>"
    let text = workbook(rows)
    let layout = MarkupLayout.spreadsheet2003(sheet: nil)
    #expect(readMarkup(text, layout, chunk: size) == readMarkup(text, layout))
  }
}
