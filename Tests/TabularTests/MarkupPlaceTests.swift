import Findings
import Tabular
import Testing

@Suite("Lines and columns in XML") struct MarkupPlaceTests {
  /// Writes a file of our own shape by chance, in which every element has an attribute that the schema refuses, and keeps
  /// where each stands.
  private struct Draft {
    var text = ""
    var places: [String] = []
    private var line = 1
    private var column = 1
    private var random: Seeded
    private let mayBreakTags: Bool

    init(declaration: String, seed: UInt64, mayBreakTags: Bool) {
      random = Seeded(seed: seed)
      self.mayBreakTags = mayBreakTags
      write(declaration)
      gap()
      write("<rows function='f'>")
      for _ in 0..<30 {
        gap()
        element("row") { draft in
          for name in MarkupSchemaTests.labels {
            draft.gap()
            draft.element(name) { $0.value(name) }
          }
          draft.gap()
        }
      }
      write("\n</rows>\n")
    }

    private mutating func write(_ piece: String) {
      text += piece
      for scalar in piece.unicodeScalars {
        if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      }
    }

    private mutating func element(_ name: String, _ body: (inout Draft) -> Void) {
      places.append("\(name) \(line):\(column)")
      let space = mayBreakTags ? [" ", "\n  ", "\r\n "].randomElement(using: &random)! : " "
      write("<\(name)\(space)x='山&amp;'>")
      body(&self)
      write("</\(name)>")
    }

    private mutating func value(_ name: String) {
      if name == "name" {
        write(
          ["", "髙橋", "a\nb", "&lt;山&#x5C71;", "<![CDATA[<山>\n]]>x", "<!-- <b> -->表"].randomElement(using: &random)!)
      } else if name == "number" {
        write("12")
      }
    }

    private mutating func gap() {
      let pieces = ["", " ", "\n", "\r\n", "  ", "<!-- <row> 山\n -->", "<?p 山 <a> ?>", "\t"]
      for _ in 0..<Int.random(in: 0...3, using: &random) { write(pieces.randomElement(using: &random)!) }
    }
  }

  @Test(
    "Each element's line and column are those of its tag, in every encoding and in chunks of any size",
    arguments: ["", "UTF-8", "BOM", "Shift_JIS", "EUC-JP", "UTF-16"], UInt64(1)..<4)
  func places(encoding: String, seed: UInt64) throws {
    let isMarked = encoding == "BOM"
    let declaration = encoding.isEmpty ? "" : "<?xml version='1.0' encoding='\(isMarked ? "Shift_JIS" : encoding)'?>"
    let draft = Draft(declaration: declaration, seed: seed, mayBreakTags: encoding != "UTF-16")
    let text = Array((["BOM", "UTF-16"].contains(encoding) ? "\u{FEFF}" : "").utf8) + Array(draft.text.utf8)
    let names = ["Shift_JIS": "CP932", "EUC-JP": "EUC-JP-MS", "UTF-16": "UTF-16LE"]
    let bytes = try #require(names[encoding].map { iconvConvert(text, from: "UTF-8", to: $0) } ?? text)
    for chunk in [1, 7, 64, 1 << 16] {
      let result = readMarkup(
        bytes, .ownShape, labels: MarkupSchemaTests.labels, schema: MarkupSchemaTests.schema, chunk: chunk)
      let told = result.records.flatMap(\.findings).filter { $0.code == .markupMisfit }
        .map { "\($0.facts["element"] ?? "") \($0.facts["line"] ?? ""):\($0.facts["column"] ?? "")" }
      #expect(told == draft.places, "\(encoding), seed \(seed), chunks of \(chunk)")
      #expect(result.fileFindings.isEmpty)
    }
  }
}
