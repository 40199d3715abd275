import Foundation
import Testing

/// A simulator in a process of its own; its journal is the judge of what was reported.
final class FarEnd {
  let address: String
  private let process: Process
  private let folder: String

  /// Starts a simulator whose files stand in the workplace, with `fleet` vehicles `SIM00-000001` …
  init(in workplace: Workplace, fleet: Int = 2000, options: [String] = [], tls: Bool = true) throws {
    folder = workplace.path
    let arguments =
      ["simulate", "--port", "0", "--fleet", "\(fleet)", "--journal", "journal.jsonl", "--address-file", "address"]
      + (options.contains("--now") ? [] : ["--now", Program.morning])
      + (tls ? ["--tls", "--ca", "ca.pem"] : [])
      + options + Self.recording(options)
    try? FileManager.default.removeItem(atPath: folder + "/address")
    let started = try Program.start(arguments, in: folder)
    process = started.process
    started.output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    started.error.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    var found: String?
    for _ in 0..<400 where found == nil {
      usleep(25_000)
      found = workplace.read("address")
    }
    address = try #require(found, "the simulator did not start")
  }

  /// Where this far end writes every exchange down, for `make oracles` to judge; an overlay speaks another language.
  private static func recording(_ options: [String]) -> [String] {
    guard let folder = ProcessInfo.processInfo.environment["RECORD_EXCHANGES"], !options.contains("--overlay") else {
      return []
    }
    return ["--record", "\(folder)/\(UUID().uuidString).jsonl"]
  }

  deinit { process.terminate() }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Every accepted report, as the simulator wrote it down.
  var journal: [[String: Any]] {
    let text = (try? String(contentsOfFile: folder + "/journal.jsonl", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// How often each report was accepted; more than once would be the worst that can happen.
  var acceptancesByReport: [String: Int] {
    var counts: [String: Int] = [:]
    for entry in journal { counts["\(entry["function"] ?? "")|\(entry["businessKey"] ?? "")", default: 0] += 1 }
    return counts
  }

  /// How many calls of the interface have arrived, answered or not.
  func requestCount() throws -> Int {
    let text = try ask("requests", [])
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return (object?["functions"] as? [String: Int] ?? [:]).values.reduce(0, +)
  }

  /// Tells the desk something: faults, clock, vehicles.
  ///
  /// - Parameter mayFail: whether the desk may say no, to what another office would be refused for instance.
  func tell(_ path: String, _ json: String, mayFail: Bool = false) throws {
    let answer = try? ask(path, ["--data", json])
    #expect(answer != nil || mayFail, "the simulator's desk refused \(json)")
  }

  private struct Refused: Error {}

  private func ask(_ path: String, _ options: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["curl", "--silent", "--fail", "--cacert", folder + "/ca.pem"] + options + [address + "/admin/" + path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Refused() }
    return text
  }
}

/// Rows of a collection report for the simulator's fleet.
enum CollectionRows {
  static let header =
    "事業所コード,車台番号,車両区分,登録番号不明,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  static func row(_ number: Int) -> String {
    let digits = String(number)
    let chassis = "SIM00-" + String(repeating: "0", count: 6 - digits.count) + digits
    return "130000100002,\(chassis),登録,不明,国土 太郎,R8/11/20,○,HFC,有,1"
  }

  /// A file of rows for the vehicles of the range, with CRLF line ends.
  static func file(_ vehicles: ClosedRange<Int>) -> String {
    ([header] + vehicles.map(row)).joined(separator: "\r\n") + "\r\n"
  }
}

/// The counts of a run, read from its `--json` output.
struct Counts: Equatable {
  var input = 0
  var accepted = 0
  var invalid = 0
  var rejected = 0
  var held = 0
  var inDoubt = 0
  var alreadyDone = 0

  init(_ output: String) throws {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let counts = try #require(object["counts"] as? [String: Int])
    input = counts["input"] ?? -1
    accepted = counts["accepted"] ?? -1
    invalid = counts["invalid"] ?? -1
    rejected = counts["rejected"] ?? -1
    held = counts["held"] ?? -1
    inDoubt = counts["inDoubt"] ?? -1
    alreadyDone = counts["alreadyDone"] ?? -1
  }

  var isConserved: Bool { input == accepted + invalid + rejected + held + inDoubt + alreadyDone }
}
