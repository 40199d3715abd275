import Testing

@testable import Ledger

@Suite("The cells of a row come out of the ledger as they went in")
struct StoredCellsTests {
  @Test(
    "Whatever stands in them",
    arguments: [
      [], [""], ["", ""], ["車台", "ABC12-345678"], [",", "[", "]", "],["], ["\"", "a\"b", "\"\""],
      ["\\", "\\\\", "\\n"],
      ["a\nb", "\t", "\u{0}", "\u{1F}"], ["髙橋", "𠮷野家", "が\u{3099}"], ["plain", "with \"quotes\"", "plain"],
    ])
  func roundTrip(_ cells: [String]) throws {
    let stored = StoredValues.json(cells)
    #expect(try StoredValues.cells(from: stored) == cells)
    #expect(try StoredValues.value([String].self, from: stored) == cells)
  }

  @Test(
    "JSON of another program reads as well",
    arguments: ["[ \"a\" , \"b\" ]", "[\"a\",\"\\u0062\"]", "[\"a\", \"b\"]"])
  func otherWriting(_ json: String) throws {
    #expect(try StoredValues.cells(from: json) == ["a", "b"])
  }
}
