import Findings
import Tabular
import Testing

@Suite("XML that is malformed or means harm") struct MarkupSafetyTests {
  private static let layout = MarkupLayout.paths(row: "/r/c", fields: ["d"])

  @Test(
    "A document type stops the reading before anything in it is read",
    arguments: [
      "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><r><c><d>&c;</d></c></r>",
      "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r><c><d>&x;</d></c></r>",
      "<!DOCTYPE r SYSTEM 'http://localhost/r.dtd'><r><c><d>1</d></c></r>",
      "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><r/>",
      "<!DOCTYPE r><r><c><d>1</d></c></r>",
    ], [1, 7, 1 << 16])
  func documentType(text: String, chunk: Int) {
    let result = readMarkup("<?xml version='1.0'?>\n" + text, Self.layout, chunk: chunk)
    #expect(result.fileFindings == [Finding(.documentTypeRefused, facts: ["line": "2"])])
    #expect(result.isStopped)
    #expect(result.cells == [["d"]])
  }

  @Test(
    "What is malformed is told with its line, and the rows before it are handed out",
    arguments: [
      ("</r", "expected '>'"),
      ("<c><d>2</d>", "Premature end of data in tag c"),
      ("<c><d>2</c>", "Opening and ending tag mismatch: d line 3 and c"),
      ("<c><d>&x;</d></c></r>", "Entity 'x' not defined"),
      ("<c d=1/></r>", "AttValue: \" or ' expected"),
      ("<c><d>\u{1}</d></c></r>", "PCDATA invalid Char value 1"),
      ("</r><r/>", "Extra content at the end of the document"),
    ])
  func malformed(rest: String, reason: String) {
    let result = readMarkup("<r>\n<c><d>1</d></c>\n" + rest, Self.layout)
    #expect(result.cells == [["d"], ["1"]])
    #expect(result.codes == [.markupMalformed])
    #expect(result.fileFindings.first?.facts["line"] == "3")
    #expect(result.fileFindings.first?.facts["reason"]?.hasPrefix(reason) == true, "\(result.fileFindings)")
    #expect(result.isStopped)
  }

  @Test("No document at all is malformed", arguments: ["", "  ", "text", "<", "<?xml"])
  func nothing(text: String) {
    #expect(readMarkup(text, Self.layout).codes == [.markupMalformed])
  }

  @Test(
    "What goes beyond a limit stops the reading",
    arguments: [
      (String(repeating: "<a>", count: 65), "65 levels of elements", "64 levels"),
      ("<r><c><d>" + String(repeating: "x", count: 1 << 20) + "y</d></c></r>", nil, "1048576 bytes"),
      ("<r><c><d>1</d>" + String(repeating: "<d/>", count: 1_000) + "</c></r>", "1001 cells in a row", "1000 cells"),
    ] as [(String, String?, String)])
  func tooBig(text: String, actual: String?, limit: String) {
    let result = readMarkup(text, Self.layout)
    #expect(result.codes == [.markupTooBig])
    #expect(result.fileFindings.first?.facts["limit"] == limit)
    if let actual { #expect(result.fileFindings.first?.facts["actual"] == actual) }
    #expect(result.cells == [["d"]])
    #expect(result.isStopped)
  }

  @Test("What just keeps the limits is read")
  func withinLimits() {
    let deep = "<r><c><d>" + String(repeating: "<a>", count: 61) + "1" + String(repeating: "</a>", count: 61)
    #expect(readMarkup(deep + "</d></c></r>", Self.layout).cells == [["d"], ["1"]])
    let long = String(repeating: "x", count: 1 << 20)
    #expect(readMarkup("<r><c><d>\(long)</d></c></r>", Self.layout).cells == [["d"], [long]])
    let rows = String(repeating: "<c><d>\(long)</d></c>", count: 3)
    #expect(readMarkup("<r>\(rows)</r>", Self.layout).records.count == 4)
  }

  @Test("Nothing more is read once the reading has stopped")
  func stopped() {
    let result = readMarkup("<r><c><d>1</d></c></x><c><d>2</d></c></r>", Self.layout, chunk: 1)
    #expect(result.cells == [["d"], ["1"]])
    #expect(result.codes == [.markupMalformed])
  }

  @Test("Chunk sizes change nothing", arguments: [1, 2, 7, 300])
  func chunks(size: Int) {
    for text in [
      "<?xml version='1.0' encoding='UTF-8'?>\n<r>\n<c><d>山田&amp;\n①<![CDATA[]]>]]&gt;</d></c>\n<c k='&lt;'/></r>\n",
      "<r><c><d>1</d></c><c><d>2", "<r><c><d>1</d></c></q>",
    ] {
      #expect(readMarkup(text, Self.layout, chunk: size) == readMarkup(text, Self.layout), "\(text)")
    }
  }
}
