import Delivery
package import Findings
import Foundation
import Tabular
package import Validation

/// Reads a drop and checks every row of it; the same for `check`, which only tells, and `run`, which goes on.
package struct DropReader: Sendable {
  package let catalogue: Catalogue
  /// The date in Japan; a watch outlives the day that it was started on.
  package var today: JapanDate
  /// Days that rules may ask for, by name.
  package let calendars: [String: Set<JapanDate>]
  package let profiles: ProfileChoice
  let choice: FunctionChoice
  /// Knows where a corrected error file comes from; `nil` where there is no ledger to ask.
  var origin: RerunOrigin?
  /// Whether a file that ends inside a quoted cell is left until its writer is done, instead of being read as it is.
  var isPatient = false
  /// Whether the beginning of a file is enough to open it; its rows can only be told about then (``tell(of:handle:)``).
  package var isHasty = false
  /// Whether a file that is opened hastily gets its SHA-256 while its rows are read.
  package var isDigesting = false
  /// How many threads may read one file, where it is only to be told what is wrong with it.
  package var threads = 1
  /// A file with fewer bytes is read before what makes reading quick is made.
  private static let sizeOfShort = 1 << 16
  /// As many as there are cores, at most 4.
  package static var usualThreads: Int { min(4, ProcessInfo.processInfo.activeProcessorCount) }
  /// Called between batches of rows; what it throws ends the reading.
  var pulse: @Sendable () throws -> Void = {}

  package init(
    catalogue: Catalogue, today: JapanDate, calendars: [String: Set<JapanDate>] = [:], profiles: [Profile] = []
  ) {
    self.catalogue = catalogue
    self.today = today
    self.calendars = calendars
    self.profiles = ProfileChoice(profiles: profiles)
    choice = FunctionChoice(catalogue: catalogue)
  }

  /// Opens the file once for each function that it feeds: once, or once per profile that fits its name.
  ///
  /// Throws ``Fault`` for what the file system says. What is wrong with the file itself stands in the findings.
  package func openAll(_ path: String, as function: FunctionSchema? = nil) throws -> [OpenedDrop] {
    let chosen = profiles.profiles(for: path).filter { function == nil || $0.profile.function == function?.name }
    if !chosen.isEmpty, origin != nil {
      // A corrected output may have a name that a profile fits; it has our layout all the same.
      let plain = try open(path, as: function)
      if RerunColumns(labels: plain.labels) != nil { return [plain] }
    }
    if ProfileChoice.isAmbiguous(chosen) {
      var opened = OpenedDrop(examination: try examine(path))
      let names = chosen.map(\.profile.name).joined(separator: ", ")
      opened.findings = [Finding(.profileAmbiguous, facts: ["actual": names])]
      return [opened]
    }
    if chosen.isEmpty { return [try open(path, as: function)] }
    return try chosen.map { try open(path, as: function, by: $0) }
  }

  /// Looks at the whole file or, in haste, at its beginning.
  func examine(_ path: String, by profile: Profile? = nil) throws -> Examination {
    let labels = choice.finder.knownLabels
    let declared = profile?.format.encoding
    return isHasty
      ? try Examination(beginningOf: path, knownLabels: labels, declared: declared, digesting: isDigesting)
      : try Examination(path: path, knownLabels: labels, declared: declared, threads: threads)
  }

  /// Hands out every record of the file as it is read, its number and its cells, the first layout that fits.
  ///
  /// Throws ``UnreadableDrop`` for a file that can't be read, and ``Fault``.
  package func readCells(of path: String, _ body: (Int, [String]) throws -> Void) throws {
    let opened = try open(path, by: profiles.profiles(for: path).first)
    guard let layout = opened.layout else { throw UnreadableDrop(findings: opened.findings) }
    _ = try RecordSource(path: path, layout: layout).read(expectedCells: nil) { batch in
      for record in batch { try body(record.location.record, (0..<record.count).map(record.text)) }
      return true
    }
  }

  /// Checks every row and hands the results on in batches, in file order; for telling, rows without findings may be left
  /// out.
  ///
  /// Throws ``UnreadableDrop`` when the file turns out to be broken as a whole, ``Fault`` `fileChanged` when the bytes are
  /// no longer those that were examined, `UnfinishedDrop` where the reader is patient, and whatever `body` throws.
  package func checkRows(
    of opened: OpenedDrop, for purpose: CheckPurpose, handle: ([CheckedRecord]) throws -> Void
  ) throws -> RowCount {
    var opened = opened
    return try read(&opened, for: purpose, handle)
  }

  /// Checks every row to say what is wrong with it, and ends the examination of a drop that was opened hastily.
  ///
  /// Throws as ``checkRows(of:for:handle:)`` does, and ``HastyVerdict`` where the drop must be opened again, without haste.
  package func tell(of opened: inout OpenedDrop, handle: ([CheckedRecord]) throws -> Void) throws -> RowCount {
    guard opened.isReadable || opened.examination.isWhole else { throw HastyVerdict() }
    return try read(&opened, for: .telling, handle)
  }

  private func read(
    _ opened: inout OpenedDrop, for purpose: CheckPurpose, _ handle: ([CheckedRecord]) throws -> Void
  ) throws -> RowCount {
    guard let layout = opened.layout, let function = opened.function, let header = opened.header, opened.isReadable
    else { return RowCount() }
    let path = opened.examination.path
    let checker = try RowChecker(
      function: function, service: catalogue.service, header: header,
      days: KnownDays(today: today, calendars: calendars), patterns: catalogue.patterns)
    var rows = RowChecking(
      checker: checker, maker: SubmissionMaker(function: function, today: today), function: function,
      purpose: purpose, occasion: opened.examination.sha256 ?? "", firstRow: opened.headerRecord + 1,
      isShort: opened.examination.byteCount < Self.sizeOfShort,
      selection: opened.selection, siblings: opened.siblings,
      returned: origin.flatMap { ReturnedCells(ledger: $0.ledger, function: function, labels: header.labels) })
    if let gate = rows.gate(for: layout, header) {
      return try check(&opened, &rows, through: gate, handle)
    }
    guard opened.examination.isWhole || layout.isKnownByItsBeginning else { throw HastyVerdict() }
    let source = RecordSource(path: path, layout: layout)
    let isAhead = purpose == .telling && threads > 1
    func read(_ body: (RecordBatch) throws -> Void) throws -> [Finding] {
      let reading = try source.read(expectedCells: header.labels.count, isAhead: isAhead) { batch in
        try pulse()
        try body(batch)
      }
      try opened.examination.confirm(reading)
      if isPatient && reading.endsInQuote { throw UnfinishedDrop() }
      return reading.findings
    }
    do {
      if rows.needsSurvey { _ = try read { try rows.survey($0) } }
      let findings = try read { try handle(try rows.check($0)) }
      var count = rows.count
      count.findings = findings + rows.fileFindings
      return count
    } catch is UnreadableDrop where !opened.examination.isWhole {
      // What is wrong with it as a whole may be that it is something else.
      throw HastyVerdict()
    }
  }
}

/// A file that turned out to be broken while its rows were read: cut off, miscounted, damaged.
package struct UnreadableDrop: Error {
  package var findings: [Finding]
}

/// How many rows a drop has, and of what kind.
package struct RowCount: Sendable, Hashable {
  package var rows = 0
  package var valid = 0
  package var blank = 0
  /// Records that the profile says are no rows of this function.
  package var skipped = 0
  /// What reading to the end told of the file as a whole.
  package var findings: [Finding] = []

  package init() {}
}
