import Findings
import Tabular
import Testing

@Suite("XML held against a schema") struct MarkupSchemaTests {
  /// One verdict, as it is told.
  struct Told: Equatable, CustomStringConvertible {
    var code: FindingCode
    var element: String
    var line: Int
    var column: Int

    init(_ code: FindingCode, _ element: String, _ line: Int, _ column: Int) {
      (self.code, self.element, self.line, self.column) = (code, element, line, column)
    }

    init(_ finding: Finding) {
      self.init(
        finding.code, finding.facts["element"] ?? "", Int(finding.facts["line"] ?? "") ?? 0,
        Int(finding.facts["column"] ?? "") ?? 0)
    }

    var description: String { "\(code.rawValue) \(element) \(line):\(column)" }
  }

  /// A piece of a file, and what is told about it.
  struct Case: CustomTestStringConvertible {
    var text: String
    var told: [Told]
    var testDescription: String { text }

    init(_ text: String, _ told: Told...) { (self.text, self.told) = (text, told) }
  }

  /// The shape of the exported schemas: a required field of digits, one that may be empty, one that anything fits.
  static let schema = Array(
    """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
    <xs:element name="rows"><xs:complexType><xs:sequence>
      <xs:element name="row" type="row" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="function" type="xs:string" fixed="f"/></xs:complexType></xs:element>
    <xs:complexType name="row"><xs:all><xs:element name="number" type="number"/>
      <xs:element name="day" type="day" minOccurs="0"/><xs:element name="name" type="xs:string" minOccurs="0"/>
    </xs:all></xs:complexType>
    <xs:simpleType name="number"><xs:restriction base="xs:string"><xs:pattern value="[0-9]+"/><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="day"><xs:union><xs:simpleType><xs:restriction base="xs:date"/></xs:simpleType><xs:simpleType>
      <xs:restriction base="xs:string"><xs:length value="0"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
    </xs:schema>
    """.utf8)
  static let labels = ["number", "day", "name"]

  private func read(_ bytes: [UInt8], chunk: Int = 1 << 16) -> MarkupResult {
    readMarkup(bytes, .ownShape, labels: Self.labels, schema: Self.schema, chunk: chunk)
  }

  private func read(_ text: String, chunk: Int = 1 << 16) -> MarkupResult { read(Array(text.utf8), chunk: chunk) }

  @Test(
    "What is wrong within a row costs that row, with the line and the column",
    arguments: [
      Case("<row><number>1</number><colour/></row>", Told(.markupElementUnexpected, "colour", 3, 25)),
      Case("<row><number>1</number><number>2</number></row>", Told(.markupElementRepeated, "number", 3, 25)),
      Case(
        "<row><number>1</number>\n  <number>2</number><a/><a/><b/></row>", Told(.markupElementRepeated, "number", 4, 3),
        Told(.markupElementUnexpected, "a", 4, 21), Told(.markupElementUnexpected, "b", 4, 29)),
      Case("<row><number>1</number><name><b>山</b></name></row>", Told(.markupElementUnexpected, "b", 3, 31)),
      Case("<row><u:number xmlns:u='urn:u'>1</u:number></row>", Told(.markupElementUnexpected, "{urn:u}number", 3, 7)),
      Case("<row id='1'><number>1</number></row>", Told(.markupMisfit, "row", 3, 2)),
      Case("<row><number a='1'>1</number></row>", Told(.markupMisfit, "number", 3, 7)),
      Case(
        "<row xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><number i:nil='true'/></row>",
        Told(.markupMisfit, "number", 3, 59), Told(.markupValueDeviates, "number", 3, 59)),
      Case("<row><!-- 山 -->\n 山 <number>1</number>山</row>", Told(.markupTextStray, "row", 4, 2)),
      Case("<row><number>1</number><![CDATA[ ]]></row>", Told(.markupTextStray, "row", 3, 25)),
      Case("<Row><number>1</number></Row>", Told(.markupElementUnexpected, "Row", 3, 2)),
      Case("<row><name>髙</name><number\n >x</number></row>", Told(.markupValueDeviates, "number", 3, 21)),
      Case("<row><number>many</number></row>", Told(.markupValueDeviates, "number", 3, 7)),
      Case("<row><number>1</number><day>R8/11/20</day></row>", Told(.markupValueDeviates, "day", 3, 25)),
      Case("<row><name>1</name></row>", Told(.markupValueDeviates, "row", 3, 2)),
      Case("<row/>", Told(.markupValueDeviates, "row", 3, 2)),
      Case("<row><number>1</number><day/><name/></row>"),
      Case("<row><name>&lt;&#38;</name><number><![CDATA[1]]></number></row>"),
    ], [1, 7, 1 << 16])
  func rows(of wrong: Case, chunk: Int) {
    let good = "<row><number>1</number></row>"
    let result = read(
      "<?xml version='1.0'?>\n<rows function='f'>\(good)\n \(wrong.text)\(good)<row><number/></row></rows>",
      chunk: chunk)
    #expect(result.fileFindings.isEmpty)
    #expect(result.records.count == 5)
    #expect(result.records.dropFirst(2).first?.findings.map { Told($0) } == wrong.told)
    #expect(result.records[1].findings.isEmpty && result.records[3].findings.isEmpty)
    // Whatever stood before, the rows behind it are held against the schema too.
    #expect(result.records[4].codes == [.markupValueDeviates])
  }

  @Test(
    "What is wrong outside of rows costs the file",
    arguments: [
      Case("<rows function='g'>", Told(.markupMisfit, "rows", 1, 1)),
      Case("<rows by='me'>", Told(.markupMisfit, "rows", 1, 1)),
      Case("<rows xmlns='urn:u'>", Told(.markupMisfit, "{urn:u}rows", 1, 1)),
      Case("<list>", Told(.markupMisfit, "list", 1, 1)),
      Case("<rows>\n\n  山", Told(.markupTextStray, "rows", 3, 3)),
    ], [1, 1 << 16])
  func files(of wrong: Case, chunk: Int) {
    let name = wrong.text.dropFirst().prefix { $0.isLetter }
    let result = read("\(wrong.text)<row><number>1</number></row></\(name)>", chunk: chunk)
    #expect(result.fileFindings.map { Told($0) } == wrong.told)
    #expect(result.isStopped)
    #expect(result.records.count == 1)
  }

  @Test("The reason says which attribute, in both languages")
  func reasons() {
    let finding = read("<rows><row id='1'><number>1</number></row></rows>").records[1].findings[0]
    #expect(finding.sentence(in: .english).contains("does not fit the function's XSD: the XSD has no attribute “id”."))
    #expect(finding.sentence(in: .japanese).contains("（属性「id」はXSDにありません）"))
    let other = read("<rows function='g'/>").fileFindings[0]
    #expect(other.sentence(in: .english).contains("“function” has another value; The value 'g' does not match"))
  }

  @Test("A row's findings are bounded, and so is what a file of misspelt rows costs")
  func bounded() {
    let many = (0..<500).map { "<a\($0)/>" }.joined()
    let result = read("<rows><row>\(many)</row>" + String(repeating: "<Row/>", count: 2_000) + "</rows>")
    #expect(result.records[1].findings.count == 20)
    #expect(result.records.count == 2_002)
    #expect(result.records.dropFirst(2).allSatisfy { $0.codes == [.markupElementUnexpected] })
  }

  @Test("A file that names another schema is still held against ours, and nothing is loaded")
  func otherSchema() {
    let head =
      "<rows xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:noNamespaceSchemaLocation='file:///etc/passwd' "
      + "i:schemaLocation='urn:u http://localhost/x.xsd'>"
    let result = read(head + "<row><number>x</number></row></rows>")
    #expect(result.records.map(\.codes) == [[], [.markupValueDeviates]])
    #expect(result.fileFindings.isEmpty)
  }

  @Test("A text that is no schema is told as one, and other layouts are held against none")
  func noSchema() {
    #expect(MarkupReader.fault(inSchema: Self.schema) == nil)
    #expect(MarkupReader.fault(inSchema: Array("<a/>".utf8))?.isEmpty == false)
    #expect(MarkupReader.fault(inSchema: Array("<xs:schema".utf8))?.isEmpty == false)
    #expect(MarkupReader.fault(inSchema: []) != nil)
    let broken = String(decoding: Self.schema, as: UTF8.self).replacing("[0-9]+", with: "[0-9")
    #expect(MarkupReader.fault(inSchema: Array(broken.utf8))?.isEmpty == false)
    #expect(
      readMarkup(Array("<r><c/></r>".utf8), .paths(row: "/r/c", fields: ["d"]), schema: Self.schema).records.count == 2)
  }
}
