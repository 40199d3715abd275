import Findings
import Foundation
import Testing
import Validation

@testable import Bridge

@Suite("The private overlay")
struct OverlayTests {
  private static let schemas = SampleTests.samples + "/../../schemas/jars"

  /// A library with an overlay of these files.
  @discardableResult
  private func withOverlay<Result>(
    _ files: [String: String], _ body: (SchemaLibrary) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("overlay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try body(SchemaLibrary(folder: Self.schemas, overlay: folder.path))
  }

  @Test("Paths, names, required flags, hours, classes, codes and formats follow a file that says only what differs")
  func overridden() throws {
    let files = [
      "08-collection-report.json": """
      {"fields": [{"name": "chassisNo", "bridge": {"wire": "frameNo"}},
                  {"name": "requesterKana", "constraints": {"required": true}},
                  {"name": "vehicleClass", "bridge": {"codes": {"1": "R"}}}],
       "bridge": {"request": {"path": "/x"}}}
      """,
      "service.json": """
      {"hours": {"reports": {"closes": "20:00"}}, "classes": {"retry": ["E6003"], "stop": ["E5001", "E5006", "E7001"]},
       "wire": {"date": "yyyyMMdd"}, "resultCodes": {"E2001": "ERR-201"}}
      """,
      "notes.txt": "not read",
    ]
    let catalogue = try withOverlay(files) { try $0.load() }
    let function = try #require(catalogue.function(named: "collection-report"))
    #expect(function.bridge.request.path == "/x" && function.bridge.request.method == "POST")
    #expect(function.field(named: "chassisNo")?.wireName == "frameNo")
    #expect(function.field(named: "chassisNo")?.title == "車台番号")
    #expect(function.field(named: "requesterKana")?.constraints.required == true)
    #expect(function.field(named: "requesterKana")?.constraints.maxLength == 60)
    #expect(function.field(named: "vehicleClass")?.bridge.codes == ["1": "R"])
    #expect(
      catalogue.service.hours["reports"]?.closes == "20:00" && catalogue.service.hours["reports"]?.opens == "07:00")
    #expect(catalogue.service.errorClass(of: "E7001") == .stop && catalogue.service.wire.date == "yyyyMMdd")
    #expect(catalogue.service.errorClass(of: "ERR-201") == .permanent)
    let shipped = try SchemaLibrary(folder: Self.schemas).load()
    #expect(catalogue.functions.map(\.name) == shipped.functions.map(\.name))
  }

  @Test("A file that matches none is a function of its own")
  func newFunction() throws {
    let file = """
      {"name": "thirty-second", "title": "新しい機能", "fields": [{"name": "chassisNo", "title": "車台番号", "type": "string"}],
       "bridge": {"number": 32, "kind": "inquiry", "assumed": false, "profiles": ["movement-reports"],
       "roles": ["collector"], "hours": "reports", "unit": "none", "request": {"method": "POST", "path": "/32"}}}
      """
    let catalogue = try withOverlay(["32-thirty-second.json": file]) { try $0.load() }
    #expect(catalogue.functions.last?.name == "thirty-second")
  }

  @Test(
    "What is wrong is said with the overlay's file",
    arguments: [
      ("service.json", #"{"wire": {"dat": "yyyyMMdd"}}"#, "unknown key “dat” in wire; did you mean “date”?"),
      ("service.json", #"{"wire": {"date": "dd.MM.yyyy"}}"#, "not dd.MM.yyyy"),
      ("service.json", #"{"name": null}"#, "“name” is missing"),
      ("service.json", "{", "Unexpected"),
      ("02-fee-inquiry.json", #"{"fields": [{"name": "chassisNo", "bridge": {"wier": "x"}}]}"#, "“wier”"),
      ("02-fee-inquiry.json", #"{"fields": [{"name": "carName"}]}"#, "is missing"),
      ("02-fee-inquiry.json", #"{"bridge": {"hours": "nights"}}"#, "“nights”, which does not exist"),
      ("02-fee-inquiry.json", #"{"bridge": {"deadlien": null}}"#, "/bridge/deadlien: there is nothing to take away"),
      (
        "2-fee-inquiry.json", #"{"bridge": {}}"#,
        "no shipped schema has this file name; did you mean “02-fee-inquiry.json”?"
      ),
    ])
  func refused(name: String, text: String, reason: String) throws {
    try withOverlay([name: text]) { library in
      let fault = #expect(throws: Fault.self) { try library.load() }
      #expect(fault?.code == .schemaInvalid)
      #expect(fault?.facts["path"] == "\(library.overlay ?? "")/\(name)")
      #expect(fault?.facts["reason"]?.contains(reason) == true, "\(fault?.facts["reason"] ?? "")")
    }
  }

  @Test("A shipped file that no longer holds because of the overlay is named together with it")
  func elsewhere() throws {
    try withOverlay(["service.json": #"{"hours": {"feeInquiry": null}}"#]) { library in
      let fault = #expect(throws: Fault.self) { try library.load() }
      let path = fault?.facts["path"] ?? ""
      #expect(path.contains("02-fee-inquiry.json, ") && path.hasSuffix(library.overlay ?? "-"))
    }
  }

  @Test("An overlay that is not there or holds nothing is not taken for one that changes nothing")
  func missing() throws {
    for files in [[:], ["service.json.bak": "{}", ".service.json": "{}"]] as [[String: String]] {
      try withOverlay(files) { library in
        #expect(throws: Fault.self) { try library.load() }
      }
    }
    #expect(throws: Fault.self) { try SchemaLibrary(folder: Self.schemas, overlay: "/nowhere").load() }
  }

  @Test("What is in force is shown with the origin of every value that the overlay gave")
  func effective() throws {
    let files = [
      "02-fee-inquiry.json": #"{"fields": [{"name": "chassisNo", "bridge": {"wire": "frameNo"}}]}"#,
      "service.json": #"{"wire": {"date": "yyyyMMdd"}}"#,
    ]
    try withOverlay(files) { library in
      let overlay = library.overlay ?? ""
      let all = try EffectiveSchemas(of: library).tree()
      #expect(
        all["origins"] as? [String: String] == [
          "02-fee-inquiry.json#/fields/1/bridge/wire": "\(overlay)/02-fee-inquiry.json",
          "service.json#/wire/date": "\(overlay)/service.json",
        ])
      let merged = try #require(all["files"] as? [String: [String: Any]])
      #expect((merged["service.json"]?["wire"] as? [String: Any])?["date"] as? String == "yyyyMMdd")
      #expect(merged["08-collection-report.json"]?["name"] as? String == "collection-report")
      let one = try EffectiveSchemas(of: library, named: "fee-inquiry").tree()
      #expect((one["files"] as? [String: Any])?.keys.sorted() == ["02-fee-inquiry.json"])
      #expect((one["origins"] as? [String: String])?.count == 1)
    }
  }

  @Test("The overlay is found by configuration or variable; a path is relative to the configuration")
  func found() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("overlay-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/elvbridge.yaml"
    let text = "environment: t\noverlay: private\nenvironments: {t: {baseURL: 'https://a', userID: u}}\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    func configured(_ variables: [String: String]) throws -> String? {
      try ConfigurationFile(path: path).load(environment: variables).overlay
    }
    #expect(try configured([:]) == folder + "/private")
    #expect(try configured(["ELVBRIDGE_OVERLAY": "/other"]) == "/other")
    #expect(try configured(["ELVBRIDGE_OVERLAY": ""]) == nil)
    let root = Self.schemas + "/.."
    #expect(try SchemaLibrary.find(named: root, variables: ["ELVBRIDGE_OVERLAY": "/o"]).overlay == "/o")
    #expect(try SchemaLibrary.find(named: root, overlay: "/c", variables: ["ELVBRIDGE_OVERLAY": "/o"]).overlay == "/c")
    #expect(try SchemaLibrary.find(named: root, variables: [:]).overlay == nil)
  }
}

extension EffectiveSchemas {
  fileprivate func tree() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
