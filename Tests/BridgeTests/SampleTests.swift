import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Logging
import Simulator
import Testing
import Validation

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

    let report = try await night(
      in: place, vehicles: files.contents(atPath: folder + "/vehicles.json"),
      settings: files.contents(atPath: folder + "/settings.yaml") ?? Data())

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

  /// Runs the earlier files, then the drop folder, each once, on a clock that starts at the samples' morning, against a
  /// simulator whose clock stands.
  private func night(in place: String, vehicles: Data?, settings: Data) async throws -> RunReport {
    let moment = try #require(Moment("2026-11-21T10:00:00+09:00"))
    let standing = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    let options = SimulatorOptions(
      clock: .fixed(standing), vehicles: vehicles,
      logger: Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() }))
    return try await withRunningSimulator(options) { endpoint in
      let configuration = """
        environment: test
        environments:
          test: {baseURL: "\(endpoint.baseURL)", userID: jars-user-01, allowPlainHTTP: true}
        pace: {perSecond: 10000}
        doubt: {settle: 0, apart: 0, patience: 5}
        """
      try (Data(configuration.utf8) + Data("\n".utf8) + settings)
        .write(to: URL(fileURLWithPath: place + "/elvbridge.yaml"))
      let variables = ["ELVBRIDGE_SECRET": "simulator-secret-01"]
      let installation = Installation(
        configuration: try ConfigurationFile(path: place + "/elvbridge.yaml").load(environment: [:]),
        catalogue: try SchemaLibrary(folder: Self.samples + "/../../schemas/jars").load(),
        clock: Clock(startingAt: moment), language: .japanese, variables: variables)
      let run = try DropRun(
        installation: installation, ledger: try installation.owningLedger(for: "test"), stop: StopSignal(),
        tell: { _ in })
      if FileManager.default.fileExists(atPath: place + "/earlier") {
        let earlier = try await run.run(named: [place + "/earlier"])
        #expect(earlier.tally.input == earlier.tally.accepted, "what was sent before was not accepted")
      }
      return try await run.run(named: [place + "/drop"])
    }
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
