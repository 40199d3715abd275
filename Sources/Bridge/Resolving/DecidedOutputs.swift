import Findings
package import Ledger

/// The outputs of rows that a person has decided about, brought up to date.
package enum DecidedOutputs: Sendable {
  /// Written here; a file whose folder or disk refused has its fault.
  case written([FileReport])
  /// An owner is at work, named here, and writes them itself.
  case leftToOwner(String)
}

extension Installation {
  /// Writes the outputs that a decision about the row concerns, each folder under its lock, unless an owner is at work.
  ///
  /// Also those of all open drops: what the row held back, or its vehicle, may stand in any of them.
  package func writeOutputs(decidedBy command: String, about row: RowID) throws -> DecidedOutputs {
    let ledger: SQLiteLedger
    do {
      ledger = try owningLedger(for: command)
    } catch let fault as Fault where fault.code == .ledgerBusy {
      return .leftToOwner(fault.facts["owner"] ?? "")
    }
    let drops = try ledger.drops(sharing: row)
    let shared = Set(drops.map(\.id))
    let concerned = drops + (try ledger.openDrops().filter { !shared.contains($0.id) })
    let run = try DropRun(installation: self, ledger: ledger, stop: StopSignal(), tell: { _ in })
    let written = try run.written(concerned)
    try ledger.close()
    return .written(written)
  }
}

/// Tells an owner which drops a guest's decisions have changed beside it, so that their outputs follow.
package struct DecidedDrops {
  private let ledger: any LedgerDriver
  private var known: [DropID: Int]

  /// What was decided before this moment counts as written.
  package init(ledger: any LedgerDriver) throws {
    self.ledger = ledger
    known = try ledger.decidedDrops()
  }

  /// The drops with decisions that were not told of yet.
  package mutating func changed() throws -> [DropRecord] {
    let now = try ledger.decidedDrops()
    if now == known { return [] }
    let changed = now.filter { $0.value != known[$0.key] }.keys.sorted { $0.rawValue < $1.rawValue }
    let drops = try changed.compactMap(ledger.drop)
    known = now
    return drops
  }
}
