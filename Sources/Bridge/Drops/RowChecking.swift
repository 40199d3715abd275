package import Delivery
package import Findings
package import Ledger
package import Tabular
package import Validation

/// One row, checked and – when it is valid and is to be sent – made ready to send.
package struct CheckedRecord: Sendable {
  package var record: Record
  package var findings: [Finding]
  package var row: Row
  package var submission: NewSubmission?
  /// What an invalid row holds back.
  package var obstacle: Obstacle?
  /// The row that this one corrects.
  package var origin: RowID?

  package var isValid: Bool { !findings.contains { $0.severity == .error } }
}

/// What rows are checked for.
package enum CheckPurpose: Sendable {
  /// To say what is wrong with them: nothing is made that only a request or the ledger needs.
  case telling
  /// To show how they were read, the good ones as well.
  case showing
  /// To send them.
  case sending
}

/// Checks the records of one file one after the other; knows which keys it has seen.
struct RowChecking {
  let judge: RowJudge
  var checker: RowChecker { judge.checker }
  var maker: SubmissionMaker { judge.maker }
  let function: FunctionSchema
  let purpose: CheckPurpose
  /// Tells the inquiries of this file from those of another.
  let occasion: String
  /// The record after the header.
  let firstRow: Int
  /// Whether the file has a few hundred rows at most, so that what makes reading quick would only be made.
  let isShort: Bool
  let selection: RowSelection
  /// The selections of all functions that the file feeds; empty where another drop tells of rows that nobody takes.
  let siblings: [RowSelection]
  private(set) var count = RowCount()
  private let keys: KeyMemory
  /// What a spreadsheet took from a file that comes back; `nil` where the file does not.
  private var returned: ReturnedCells?
  /// Whether the file is an output of ours that comes back.
  var isReturned: Bool { returned != nil }
  /// For functions whose rows make calls together.
  private var survey: CallSurvey?
  private var verdicts = SchemaVerdicts()

  init(
    checker: RowChecker, maker: SubmissionMaker, function: FunctionSchema, purpose: CheckPurpose, occasion: String,
    firstRow: Int, isShort: Bool, selection: RowSelection = .all, siblings: [RowSelection] = [],
    returned: ReturnedCells? = nil
  ) {
    self.returned = returned
    self.selection = selection
    self.siblings = siblings
    judge = RowJudge(checker: checker, maker: maker, isKeyed: function.bridge.kind == .report && !maker.isGrouping)
    self.function = function
    self.purpose = purpose
    keys = KeyMemory(isShort ? .tiny : purpose == .sending ? .small : .large)
    self.occasion = occasion
    self.firstRow = firstRow
    self.isShort = isShort
  }

  /// Whether ``survey(_:)`` must see the whole file before ``check(_:)`` sees the first row.
  var needsSurvey: Bool { maker.isGrouping }

  /// Notes what the rows say about their calls.
  mutating func survey(_ batch: RecordBatch) throws {
    var survey = survey ?? CallSurvey(maker: maker, function: function)
    for record in batch where record.location.record >= firstRow && !record.isBlank && isRow(record) {
      survey.note(checker.check(selection.forgiven(try restored(record).record)))
    }
    self.survey = survey
  }

  mutating func check(_ batch: RecordBatch) throws -> [CheckedRecord] {
    var checked: [CheckedRecord] = []
    checked.reserveCapacity(batch.count)
    for record in batch where record.location.record >= firstRow {
      if record.isBlank && record.findings.isEmpty {
        count.blank += 1
      } else if !isRow(record) {
        if isUnwanted(record) { checked.append(unwanted(record)) } else { count.skipped += 1 }
      } else {
        let (record, repairs) = try restored(record)
        var row = try check(selection.forgiven(record))
        row.findings += repairs
        checked.append(row)
      }
    }
    return checked
  }

  private mutating func restored(_ record: Record) throws -> (record: Record, repairs: [Finding]) {
    try returned?.restored(record) ?? (record, [])
  }

  private func isRow(_ record: Record) -> Bool {
    selection.isTrivial || (!selection.isSkipped(record) && selection.isWanted(record))
  }

  /// Whether no profile of the file takes the row; only one of the file's drops tells.
  private func isUnwanted(_ record: Record) -> Bool {
    !siblings.isEmpty && !siblings.contains { $0.skipsOthers || $0.isSkipped(record) || $0.isWanted(record) }
  }

  /// A row that nobody takes has a fate all the same: it is wrong.
  private mutating func unwanted(_ record: Record) -> CheckedRecord {
    count.rows += 1
    let finding = Finding(.rowOfNobody, facts: ["value": selection.kind(of: record)], at: record.location)
    return CheckedRecord(
      record: record, findings: verdicts.settle(record.findings) + [finding],
      row: Row([:], of: function, at: record.location))
  }

  /// What the profile left out and what the file's schema has otherwise, once every row was seen.
  var fileFindings: [Finding] {
    guard count.skipped > 0 else { return verdicts.findings }
    return verdicts.findings + [
      Finding(.fileSkippedRows, facts: ["actual": "\(count.skipped)", "expected": function.title])
    ]
  }

  private mutating func check(_ record: Record) throws -> CheckedRecord {
    try settle(judge.judged(record))
  }

  /// What becomes of a row beside those before it.
  mutating func settle(_ judged: RowJudge.Judged) throws -> CheckedRecord {
    let record = judged.record
    var result = judged.result
    count.rows += 1
    result.findings = verdicts.settle(result.findings)
    if let survey {
      result.findings += survey.findings(about: result)
    } else if judged.key != 0, let earlier = try keys.row(withKey: judged.key, or: record.location.record) {
      let facts = ["value": maker.readableKey(of: result.row) ?? "", "expected": String(earlier)]
      result.findings.append(Finding(.duplicateKey, facts: facts, at: record.location))
    }
    if result.isValid { count.valid += 1 }
    guard purpose == .sending else {
      if result.isValid { result.findings += maker.warnings(about: result.row) }
      return CheckedRecord(record: record, findings: result.findings, row: result.row)
    }
    guard result.isValid else {
      return CheckedRecord(
        record: record, findings: result.findings, row: result.row, obstacle: maker.obstacle(of: result.row))
    }
    // An inquiry's key names its row as well: two rows that ask the same are two questions.
    let made = maker.submission(for: result.row, occasion: "\(occasion)/\(record.location.record)")
    return CheckedRecord(
      record: record, findings: result.findings + made.warnings, row: result.row, submission: made.submission)
  }
}

// Rows that a gate let pass, and the others of their piece.
extension RowChecking {
  /// - Parameter long: checks a row again that passed and stands twice in the file.
  ///
  /// Rows without findings are counted and left out.
  mutating func settle(
    _ passed: [GatedReader.PassedRow], among judged: [RowJudge.Judged],
    long: (GatedReader.PassedRow) -> RowJudge.Judged
  ) throws -> [CheckedRecord] {
    keys.fetch(passed)
    var checked: [CheckedRecord] = []
    var next = 0
    for row in judged {
      while next < passed.count, Int(passed[next].record) < row.record.location.record {
        if let twice = try settle(passed[next], long) { checked.append(twice) }
        next += 1
      }
      if row.record.isBlank { count.blank += 1 } else { checked.append(try settle(row)) }
    }
    while next < passed.count {
      if let twice = try settle(passed[next], long) { checked.append(twice) }
      next += 1
    }
    return checked
  }

  @inline(__always)
  private mutating func settle(
    _ row: GatedReader.PassedRow, _ long: (GatedReader.PassedRow) -> RowJudge.Judged
  ) throws -> CheckedRecord? {
    if row.key != 0, try keys.row(withKey: row.key, or: Int(row.record)) != nil { return try settle(long(row)) }
    count.rows += 1
    count.valid += 1
    return nil
  }
}
