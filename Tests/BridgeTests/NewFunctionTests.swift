import Bridge
import Foundation
import Ledger
import Testing
import Validation

/// A function that the authority has not thought of yet takes one schema file and one sample folder, and no Swift.
///
/// It is played by the simulator under another function's path, because the far end is not ours to extend.
@Suite("A 32nd function")
struct NewFunctionTests {
  private static let schema = """
    {
      "name": "battery-inquiry",
      "title": "駆動用電池の照会機能",
      "fields": [
        { "name": "chassisNo", "title": "車台番号", "type": "string", "example": "ABC12-345678",
          "constraints": { "required": true, "maxLength": 42 },
          "bridge": { "normalise": "chassis", "source": "ASSUMED" } },
        { "name": "batteryKind", "title": "電池種別", "type": "string", "example": "1",
          "constraints": { "required": true, "enum": ["1", "2"] },
          "bridge": { "normalise": "choice", "meanings": { "1": ["リチウムイオン"], "2": ["ニッケル水素"] }, "sent": false,
                      "source": "ASSUMED" } }
      ],
      "bridge": {
        "number": 32, "kind": "inquiry", "assumed": true, "aliases": ["電池照会"],
        "profiles": ["movement-reports"], "roles": [], "hours": "feeInquiry", "unit": "vehicle", "vehicle": "chassisNo",
        "request": { "method": "POST", "path": "/webapi/v1/fee-inquiry" },
        "answer": { "columns": [{ "name": "carName", "title": "車名" }] }
      }
    }
    """
  private static let input = "車台番号,電池種別\nNCR33-1234567,リチウムイオン\nNCR33-1234567,鉛\nXX99-0000001,2\n"

  @Test("One file in schemas and one folder in samples are all that it takes")
  func added() async throws {
    let place = try DropPlace(["電池照会/input.csv": Self.input])
    let files = FileManager.default
    let schemas = place.path + "/schemas/jars"
    try files.createDirectory(atPath: place.path + "/schemas", withIntermediateDirectories: true)
    try files.copyItem(atPath: Night.schemas, toPath: schemas)
    try Data(Self.schema.utf8).write(to: URL(fileURLWithPath: schemas + "/32-battery-inquiry.json"))
    let catalogue = try SchemaLibrary(folder: schemas).load()
    #expect(catalogue.functions.count == 32 && catalogue.function(named: "battery-inquiry")?.bridge.number == 32)

    let report = try await Night { $0.schemas = schemas }.run(in: place.path)

    #expect(report.tally.accepted == 1 && report.tally.invalid == 1 && report.tally.rejected == 1)
    let result = place.read("電池照会/input.result.csv")
    #expect(result.contains("受理") && result.contains("トヨタ") && result.contains("V104") && result.contains("E2001"))
    #expect(place.read("電池照会/input.error.csv").split(separator: "\r\n").count <= 3)
  }
}
