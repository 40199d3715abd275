import Findings
import Tabular
import Testing

@Suite("XML by chance") struct MarkupChanceTests {
  private static let layouts: [MarkupLayout] = [
    .ownShape, .spreadsheet2003(sheet: nil), .paths(row: "/rows/row", fields: ["@id", "a", "a/b", "."]),
  ]

  private static let pieces: [[UInt8]] =
    [
      "<", ">", "/", "&", ";", "&amp;", "&#38;", "&x;", "<a>", "</a>", "<row>", "</row>", "<row id='1'/>", "<![CDATA[",
      "]]>", "<!--", "-->", "<?p ?>", "<!DOCTYPE r [", "'", "\"", "\n", "山田", "①", " xmlns='u'", " xmlns=''",
      "<row><number>1</number></row>", " xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='row'", "\u{FEFF}",
      "x:",
    ].map { Array($0.utf8) } + [[0x81], [0x8E, 0x52], [0x00], [0xFF, 0xFE], [0xE3, 0x81], [0xF0, 0x40]]

  private static let files: [[UInt8]] = {
    let rows = "<rows function='f'>\n<row id='a&amp;b'><a>1<b>山</b></a></row>\n<row><a/>text<c>2</c></row>\n</rows>\n"
    let workbook = """
      <Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>
      <Worksheet ss:Name='s'><Table><Row ss:Index='2'><Cell ss:Index='3' ss:MergeAcross='1'><Data ss:Type='Boolean'>1</Data>
      </Cell><Cell><Data>v</Data></Cell></Row></Table></Worksheet></Workbook>
      """
    let wide = iconvConvert(Array(("\u{FEFF}" + rows).utf8), from: "UTF-8", to: "UTF-16LE")!
    return [Array(rows.utf8), cp932("<?xml version='1.0' encoding='Shift_JIS'?>" + rows), Array(workbook.utf8), wide]
  }()

  @Test("Whatever stands in a file, reading ends, and chunk sizes change no record", arguments: UInt64(0)..<8)
  func chance(seed: UInt64) {
    var random = Seeded(seed: seed)
    for round in 0..<150 {
      var file = Self.files.randomElement(using: &random)!
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let place = Int.random(in: 0...file.count, using: &random)
        let end = min(file.count, place + Int.random(in: 0...3, using: &random))
        file.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &random)!)
      }
      let layout = Self.layouts.randomElement(using: &random)!
      let schema = Bool.random(using: &random) ? MarkupSchemaTests.schema : nil
      let whole = readMarkup(file, layout, labels: ["a", "c"], schema: schema)
      for chunk in [1, 7, 64] {
        let result = readMarkup(file, layout, labels: ["a", "c"], schema: schema, chunk: chunk)
        #expect(result.records == whole.records, "seed \(seed), round \(round), chunk \(chunk)")
        #expect(result.codes == whole.codes, "seed \(seed), round \(round), chunk \(chunk)")
      }
    }
  }
}
