import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Simulator
import Testing
import Validation

/// Every report whose answer is lost is settled by its own evidence (domain/4 §4.4), with the far end's journal as judge.
///
/// Each function's accepted sample is run three times: undisturbed, with an answer lost after the report took effect, and
/// with a request lost before. All three must come to the same.
@Suite("Reports in doubt, function by function", .serialized)
struct DoubtTests {
  static let reports: [String] = {
    let catalogue = try! SchemaLibrary(folder: Night.schemas).load()
    return catalogue.functions.filter { $0.bridge.kind == .report }.map(\.name)
  }()

  @Test("A lost answer is found by asking, a lost request is sent once more", arguments: reports)
  func settled(_ name: String) async throws {
    let undisturbed = try await night(name, nil)
    #expect(!undisturbed.rows.isEmpty && undisturbed.rows.allSatisfy { $0.fate == .accepted })
    for fault in [SimulatorFaults.Kind.commitThenDrop, .dropBeforeCommit] {
      let disturbed = try await night(name, fault)
      #expect(disturbed.rows == undisturbed.rows, "\(fault)")
      #expect(disturbed.journal == undisturbed.journal, "\(fault)")
      // What never arrived is sent again and answered; what took effect is known by asking only.
      #expect(disturbed.confirmed == (fault == .commitThenDrop ? 1 : 0), "\(fault)")
    }
  }

  /// What a row came to, as far as the lost answer must not change it.
  private struct Outcome: Equatable {
    var fate: FateWord
    var number: String?
    var package: String?
  }

  private struct Result {
    var rows: [Outcome] = []
    /// The far end's reports, each once.
    var journal: [String] = []
    /// How many calls were confirmed by an inquiry.
    var confirmed = 0
  }

  /// Runs the function's accepted sample; the first call of the function goes wrong as told.
  private func night(_ name: String, _ fault: SimulatorFaults.Kind?) async throws -> Result {
    let sample = "\(SampleTests.samples)/\(name)/accepted"
    let place = try DropPlace([:])
    _ = try place.lay(sample: sample, of: name)
    let function = try #require(try SchemaLibrary(folder: Night.schemas).load().function(named: name))
    let night = try Night(sample: sample) {
      $0.simulator.journalPath = place.path + "/journal.jsonl"
      guard let fault else { return }
      $0.simulator.faults = SimulatorFaults(rules: [.init(fault, function: function.bridge.number, call: 1)])
    }
    let report = try await night.run(in: place.path)
    #expect(report.fault == nil && report.tally.isConserved)

    let ledger = try SQLiteLedger(path: place.path + "/state/test.sqlite", .reader)
    var result = Result()
    for drop in report.files.compactMap(\.drop) {
      for row in try ledger.rows(of: drop.id, after: 0, limit: 1000) {
        let receipt: Receipt? = if case .accepted(let receipt) = row.fate { receipt } else { nil }
        let package = function.bridge.answer.package.flatMap { receipt?.columns[$0] }
        result.rows.append(Outcome(fate: row.fateWord, number: receipt?.number, package: package))
        result.confirmed += receipt?.findings.contains { $0.code == .confirmedByInquiry } == true ? 1 : 0
      }
    }
    let text = try String(contentsOfFile: place.path + "/journal.jsonl", encoding: .utf8)
    for line in text.split(separator: "\n") {
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      result.journal.append("\(entry?["function"] ?? "") \(entry?["businessKey"] ?? "")")
    }
    result.journal.sort()
    #expect(Set(result.journal).count == result.journal.count, "a report stands twice in the far end's journal")
    return result
  }
}
