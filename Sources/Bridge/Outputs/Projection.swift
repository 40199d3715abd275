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
  }

  /// Writes the files of one drop, each whatever became of the others.
  ///
  /// Throws the first ``Fault`` of the folder, the disk or a program that holds an output open, after all was tried; the
  /// status file names what could not be written.
  package func write(_ drop: DropRecord, tally: Tally) throws -> Written {
    var written = Written()
    let names = OutputNames(input: drop.outputBase)
    let layout = try layout(of: drop)
    var faults: [Fault] = []
    func attempt(_ body: () throws -> Void) throws {
      do { try body() } catch let fault as Fault where !fault.isLedgers { faults.append(fault) }
    }
    try attempt { written.result = try write(.result, of: drop, names, layout, &written.warnings) { _ in true } }
    if tally.invalid + tally.rejected + tally.inDoubt > 0 {
      try attempt { written.error = try write(.error, of: drop, names, layout, &written.warnings) { $0.needsPerson } }
      try attempt { try writeBook(of: drop, names, layout, &written.warnings) }
    } else {
      for format in OutputNames.Format.allCases {
        try attempt { try keeper.removeOutdated(names.path(.error, format)) }
      }
    }
    let status = StatusFile(drop: drop, tally: tally, unwritten: faults.compactMap { $0.facts["path"] })
    try attempt { try status.write(to: names.status) }
    if let fault = faults.first { throw fault }
    return written
  }

  private func layout(of drop: DropRecord) throws -> RowLayout {
    let function = try catalogue.staged(drop.drop.identity.function)
    let words = RowWords(
      catalogue: catalogue, function: function, header: drop.drop.header, language: language,
      closed: closed(function))
    return RowLayout(header: drop.drop.header, words: words, function: function)
  }

  private var keeper: OutputKeeper { OutputKeeper(ledger: ledger) }

  private func write(
    _ kind: OutputNames.Kind, of drop: DropRecord, _ names: OutputNames, _ layout: RowLayout,
    _ warnings: inout [Finding], where isWanted: (RowRecord) -> Bool
  ) throws -> String {
    let place = try keeper.freePath(kind, .csv, names, &warnings)
    let dialect = drop.outputDialect
    var file = try WholeFile(at: place.path)
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: layout.header.map(SpreadsheetGuard.harmless))
    try file.write(writer.takeBytes())
    try ledger.forEachRow(of: drop.id) { row in
      guard isWanted(row) else { return true }
      for member in try members(of: row, layout.function) {
        try file.write(line(of: row, and: member, layout, &writer, dialect))
      }
      return true
    }
    try keeper.commit(&file, replacing: place.present, of: drop.id)
    return place.path
  }

  /// The error file as a workbook, for people who open things by double click.
  private func writeBook(
    of drop: DropRecord, _ names: OutputNames, _ layout: RowLayout, _ warnings: inout [Finding]
  ) throws {
    let place = try keeper.freePath(.error, .xlsx, names, &warnings)
    var file = try WholeFile(at: place.path)
    var book = try ErrorBook.begun(beside: place.path, layout: layout, language: language, seenAt: drop.drop.seenAt)
    try ledger.forEachRow(of: drop.id) { row in
      guard row.needsPerson else { return true }
      for member in try members(of: row, layout.function) where !(try book.add(row, and: member)) { return false }
      return true
    }
    try book.close { try file.write(Array($0)) }
    try keeper.commit(&file, replacing: place.present, of: drop.id)
  }

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

  /// One line of output; what the dialect's encoding can't carry stands as 〓 and is noted on the row.
  private func line(
    of row: RowRecord, and member: [String], _ layout: RowLayout, _ writer: inout RecordWriter, _ dialect: Dialect
  ) -> [UInt8] {
    writer.append(cells: layout.cells(of: row, and: member).map(SpreadsheetGuard.harmless))
    let bytes = writer.takeBytes()
    // Damage has a finding of its own already.
    let lost = Set(writer.unencodable.map(\.character)).subtracting(["\u{FFFD}", "\u{2400}"]).sorted()
    if lost.isEmpty { return bytes }
    var noted = row
    // Named by number: the character itself is just what this file can't show.
    let characters = lost.map { character in
      let number = "U+" + String(character.value, radix: 16, uppercase: true)
      return Substitution.suggestion(for: character).map { "\(number)→\($0)" } ?? number
    }.joined(separator: " ")
    noted.findings.append(
      Finding(.unencodableCharacter, facts: ["encoding": dialect.encoding.title, "value": characters]))
    writer.append(cells: layout.cells(of: noted, and: member).map(SpreadsheetGuard.harmless))
    return writer.takeBytes()
  }
}
