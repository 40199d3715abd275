import Bridge
import Findings
import Foundation
import Ledger
import Testing
import Validation

@Suite("XML drops and their schema", .serialized)
struct DropSchemaTests {
  private static let good = "<row><chassisNo>ABC12-345678</chassisNo></row>"

  private func check(_ text: String, _ catalogue: Catalogue = Night.catalogue) throws -> (RowCount, [CheckedRecord]) {
    let place = try DropPlace(["x.xml": text])
    let reader = DropReader(catalogue: catalogue, today: try #require(JapanDate("2026-11-21")))
    let opened = try #require(try reader.openAll(place.path + "/drop/x.xml").first)
    var rows: [CheckedRecord] = []
    return (try reader.checkRows(of: opened, for: .sending) { rows += $0 }, rows)
  }

  private func rows(_ text: String) -> String {
    "<rows function=\"fee-inquiry\">\n\(Self.good)\n\(text)\n\(Self.good)\n</rows>"
  }

  @Test("A row that does not fit the schema is wrong, and the others are sent")
  func night() async throws {
    let place = try DropPlace(["x.xml": rows("<row><chassisNo>ABC12-345679</chassisNo><colour>赤</colour></row>")])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 3 && report.tally.invalid == 1 && report.tally.isConserved)
    let error = place.read("x.error.csv")
    #expect(error.contains("T031") && error.contains("「colour」（3行目の41文字目）") && error.contains("ABC12-345679"))
    #expect(!error.contains("ABC12-345678"))
  }

  @Test("The error file of a misspelt row, dropped again, is right: its cells are all there")
  func misspelt() async throws {
    let place = try DropPlace(["x.xml": rows("<Row><chassisNo>GX100-1234567</chassisNo></Row>")])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 3 && report.tally.invalid == 1)
    #expect(place.read("x.error.csv").contains("GX100-1234567"))
  }

  @Test("What stands outside of rows refuses the file, and nothing is sent", arguments: ["山", "<!-- --> 山 <!-- -->"])
  func outside(text: String) async throws {
    let place = try DropPlace(["x.xml": rows(text)])
    let report = try await Night().run(in: place.path)
    #expect(report.tally.input == 0)
    #expect(report.files.flatMap(\.findings).map(\.code) == [.markupTextStray])
    #expect(place.read("x.error.csv").contains("T033"))
  }

  @Test("What our own checks blame has the element's place, and what they can read is one note for the file")
  func values() throws {
    let (count, checked) = try check(
      rows("<row><chassisNo>国土#</chassisNo></row><row>\n <chassisNo>abc12-345679</chassisNo></row><row/>"))
    #expect(count.rows == 5 && count.valid == 3)
    #expect(checked.map { $0.findings.map(\.code) } == [[], [.pattern], [], [.required], []])
    #expect(checked[1].findings[0].facts["line"] == "3" && checked[1].findings[0].facts["column"] == "6")
    #expect(checked[3].findings[0].facts["column"] != nil)
    #expect(count.findings.map(\.code) == [.markupValueDeviates])
    let facts = count.findings.first?.facts
    #expect(
      facts?["actual"] == "1" && facts?["line"] == "4" && facts?["column"] == "2" && facts?["element"] == "chassisNo")
  }

  @Test("A file that says another function than it is read for is refused")
  func otherFunction() throws {
    let place = try DropPlace(["x.xml": rows("")])
    let reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    let opened = try #require(
      try reader.openAll(place.path + "/drop/x.xml", as: Night.catalogue.function(named: "vehicle-inquiry")).first)
    let told: [Finding]
    do {
      told = try reader.checkRows(of: opened, for: .sending) { _ in }.findings + opened.findings
    } catch let broken as UnreadableDrop {
      told = broken.findings
    }
    #expect(told.contains { $0.code == .markupMisfit && $0.severity == .error })
  }

  @Test("The schema is that of the catalogue in use, with the overlay's fields")
  func overlay() throws {
    let place = try DropPlace([
      "overlay/02-fee-inquiry.json":
        #"{"fields": [{"name": "colour", "title": "色", "type": "string", "bridge": {"source": "ASSUMED"}}]}"#
    ])
    let file = rows("<row><chassisNo>ABC12-345679</chassisNo><colour>赤</colour></row>")
    #expect(try check(file).0.valid == 2)
    let catalogue = try SchemaLibrary(folder: Night.schemas, overlay: place.path + "/drop/overlay").load()
    #expect(try check(file, catalogue).0.valid == 3)
  }

  @Test("Every function's schema can be compiled")
  func everyFunction() throws {
    for function in Night.catalogue.droppable {
      let (count, _) = try check("<rows function=\"\(function.name)\"><row><nothing/></row></rows>")
      #expect(count.rows == 1 && count.valid == 0, "\(function.name)")
    }
  }
}
