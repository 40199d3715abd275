import Bridge
import Foundation
import Ledger
import Simulator
import Testing

/// Every folder under `samples/jars/<function>/<case>/` is a test: an input, what the simulator knows, and the outputs.
///
/// `earlier.<function>.csv` is a file of another function that was dropped and sent before; `settings.yaml` holds settings
/// that the case needs.
///
/// `RECORD=1 make test` writes the expectations anew and fails, so that nothing is recorded unseen.
@Suite("Samples", .serialized)
struct SampleTests {
  static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples/jars").path

  static let cases: [String] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: samples)) ?? []
    return paths.filter { ($0 as NSString).lastPathComponent.hasPrefix("input.") }
      .map { ($0 as NSString).deletingLastPathComponent }.sorted()
  }()

  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil

  @Test("A sample's outputs are as recorded", arguments: cases)
  func sample(_ name: String) async throws {
    let folder = Self.samples + "/" + name
    let files = FileManager.default
    let input = try #require(try files.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("input.") })
    let function = (name as NSString).deletingLastPathComponent
    let place = files.temporaryDirectory.appendingPathComponent("elvbridge-sample-\(UUID().uuidString)").path
    defer { try? files.removeItem(atPath: place) }
    let drop = "\(place)/drop/\(function)"
    try files.createDirectory(atPath: drop, withIntermediateDirectories: true)
    try files.copyItem(atPath: "\(folder)/\(input)", toPath: "\(drop)/\(input)")

    for earlier in try files.contentsOfDirectory(atPath: folder).sorted() where earlier.hasPrefix("earlier.") {
      let function = (((earlier as NSString).deletingPathExtension) as NSString).pathExtension
      try files.createDirectory(atPath: "\(place)/earlier/\(function)", withIntermediateDirectories: true)
      try files.copyItem(atPath: "\(folder)/\(earlier)", toPath: "\(place)/earlier/\(function)/\(earlier)")
    }

    let night = try Night(vehicles: files.contents(atPath: folder + "/vehicles.json")) {
      $0.settings = files.contents(atPath: folder + "/settings.yaml").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let report = try await night.run(in: place)

    #expect(report.fault == nil)
    #expect(report.tally.isConserved)
    #expect(files.contents(atPath: "\(drop)/\(input)") == files.contents(atPath: "\(folder)/\(input)"))
    for kind in ["result", "error"] {
      let made = files.contents(atPath: "\(drop)/input.\(kind).csv")
      let expectation = "\(folder)/expected.\(kind).csv"
      if Self.isRecording {
        try? files.removeItem(atPath: expectation)
        try made?.write(to: URL(fileURLWithPath: expectation))
      } else {
        #expect(made == files.contents(atPath: expectation), "\(name): \(kind) differs from what was recorded")
      }
    }
    #expect(!Self.isRecording, "recorded; look at the changes and run again without RECORD")
  }
}

/// Runs a body beside a simulator of its own in this process.
func withRunningSimulator<Result: Sendable>(
  _ options: SimulatorOptions, _ body: @escaping @Sendable (SimulatorEndpoint) async throws -> Result
) async throws -> Result {
  let (ready, announce) = AsyncStream.makeStream(of: SimulatorEndpoint.self)
  let server = Task { try await SimulatorServer.run(options) { announce.yield($0) } }
  defer { server.cancel() }
  for await endpoint in ready { return try await body(endpoint) }
  throw CancellationError()
}
