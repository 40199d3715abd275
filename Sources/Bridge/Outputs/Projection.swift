package import Delivery
package import Findings
import Foundation
package import Ledger
import Tabular
package import Validation

/// Writes what the ledger knows beside the input: the result file, the error file and book, the status file.
///
/// All of them can be deleted and written again (ARCHITECTURE, rule 5).
package struct Projection: Sendable {
  private let ledger: any LedgerDriver
  private let catalogue: Catalogue
  private let language: Language
  private let hours: ServiceHours
  private let clock: Clock

  package init(
    ledger: any LedgerDriver, catalogue: Catalogue, language: Language, hours: ServiceHours, clock: Clock
  ) {
    self.ledger = ledger
    self.catalogue = catalogue
    self.language = language
    self.hours = hours
    self.clock = clock
  }

  /// Where the outputs of a drop now stand.
  package struct Written: Sendable {
    package var result: String?
    package var error: String?
    /// Outputs that a person had changed and that were left alone.
    package var warnings: [Finding] = []
    /// What they were written from.
    var basis: Basis
  }

  /// Everything that the outputs of a drop depend on, as it was before they were written.
  package struct Basis: Sendable, Equatable {
    /// The ledger's ``LedgerDriver/revision()``.
    var revision: Int64
    /// What rows that merely wait are told while the service is closed.
    var closed: Finding?
  }

  /// What the outputs of the drop would be written from now: where it is what they were written from, they are as they
  /// would be.
  func basis(of drop: DropRecord) throws -> Basis {
    Basis(revision: try ledger.revision(), closed: closed(try catalogue.staged(drop.drop.identity.function)))
  }

  /// Writes the files of one drop in one walk through its rows, each whatever became of the others.
  ///
  /// Throws the first ``Fault`` of the folder, the disk or a program that holds an output open, after all was tried; the
  /// status file names what could not be written.
  ///
  /// - Parameter advanced: told now and then how many rows are written.
  package func write(
    _ drop: DropRecord, tally: Tally, advanced: (_ rows: Int) -> Void = { _ in }
  ) throws -> Written {
    var written = Written(basis: try basis(of: drop))
    let names = OutputNames(input: drop.outputBase)
    let layout = try layout(of: drop)
    var outputs = OutputFaults()
    var lines = OutputLine(dialect: drop.outputDialect, layout: layout)
    let head = lines.header()
    var warnings: [Finding] = []
    func textOutput(_ kind: OutputNames.Kind) throws -> LinesOutput {
      try LinesOutput(kind, names, keeper: keeper, warnings: &warnings, head: head)
    }
    var result = try outputs.make(.result) { try textOutput(.result) }
    var errors: LinesOutput?
    var book: BookOutput?
    if tally.invalid + tally.rejected + tally.inDoubt > 0 {
      errors = try outputs.make(.errors) { try textOutput(.error) }
      book = try outputs.make(.book) {
        try BookOutput(
          names, layout: layout, language: language, seenAt: drop.drop.seenAt, keeper: keeper, warnings: &warnings)
      }
    } else {
      for (format, output) in [(OutputNames.Format.csv, OutputFaults.Output.errors), (.xlsx, .book)] {
        _ = try outputs.make(output) { try keeper.removeOutdated(names.path(.error, format)) }
      }
    }
    var last: OutputRow?
    var count = 0
    try ledger.forEachRow(of: drop.id) { record in
      let row = OutputRow(record, in: layout.words, after: last)
      last = row
      count += 1
      if count.isMultiple(of: Self.step) { advanced(count) }
      for member in try members(of: record, layout.function) {
        let line = lines.line(of: row, and: member)
        try outputs.add(.result, to: &result) { try $0.add(line) }
        guard record.needsPerson else { continue }
        try outputs.add(.errors, to: &errors) { try $0.add(line) }
        try outputs.add(.book, to: &book) { try $0.add(layout.cells(of: row, and: member), row.told) }
      }
      return result != nil || errors != nil || book != nil
    }
    try outputs.add(.result, to: &result) { try $0.commit(of: drop.id) }
    try outputs.add(.errors, to: &errors) { try $0.commit(of: drop.id) }
    try outputs.add(.book, to: &book) { try $0.commit(of: drop.id) }
    written.result = result?.path
    written.error = errors?.path
    written.warnings = warnings
    let status = StatusFile(drop: drop, tally: tally, unwritten: outputs.inOrder.compactMap { $0.facts["path"] })
    _ = try outputs.make(.status) { try status.write(to: names.status) }
    if let fault = outputs.inOrder.first { throw fault }
    return written
  }

  /// How many rows are written between two words of it: as many as a thousandth of a second is enough for.
  private static let step = 100

  private func layout(of drop: DropRecord) throws -> RowLayout {
    let function = try catalogue.staged(drop.drop.identity.function)
    let words = RowWords(
      catalogue: catalogue, function: function, header: drop.drop.header, language: language,
      closed: closed(function))
    return RowLayout(header: drop.drop.header, words: words, function: function)
  }

  private var keeper: OutputKeeper { OutputKeeper(ledger: ledger) }

  /// The members of the list that answered a row, one line each; one line without any where there is none.
  private func members(of row: RowRecord, _ function: FunctionSchema) throws -> [[String]] {
    guard let list = function.bridge.answer.list else { return [[]] }
    let members = try ledger.list(of: row.drop, row: row.location.record)
    if members.isEmpty { return [list.columns.map { _ in "" }] }
    return members.map { cells in zip(list.columns, cells).map { $0.meanings[$1] ?? $1 } }
  }

  /// Why rows that merely wait are not sent at this hour; `nil` while the service is open.
  private func closed(_ function: FunctionSchema) -> Finding? {
    let now = clock.now()
    guard !hours.maySend(function.bridge.hours, at: now),
      let opening = hours.nextOpening(function.bridge.hours, after: now)
    else { return nil }
    return Finding(.outOfHours, facts: ["when": opening.clockTime])
  }
}
