import Delivery
package import Findings
import Tabular
package import Validation

/// Reads a drop and checks every row of it; the same for `check`, which only tells, and `run`, which goes on.
package struct DropReader: Sendable {
  package let catalogue: Catalogue
  /// The date in Japan; a watch outlives the day that it was started on.
  package var today: JapanDate
  /// Days that rules may ask for, by name.
  package let calendars: [String: Set<JapanDate>]
  /// Knows the function of a corrected error file; `nil` where there is no ledger to ask.
  var origin: RerunOrigin?
  private let choice: FunctionChoice

  package init(catalogue: Catalogue, today: JapanDate, calendars: [String: Set<JapanDate>] = [:]) {
    self.catalogue = catalogue
    self.today = today
    self.calendars = calendars
    choice = FunctionChoice(catalogue: catalogue)
  }

  /// Examines the file and reads its header.
  ///
  /// Throws ``Fault`` for what the file system says. What is wrong with the file itself stands in the findings.
  package func open(_ path: String, as function: FunctionSchema? = nil) throws -> OpenedDrop {
    var opened = OpenedDrop(examination: try Examination(path: path, knownLabels: choice.finder.knownLabels))
    guard case .dialect(let dialect) = opened.examination.detection else {
      if case .unreadable(let finding) = opened.examination.detection { opened.findings = [finding] }
      return opened
    }
    let first = try firstRecords(of: path, dialect)
    guard let header = first.first else {
      opened.findings = [Finding(.emptyFile)]
      return opened
    }
    guard header.findings.isEmpty else {
      opened.findings = header.findings
      return opened
    }
    let labels = (0..<header.count).map(header.text)
    let cells = first.dropFirst().first.map { row in (0..<row.count).map(row.text) } ?? []
    let named = try function ?? origin?.function(path: path, labels: labels, cells: cells)
    let chosen = named.map { .success($0) } ?? choice.choose(path: path, labels: labels, at: header.location)
    switch chosen {
    case .failure(let ambiguity): opened.findings = [ambiguity.finding]
    case .success(let function):
      let match = HeaderMatcher(function: function).match(
        labels, ownColumns: OutputNames.ownColumns(in: labels), at: header.location)
      opened.function = function
      opened.header = match
      opened.headerRecord = header.location.record
      opened.findings = match.matchedCount == 0 ? [headerNotFound(for: function)] : match.findings
      if opened.isReadable && first.count == 1 { opened.findings.append(Finding(.noRows)) }
    }
    return opened
  }

  /// Checks every row and hands the results on in batches, in file order.
  ///
  /// Throws ``Fault`` `fileChanged` when the bytes are no longer those that were examined, and whatever `body` throws.
  package func checkRows(
    of opened: OpenedDrop, handle: ([CheckedRecord]) throws -> Void
  ) throws -> RowCount {
    guard case .dialect(let dialect) = opened.examination.detection, let function = opened.function,
      let header = opened.header, opened.isReadable
    else { return RowCount() }
    let checker = try RowChecker(
      function: function, service: catalogue.service, header: header,
      days: KnownDays(today: today, calendars: calendars))
    var rows = RowChecking(
      checker: checker, maker: SubmissionMaker(function: function, today: today), function: function,
      occasion: opened.examination.sha256, firstRow: opened.headerRecord + 1)
    if rows.needsSurvey {
      try read(opened, dialect, header) { rows.survey($0) }
    }
    let digest = try read(opened, dialect, header) { try handle(rows.check($0)) }
    guard digest == opened.examination.sha256 else {
      throw Fault(.fileChanged, ["path": opened.examination.path])
    }
    return rows.count
  }

  /// Hands out every record of the file and returns the SHA-256 of its bytes.
  @discardableResult
  private func read(
    _ opened: OpenedDrop, _ dialect: Dialect, _ header: HeaderMatch, _ body: (RecordBatch) throws -> Void
  ) throws -> String {
    var reader = RecordReader(dialect: dialect)
    reader.expectedCells = header.labels.count
    let digest = try InputFile(path: opened.examination.path).digestingChunks { try body(reader.read($0)) }
    try body(reader.finish())
    return digest
  }

  /// The first two records that hold anything: the header and, if there is one, a row.
  ///
  /// Title lines above a header are a profile's matter.
  private func firstRecords(of path: String, _ dialect: Dialect) throws -> [Record] {
    var reader = RecordReader(dialect: dialect)
    var records: [Record] = []
    func take(_ batch: RecordBatch) {
      records += batch.lazy.filter { !$0.isBlank || !$0.findings.isEmpty }.prefix(2 - records.count)
    }
    try InputFile(path: path).readChunks { chunk in
      take(reader.read(chunk))
      return records.count < 2
    }
    if records.count < 2 { take(reader.finish()) }
    return records
  }

  private func headerNotFound(for function: FunctionSchema) -> Finding {
    let required = function.columns.filter(\.constraints.required).prefix(3).map(\.title)
    return Finding(.headerNotFound, facts: ["expected": required.joined(separator: "・")])
  }
}

/// A drop whose header was read.
package struct OpenedDrop: Sendable {
  package var examination: Examination
  package var function: FunctionSchema?
  package var header: HeaderMatch?
  /// Findings about the file and its header.
  package var findings: [Finding] = []
  var headerRecord = 1

  package var isReadable: Bool { header != nil && !findings.contains { $0.severity == .error } }
}

/// How many rows a drop has, and of what kind.
package struct RowCount: Sendable, Hashable {
  package var rows = 0
  package var valid = 0
  package var blank = 0

  package init() {}
}
