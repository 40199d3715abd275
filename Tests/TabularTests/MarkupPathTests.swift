import Findings
import Tabular
import Testing

@Suite("XML by paths and in our own shape") struct MarkupPathTests {
  private static let header = ["@id", "number", "owner/name", "owner/@kind"]

  @Test("Rows at a path become records behind a header of the paths")
  func paths() {
    let text = """
      <?xml version="1.0"?>
      <export><car id="not here"/><cars>
       <car id="a &amp; b&#38;#38;"><number>AB1-<b>0000001</b></number>
         <owner kind="person"><name>山田 &lt;太郎&gt; &amp; 花子</name></owner></car>
       <car><owner><address><name>no</name></address><name><![CDATA[<サトウ>]]></name></owner></car>
      </cars></export>
      """
    let result = readMarkup(text, .cars)
    #expect(
      result.cells == [
        Self.header, ["a & b&#38;", "AB1-0000001", "山田 <太郎> & 花子", "person"], ["", "", "<サトウ>", ""],
      ])
    #expect(result.records.flatMap(\.findings).isEmpty)
    #expect(result.fileFindings.isEmpty)
  }

  @Test("A record's place is its number, and the line and the byte of its start tag")
  func places() {
    let text =
      "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 山 -->\n<export><cars>\n<car/>山<car\n id='2'\n/>"
    let result = readMarkup(text + "</cars></export>", .cars)
    let places = ["<car/>", "<car\n"].map { text.utf8.firstRange(of: $0.utf8)!.lowerBound }
      .map { text.utf8.distance(from: text.utf8.startIndex, to: $0) }
    #expect(
      result.records.dropFirst().map(\.location) == [
        Location(record: 2, line: 4, byteOffset: places[0]), Location(record: 3, line: 4, byteOffset: places[1]),
      ])
  }

  @Test("Prefixes count nothing, and a row may have text of its own")
  func prefixes() {
    let text = "<x:r xmlns:x='urn:x' xmlns:y='urn:y'><x:c y:k='1'>own<x:d>d</x:d></x:c></x:r>"
    let layout = MarkupLayout.paths(row: "/r/z:c", fields: [".", "@k", "z:d"])
    #expect(readMarkup(text, layout).cells == [[".", "@k", "z:d"], ["ownd", "1", "d"]])
  }

  @Test("A field that comes twice keeps its first text, and its row gets a finding")
  func repeated() {
    let text = "<export><cars><car><number>1</number><number>2</number><number>3</number></car><car/></cars></export>"
    let result = readMarkup(text, .cars)
    #expect(result.cells[1] == ["", "1", "", ""])
    #expect(result.records.map(\.codes) == [[], [.extraCell], []])
    #expect(
      result.records[1].findings.first?.facts == ["element": "number", "actual": "6", "expected": "4", "line": "1"])
  }

  @Test("A path that leads nowhere is a finding of the file")
  func nowhere() {
    let result = readMarkup("<export><car/></export>", .cars)
    #expect(result.codes == [.rowElementMissing])
    #expect(result.fileFindings.first?.facts == ["expected": "/export/cars/car"])
    #expect(!result.isStopped)
  }

  @Test("Our own shape has its labels from the caller, its elements in any order and its function at the root")
  func ownShape() {
    let text = """
      <rows function="a-report">
      <row><second>2</second><first>1</first></row>
      <row><first>3</first><third><deep>x</deep></third><fourth/><third/></row>
      </rows>
      """
    let result = readMarkup(text, .ownShape, labels: ["first", "second"])
    #expect(result.functionName == "a-report")
    #expect(result.cells == [["first", "second"], ["1", "2"], ["3", ""]])
    #expect(result.records.map(\.codes) == [[], [], [.extraCell, .extraCell]])
    #expect(result.records[2].findings.map { $0.facts["element"] } == ["third", "fourth"])
    #expect(result.records[2].findings.map { $0.facts["actual"] } == ["5", "5"])
  }

  @Test("Our own shape may hold no rows, but has to be ours")
  func noRows() {
    #expect(readMarkup("<rows function='f'/>", .ownShape, labels: ["a"]).fileFindings.isEmpty)
    #expect(readMarkup("<table/>", .ownShape, labels: ["a"]).codes == [.rowElementMissing])
  }

  @Test(
    "The root element tells our own shape and Excel's from others",
    arguments: [
      ("<?xml version='1.0'?>\n<!-- <html> --><rows function='a'>", .ownShape),
      ("\u{FEFF}<o:rows xmlns:o='x'/>", .ownShape),
      ("<!DOCTYPE rows [<!ENTITY a '>'>]><rows>", .ownShape),
      (
        "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>\n"
          + "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", .spreadsheet2003(sheet: nil)
      ),
      ("<Workbook>", nil), ("<!DOCTYPE html><html>", nil), ("<html><rows>", nil), ("rows", nil), ("", nil),
      ("<rowset>", nil),
    ] as [(String, MarkupLayout?)])
  func sniffing(text: String, layout: MarkupLayout?) {
    #expect(MarkupReader.sniff(head: Array(text.utf8)) == layout)
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(MarkupReader.sniff(head: text.hasPrefix("\u{FEFF}") ? wide : [0xFF, 0xFE] + wide) == layout)
  }
}
