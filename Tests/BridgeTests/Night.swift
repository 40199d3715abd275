import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Logging
import Simulator
import Testing
import Validation

/// One run over a drop folder, on a clock that starts at the samples' morning, beside a simulator whose clock stands.
struct Night {
  var user = "jars-user-01"
  var secret = "simulator-secret-01"
  /// Other schemas than the shipped ones.
  var schemas: String?
  /// Further lines of the environment, `profile: fee-inquiry`.
  var environment = ""
  /// Further lines of the configuration.
  var settings = ""
  /// When our clock starts; the simulator's stands in the morning.
  var moment = Night.morning
  /// Seconds that a run waits for doubts to be settled.
  var patience = 5
  /// The overlay of our side; the simulator's is its own option.
  var overlay: String?
  var simulator: SimulatorOptions
  /// The shipped schemas, loaded once: in a debug build that takes longer than most nights.
  static let catalogue = try! SchemaLibrary(folder: schemas).load()

  static let schemas = URL(fileURLWithPath: SampleTests.samples + "/../../schemas/jars").standardizedFileURL.path

  init(vehicles: Data? = nil, _ change: (inout Night) -> Void = { _ in }) throws {
    let moment = try #require(Moment(Self.morning))
    simulator = SimulatorOptions(
      clock: .fixed(Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)), vehicles: vehicles,
      logger: Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() }))
    change(&self)
  }

  /// A night of a sample folder, with its vehicles and its settings.
  init(sample folder: String, _ change: (inout Night) -> Void = { _ in }) throws {
    func text(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(folder)/\(name)") }
    try self.init(vehicles: text("vehicles.json")) { night in
      night.settings = text("settings.yaml").map { String(decoding: $0, as: UTF8.self) } ?? ""
      change(&night)
    }
  }

  static let morning = "2026-11-21T10:00:00+09:00"

  /// Runs the drop folder of the place once; before it `earlier`, where there is such a folder.
  ///
  /// - Parameter drop: sends the failed rows of that drop again, and reads no file.
  func run(in place: String, failedRowsOf drop: String? = nil) async throws -> RunReport {
    try await withRunningSimulator(simulator) { endpoint in
      let configuration = """
        environment: test
        environments:
          test:
            baseURL: "\(endpoint.baseURL)"
            userID: \(user)
            allowPlainHTTP: true
            \(environment)
        pace: {perSecond: 10000, group: 1}
        doubt: {settle: 0, apart: 0, patience: \(patience)}
        \(settings)
        """
      try Data(configuration.utf8).write(to: URL(fileURLWithPath: place + "/elvbridge.yaml"))
      let installation = Installation(
        configuration: try ConfigurationFile(path: place + "/elvbridge.yaml").load(environment: [:]),
        catalogue: overlay == nil && schemas == nil
          ? Self.catalogue : try SchemaLibrary(folder: schemas ?? Self.schemas, overlay: overlay).load(),
        clock: Clock(startingAt: try #require(Moment(moment))), language: .japanese,
        variables: ["ELVBRIDGE_SECRET": secret])
      let run = try DropRun(
        installation: installation, ledger: try installation.owningLedger(for: "test"), stop: StopSignal(),
        tell: { _ in })
      if FileManager.default.fileExists(atPath: place + "/earlier") {
        let earlier = try await run.run(named: [place + "/earlier"])
        #expect(earlier.tally.input == earlier.tally.accepted, "what was sent before was not accepted")
      }
      if let drop { return try await run.run(failedRowsOf: drop) }
      return try await run.run(named: [place + "/drop"])
    }
  }
}

/// What a simulator wrote down of each exchange, in a place that it was told to write to.
func records(_ path: String) -> [[String: Any]] {
  let text = (try? String(contentsOfFile: path + "/record.jsonl", encoding: .utf8)) ?? ""
  return text.split(separator: "\n").compactMap {
    try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
  }
}

/// A folder of a test's own with a drop folder, gone when the test is over.
final class DropPlace {
  let path: String

  /// - Parameter files: paths below `drop` and their text.
  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("elvbridge-\(UUID().uuidString)").path
    for (name, text) in files {
      let file = URL(fileURLWithPath: path + "/drop/" + name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  /// An installation over this folder, without a service, at ten in the morning of a day.
  func installation(on day: String = "2026-11-21") throws -> Installation {
    let file = path + "/elvbridge.yaml"
    let configuration = """
      environment: test
      environments: {test: {baseURL: "https://localhost:1", userID: jars-user-01}}
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: file))
    return Installation(
      configuration: try ConfigurationFile(path: file).load(environment: [:]), catalogue: Night.catalogue,
      clock: Clock(startingAt: try #require(Moment("\(day)T10:00:00+09:00"))), language: .japanese,
      variables: ["ELVBRIDGE_SECRET": "x"])
  }

  /// Copies a sample's input below `drop`, and what was sent before below `earlier`; returns the input's name.
  func lay(sample folder: String, of function: String) throws -> String {
    var input = ""
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      var target = "drop/\(function)"
      if name.hasPrefix("input.") {
        input = name
      } else if name.hasPrefix("earlier.") {
        target = "earlier/" + ((name as NSString).deletingPathExtension as NSString).pathExtension
      } else {
        continue
      }
      try FileManager.default.createDirectory(atPath: "\(path)/\(target)", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(path)/\(target)/\(name)")
    }
    return try #require(input.isEmpty ? nil : input, "\(folder) has no input")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func read(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path + "/drop/" + name) ?? Data(), as: UTF8.self)
  }
}
