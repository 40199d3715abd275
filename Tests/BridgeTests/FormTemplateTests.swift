import Bridge
import Findings
import Foundation
import Tabular
import Testing
import Validation

@Suite("Empty forms")
struct FormTemplateTests {
  static let catalogue: Catalogue = {
    let folder = URL(fileURLWithPath: #filePath + "/../../../schemas/jars").standardizedFileURL.path
    return try! SchemaLibrary(folder: folder).load()
  }()

  private func form(_ function: FunctionSchema) -> FormTemplate {
    FormTemplate(function: function, service: Self.catalogue.service, language: .japanese)
  }

  @Test(
    "A CSV form is read as its own function with every column, and has no rows",
    arguments: Self.catalogue.droppable.map(\.name))
  func csv(_ name: String) throws {
    let function = try #require(Self.catalogue.function(named: name))
    let bytes = form(function).csv
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.hasSuffix("\r\n") && text.split(whereSeparator: \.isNewline).count == 1)
    let match = HeaderMatcher(function: function).match(
      text.dropLast().split(separator: ",").map(String.init), at: Location(record: 1, line: 1, byteOffset: 0))
    #expect(match.findings.isEmpty)
    #expect(match.columnOfField.compactMap { $0 }.count == function.columns.count)
  }

  @Test("A workbook is written for every function", arguments: Self.catalogue.droppable.map(\.name))
  func workbook(_ name: String) throws {
    let function = try #require(Self.catalogue.function(named: name))
    let bytes = try form(function).workbook()
    // A ZIP archive, as every XLSX is; what it holds is looked at by openpyxl in `make oracles`.
    #expect(Array(bytes.prefix(4)) == [0x50, 0x4B, 0x03, 0x04])
    #expect(bytes.count > 5_000)
  }

  @Test("A form never takes the place of a file that is there")
  func overwriting() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("form-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FormTemplate.write([0x61], to: path)
    #expect(throws: Fault.self) { try FormTemplate.write([0x62], to: path) }
    #expect(FileManager.default.contents(atPath: path) == Data([0x61]))
  }
}
