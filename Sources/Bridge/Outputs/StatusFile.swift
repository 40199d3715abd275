import Findings
import Foundation
import Ledger

/// The status file beside an input: counts and state for other programs.
struct StatusFile: Encodable {
  private var file: String
  private var function: String
  private var ledgerID: String
  /// `done` when every row has a final fate, `open` while rows are held or in doubt.
  private var state: String
  private var counts: Tally
  private var conserved: Bool
  /// Outputs that are older than the counts, because another program holds them open or the folder refused them.
  private var unwritten: [String]?

  init(drop: DropRecord, tally: Tally, unwritten paths: [String] = []) {
    file = (drop.drop.path as NSString).lastPathComponent
    function = drop.drop.identity.function
    ledgerID = "D\(drop.id.rawValue)"
    state = tally.held + tally.inDoubt == 0 ? "done" : "open"
    counts = tally
    conserved = tally.isConserved
    unwritten = paths.isEmpty ? nil : paths.map { ($0 as NSString).lastPathComponent }
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var file = try WholeFile(at: path)
    try file.write(Array(try encoder.encode(self)) + [UInt8(ascii: "\n")])
    try file.commit()
  }
}
