package import Delivery
package import Findings
package import Ledger

/// What a run came to: every file with the fates of its rows.
package struct RunReport: Sendable {
  package var files: [FileReport] = []
  /// What stopped the sending early, if anything did.
  package var fault: Fault?
  /// What a person should know besides, and what changes no row's fate.
  package var notices: [Finding] = []

  package init() {}

  package var tally: Tally { files.reduce(Tally()) { $0 + $1.tally } }

  /// That a stop came before every file was read to its end, and which it came to.
  package var cutShort: Finding?

  /// 0 all well; 1 rows need a person; 2 the run failed; 3 rows are in doubt; 4 rows are held (PRODUCT, "Commands").
  package var exitCode: Int32 {
    let tally = tally
    if fault != nil || files.contains(where: { $0.fault != nil }) { return 2 }
    if tally.inDoubt > 0 { return 3 }
    if tally.invalid + tally.rejected > 0 || files.contains(where: \.isFaulty) { return 1 }
    return tally.held > 0 || cutShort != nil ? 4 : 0
  }
}

/// What became of one file.
package struct FileReport: Sendable {
  package var path: String
  package var function: String?
  package var drop: DropRecord?
  /// The same bytes were taken in before.
  package var isKnown = false
  package var tally = Tally()
  /// Findings about the file as a whole.
  package var findings: [Finding] = []
  package var fault: Fault?
  package var resultPath: String?
  package var errorPath: String?
  /// The file looks as if its writer were still at it, and was left alone.
  package var isUnfinished = false
  /// What its outputs were written from, where this run has written them.
  var basis: Projection.Basis?

  package init(path: String, drop: DropRecord? = nil, fault: Fault? = nil) {
    self.path = path
    self.drop = drop
    self.fault = fault
  }

  /// How a drop of an earlier run stands. Throws ``Fault`` of the ledger.
  package init(_ drop: DropRecord, in ledger: any LedgerDriver) throws {
    self.init(path: drop.drop.path, drop: drop)
    function = drop.drop.identity.function
    tally = try ledger.tally(of: drop.id)
  }

  /// Whether something is wrong with the file as a whole, so that it was not taken in.
  package var isFaulty: Bool { findings.contains { $0.severity == .error } }
}

/// What a run tells while it works.
package enum RunEvent: Sendable {
  /// A ledger of an earlier version, of so many bytes, is being brought up to date; a large one takes minutes.
  case upgrading(byteCount: Int)
  /// So many rows of a file are on their way into the ledger, and this share of its bytes, where bytes tell.
  case reading(path: String, rows: Int, share: Double?)
  case staged(FileReport)
  case refused(FileReport)
  case failed(FileReport)
  /// A file looks as if its writer were still at it; it is looked at again.
  case unfinished(FileReport)
  /// Outputs of a drop are being written beside this path: so many of its rows are done.
  case writing(path: String, rows: Int, of: Int)
  /// Outputs were written with the ledger's present knowledge.
  case written(FileReport)
  /// How long the sending will take, before it begins.
  case forecast(Forecast)
  /// Something that a person should know.
  case notice(Finding)
  /// Sending stopped early.
  case stopped(Fault)
  case progress(Dispatcher.Progress)
  /// Another process holds the folder or the ledger; we wait for it to end.
  case standingBy(Fault)
  /// The folder and the ledger are ours from now on.
  case watching
  /// How a watch stands: now and then while there is work.
  case turn(WatchTurn)
  /// The configuration was read again; what has to wait for a restart, if anything has.
  case reloaded(Fault?)
  /// The configuration could not be read again; the old one stays in force.
  case notReloaded(Fault)
}
