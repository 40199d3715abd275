package import Delivery
package import Findings
import Foundation
package import Ledger
import Tabular
package import Validation

/// Writes what the ledger knows beside the input: the result file, the error file, the status file.
///
/// All three can be deleted and written again (ARCHITECTURE, rule 5).
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

  /// Rows read from the ledger at a time.
  private static let pageSize = 2_000

  /// Writes the files of one drop; throws ``Fault`` when the folder or the disk refuses.
  package func write(_ drop: DropRecord, tally: Tally) throws -> Written {
    var written = Written()
    let names = OutputNames(input: drop.outputBase)
    written.result = try write(.result, of: drop, names, &written.warnings) { _ in true }
    if tally.invalid + tally.rejected + tally.inDoubt > 0 {
      written.error = try write(.error, of: drop, names, &written.warnings) { $0.needsPerson }
    } else {
      try removeOutdated(names.path(.error))
    }
    try StatusFile(drop: drop, tally: tally).write(to: names.status)
    return written
  }

  private func write(
    _ kind: OutputNames.Kind, of drop: DropRecord, _ names: OutputNames, _ warnings: inout [Finding],
    where isWanted: (RowRecord) -> Bool
  ) throws -> String {
    let (path, present) = try freePath(kind, names, &warnings)
    let function = try catalogue.staged(drop.drop.identity.function)
    let dialect = drop.outputDialect
    let words = RowWords(
      catalogue: catalogue, function: function, header: drop.drop.header, language: language,
      closed: closed(function))
    var file = try WholeFile(at: path)
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: (drop.drop.header + words.titles).map(SpreadsheetGuard.harmless))
    try file.write(writer.takeBytes())
    var last = 0
    while true {
      let page = try ledger.rows(of: drop.id, after: last, limit: Self.pageSize)
      guard let final = page.last else { break }
      for row in page where isWanted(row) {
        for member in try members(of: row, function) {
          try file.write(line(of: row, and: member, width: drop.drop.header.count, words, &writer, dialect))
        }
      }
      last = final.location.record
    }
    // Known before it appears, so that a crash in between does not make our own file look like a person's.
    let fingerprint = file.fingerprint
    let known = [present, fingerprint].compactMap { $0 }
    try ledger.recordOutput(at: path, fingerprint: known.joined(separator: " "), of: drop.id)
    try file.commit()
    try ledger.recordOutput(at: path, fingerprint: fingerprint, of: drop.id)
    return path
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
    of row: RowRecord, and member: [String], width: Int, _ words: RowWords, _ writer: inout RecordWriter,
    _ dialect: Dialect
  ) -> [UInt8] {
    writer.append(cells: cells(of: row, and: member, width: width, words))
    let bytes = writer.takeBytes()
    // Damage has a finding of its own already.
    let lost = Set(writer.unencodable.map(\.character)).subtracting(["\u{FFFD}", "\u{2400}"]).sorted()
    if lost.isEmpty { return bytes }
    var noted = row
    // Named by number: the character itself is just what this file can't show.
    let characters = lost.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
    noted.findings.append(
      Finding(.unencodableCharacter, facts: ["encoding": dialect.encoding.title, "value": characters]))
    writer.append(cells: cells(of: noted, and: member, width: width, words))
    return writer.takeBytes()
  }

  /// The input's cells as they were, ours, and those of a list's member.
  private func cells(of row: RowRecord, and member: [String], width: Int, _ words: RowWords) -> [String] {
    var theirs = row.cells
    // A ragged row keeps its surplus in the last cell, so that ours stay under their own headings.
    while theirs.count > width, theirs.last?.isEmpty == true { theirs.removeLast() }
    if theirs.count > width && width > 0 {
      theirs = Array(theirs[..<(width - 1)]) + [theirs[(width - 1)...].joined(separator: ",")]
    }
    theirs += Array(repeating: "", count: max(0, width - theirs.count))
    return (theirs + words.cells(of: row) + member).map(SpreadsheetGuard.harmless)
  }

  /// The first name whose file is absent or exactly as we left it, and that file's fingerprint; a person's edit is never
  /// overwritten.
  private func freePath(
    _ kind: OutputNames.Kind, _ names: OutputNames, _ warnings: inout [Finding]
  ) throws -> (path: String, present: String?) {
    for number in 1... {
      let path = names.path(kind, number: number)
      guard let fingerprint = try fingerprint(of: path) else { return (path, nil) }
      if try isOurs(path, fingerprint) { return (path, fingerprint) }
      let next = names.path(kind, number: number + 1)
      warnings.append(Finding(.outputEdited, facts: ["path": path, "actual": (next as NSString).lastPathComponent]))
    }
    preconditionFailure("the numbers do not end")
  }

  private func removeOutdated(_ path: String) throws {
    guard let fingerprint = try fingerprint(of: path), try isOurs(path, fingerprint) else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether the file is as we wrote it: the ledger has its fingerprint, beside that of a file that was about to replace it.
  private func isOurs(_ path: String, _ fingerprint: String) throws -> Bool {
    try ledger.output(at: path)?.split(separator: " ").contains(Substring(fingerprint)) ?? false
  }

  private func fingerprint(of path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try InputFile(path: path).digestingChunks { _ in true }
  }
}
