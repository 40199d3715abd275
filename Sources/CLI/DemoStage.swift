import Bridge
import Findings
import Foundation
import Simulator

/// The folder that the demonstration plays in.
struct DemoStage: Sendable {
  let folder: String
  private let samples: String
  private let inputs: [String]

  /// Makes the folder anew and copies the samples into its drop folder.
  ///
  /// Throws ``Fault`` where the folder is somebody's, the samples are missing, or nothing can be written.
  init(folder: String, samples: String) throws {
    let files = FileManager.default
    self.folder = folder
    self.samples = samples
    let names = (try? files.subpathsOfDirectory(atPath: samples)) ?? []
    inputs = names.filter { !$0.hasSuffix(".json") && !$0.hasSuffix(".md") && !isFolder(samples + "/" + $0) }.sorted()
    guard !inputs.isEmpty else { throw Fault(.fileMissing, ["path": samples]) }
    let mark = folder + "/.elvbridge-demo"
    if files.fileExists(atPath: folder), !files.fileExists(atPath: mark) {
      throw Fault(.writeFailed, ["path": folder, "reason": "the folder exists and is not a demonstration's"])
    }
    do {
      if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
      try files.createDirectory(atPath: folder + "/drop", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: mark))
      for input in inputs {
        let target = folder + "/drop/" + input
        try files.createDirectory(
          atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try files.copyItem(atPath: samples + "/" + input, toPath: target)
      }
    } catch {
      throw Fault(.writeFailed, ["path": folder, "reason": error.localizedDescription])
    }
  }

  var configurationPath: String { folder + "/elvbridge.yaml" }
  var journalPath: String { folder + "/simulator-journal.jsonl" }

  /// How many reports the simulator has accepted, by its own journal.
  var journalCount: Int {
    let text = (try? String(contentsOfFile: journalPath, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").count
  }

  var inputsAreUntouched: Bool {
    inputs.allSatisfy { input in
      let sample = FileManager.default.contents(atPath: samples + "/" + input)
      return sample != nil && sample == FileManager.default.contents(atPath: folder + "/drop/" + input)
    }
  }

  /// The vehicles that the sample exports speak of.
  func vehicles() throws -> Data? {
    FileManager.default.contents(atPath: samples + "/vehicles.json")
  }

  /// Writes the configuration that reaches the running simulator.
  func configure(_ endpoint: SimulatorEndpoint) throws {
    let configuration = """
      environment: demo
      environments:
        demo:
          baseURL: \(endpoint.baseURL)
          userID: jars-user-01
          secretFile: secret
          certificateAuthority: ca.pem
      pace:
        perSecond: 500   # the real service gets one request a second
      doubt:
        settle: 1
        apart: 1

      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: configurationPath))
    try Data((endpoint.certificateAuthorityPEM ?? "").utf8).write(to: URL(fileURLWithPath: folder + "/ca.pem"))
    let secret = folder + "/secret"
    _ = FileManager.default.createFile(
      atPath: secret, contents: Data("simulator-secret-01".utf8), attributes: [.posixPermissions: 0o600])
  }
}

private func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}
