import Foundation
import Testing

/// The real binary, run as a person runs it.
struct Program {
  struct Ending {
    var exitCode: Int32
    var output: String
    var error: String
  }

  /// Built products stand beside the test bundle, unless `ELVBRIDGE_PROGRAM` names another, such as a release build.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["ELVBRIDGE_PROGRAM"] { return named }
    var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    // The test runner may be the toolchain's; then the bundle is its first argument.
    if !FileManager.default.fileExists(atPath: folder.appendingPathComponent("elvbridge").path) {
      let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""
      folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    }
    return folder.appendingPathComponent("elvbridge").path
  }()

  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Within opening hours and right after the dates in the tests' rows.
  static let morning = "2026-11-21T10:00:00+09:00"

  static func environment(_ extra: [String: String] = [:]) -> [String: String] {
    var environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8"]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    environment["ELVBRIDGE_NOW"] = morning
    environment["ELVBRIDGE_SECRET"] = "simulator-secret-01"
    return environment.merging(extra) { _, new in new }
  }

  /// Starts the program; the caller waits for it or kills it.
  static func start(
    _ arguments: [String], in folder: String, environment extra: [String: String] = [:],
    through wrapper: [String] = []
  ) throws -> (process: Process, output: Pipe, error: Pipe) {
    let process = Process()
    let command = wrapper + [path] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment(extra)
    let output = Pipe()
    let error = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output, error)
  }

  @discardableResult
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], through wrapper: [String] = []
  ) throws -> Ending {
    let (process, output, error) = try start(arguments, in: folder, environment: environment, through: wrapper)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // A process that died of a signal must never look like one that ended well.
    let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return Ending(exitCode: code, output: text, error: errorText)
  }
}

/// A folder of a test's own, gone when the test is over unless `CRASH_KEEP` is set.
final class Workplace {
  let path: String

  /// - Parameter inMemory: on a file system without a disk, where there is one: a killed process loses nothing there
  ///   that it would not lose on a disk, and a thousand nights take a third of the time.
  init(inMemory: Bool = false) throws {
    let isQuick = inMemory && FileManager.default.isWritableFile(atPath: "/dev/shm")
    let folder = isQuick ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory
    path = folder.appendingPathComponent("elvbridge-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path + "/drop", withIntermediateDirectories: true)
  }

  deinit {
    if ProcessInfo.processInfo.environment["CRASH_KEEP"] != nil { return print("kept: \(path)") }
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Writes a configuration that talks to the address.
  func configure(
    _ baseURL: String, _ lines: String = "", environment: String = "",
    doubt: String = "settle: 0, apart: 0, patience: 10", timeout: Double = 3, perSecond: Double = 2000
  ) throws {
    try write(
      "elvbridge.yaml",
      """
      environment: test
      environments:
        test:
          baseURL: \(baseURL)
          userID: jars-user-01
          certificateAuthority: ca.pem
      \(environment.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
      pace: {perSecond: \(perSecond), connectTimeout: 2, requestTimeout: \(timeout)}
      doubt: {\(doubt)}
      \(lines)

      """)
  }
}
