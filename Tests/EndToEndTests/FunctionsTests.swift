import Foundation
import Testing

@Suite("What is told of a function")
struct FunctionsTests {
  @Test("A function is shown within a hundred terminal cells", arguments: ["ja", "en"])
  func shown(_ language: String) throws {
    let place = try Workplace()
    let list = try Program.run(["functions", "--json"], in: place.path)
    let functions = try #require(
      JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
    #expect(functions.count == 31)
    // Starting the program costs more than showing a function: one of each kind is enough.
    for function in functions where [1, 5, 8, 13, 15, 20, 25, 30].contains(function["number"] as? Int) {
      let name = try #require(function["name"] as? String)
      let shown = try Program.run(["functions", name, "--lang", language], in: place.path)
      #expect(shown.exitCode == 0)
      #expect(shown.output.contains(name) && !shown.output.contains("Optional"))
      for line in shown.output.split(separator: "\n") {
        #expect(cells(line) <= 100, "\(name): \(line)")
      }
    }
  }

  @Test("A CSV form goes to standard output, a workbook into a file that is never overwritten")
  func forms() throws {
    let place = try Workplace()
    let csv = try Program.run(["functions", "8", "--template", "csv"], in: place.path)
    #expect(csv.output.hasPrefix("\u{FEFF}事業所コード,車台番号区分,車台番号,"))
    #expect(try Program.run(["functions", "8", "--template", "xlsx"], in: place.path).exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: place.path + "/引取報告.xlsx"))
    let again = try Program.run(["functions", "8", "--template", "xlsx"], in: place.path)
    #expect(again.exitCode == 2)
    #expect(again.error.contains("B009"))
  }

  @Test("Contracts are written below a folder of choice, and an outdated one is found")
  func contracts() throws {
    let place = try Workplace()
    #expect(try Program.run(["schema", "export", "--to", "out", "--function", "8"], in: place.path).exitCode == 0)
    #expect(
      try Program.run(["schema", "export", "--to", "out", "--function", "8", "--check"], in: place.path).exitCode == 0)
    let file = place.path + "/out/jars/generated/xsd/08-collection-report.xsd"
    try Data().write(to: URL(fileURLWithPath: file))
    let check = try Program.run(["schema", "export", "--to", "out", "--check"], in: place.path)
    #expect(check.exitCode == 1)
    #expect(check.output.contains("08-collection-report.xsd"))
    #expect(!check.output.contains("08-collection-report.schema.json"))
  }

  /// Terminal cells, counted apart from the program's own way: everything from Hangul on takes two.
  private func cells(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}
