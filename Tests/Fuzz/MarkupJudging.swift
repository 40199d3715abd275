import Findings
import Tabular

/// Holds the reader of XML against itself in other chunks, in each of its shapes, with and without a schema.
func judgeMarkup(_ input: FuzzInput) {
  var input = input
  let labels = ["a", "b", "c"]
  let layouts: [MarkupLayout] = [
    .ownShape, .spreadsheet2003(sheet: nil), .paths(row: "/rows/row", fields: ["a", "b/@id", "b/c", "."]),
  ]
  let layout = layouts[input.choice(of: layouts.count)]
  let hasSchema = layout == .ownShape && input.choice(of: 2) == 0
  let size = input.choice(of: 18)
  let (whole, findings) = markup(input.chunks(of: 0), layout, labels, hasSchema)
  let (pieces, others) = markup(input.chunks(of: size), layout, labels, hasSchema)
  guard declaresKnownEncoding(input.bytes) else { return }
  // What stopped a reader may be told in other words when libxml2 saw less of the file; that it stopped may not.
  precondition(whole == pieces, "chunks of \(size) read otherwise")
  precondition(findings.map(\.code) == others.map(\.code), "chunks of \(size) are judged otherwise")
  precondition(zip(whole, whole.dropFirst()).allSatisfy { $0.location.record < $1.location.record }, "out of order")
}

/// Whether libxml2 converts the file alike whatever the chunks: not from UTF-7 and other encodings with a state, and not from
/// UCS-4, which it knows by a `<` among three NULs. Such a file is no text for the detector, and never comes to this reader.
private func declaresKnownEncoding(_ bytes: ArraySlice<UInt8>) -> Bool {
  if bytes.prefix(4).count(where: { $0 == 0 }) == 3 { return false }
  let text = String(decoding: bytes.prefix(300), as: UTF8.self).lowercased()
  guard let name = text.firstMatch(of: /encoding\s*=\s*["']([^"']*)/)?.1 else { return true }
  return ["utf-8", "utf-16", "us-ascii", "shift_jis", "windows-31j", "cp932", "euc-jp"].contains(name)
}

private func markup(
  _ chunks: [ArraySlice<UInt8>], _ layout: MarkupLayout, _ labels: [String], _ hasSchema: Bool
) -> (records: [RecordValue], findings: [Finding]) {
  let reader = MarkupReader(layout: layout, labels: labels, schema: hasSchema ? Array(schema.utf8) : nil)
  var records: [RecordValue] = []
  for chunk in chunks where !reader.isStopped {
    records += chunk.withUnsafeBytes { reader.read($0) }.values
  }
  records += reader.finish().values
  return (records, reader.fileFindings)
}

private let schema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:element name="rows"><xs:complexType>
      <xs:sequence><xs:element name="row" type="row" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="function" type="xs:string" fixed="f"/>
    </xs:complexType></xs:element>
    <xs:complexType name="row"><xs:all>
      <xs:element name="a" minOccurs="1"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="[0-9]{2}"/></xs:restriction></xs:simpleType></xs:element>
      <xs:element name="b" type="xs:date" minOccurs="0"/>
      <xs:element name="c" type="xs:string" minOccurs="0"/>
    </xs:all></xs:complexType>
  </xs:schema>
  """
