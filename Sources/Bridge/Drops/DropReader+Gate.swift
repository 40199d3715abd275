import Delivery
import Findings
import Tabular
import Validation

extension RowChecking {
  /// The gate for the rows of a file, where nothing but their own cells decides whether they are valid.
  func gate(for layout: DropLayout, _ header: HeaderMatch) -> RowGate? {
    guard purpose == .telling, case .delimited(let dialect) = layout, selection.isTrivial, siblings.isEmpty,
      !needsSurvey, !isReturned
    else { return nil }
    if judge.isKeyed, maker.plainKey == nil { return nil }
    return RowGate(
      checker, header: header, dialect: dialect, key: judge.isKeyed ? maker.plainKey : nil,
      earliest: maker.earliestInTime, hasMachines: !isShort)
  }
}

extension DropReader {
  /// Checks the rows of a delimited file: those that certainly have no findings cost neither a record nor a row.
  func check(
    _ opened: inout OpenedDrop, _ rows: inout RowChecking, through gate: RowGate,
    _ handle: ([CheckedRecord]) throws -> Void
  ) throws -> RowCount {
    guard case .delimited(let dialect) = opened.layout else { preconditionFailure("only delimited files have gates") }
    let work = PieceWork(
      gate: gate, dialect: dialect, firstRow: rows.firstRow, selection: rows.selection, judge: rows.judge)
    var examination = ContinuedExamination(of: opened.examination)
    var endsInQuote = false
    try PieceCrew(path: opened.examination.path, threads: threads, work).judge { slot in
      try pulse()
      try examination.take(slot.bytes, passed: slot.passed)
      let checked = try rows.settle(slot.passed, among: slot.judged) { row in
        work.judge.judged(Self.record(row, of: slot.bytes, at: slot.offset + Int(row.start), dialect))
      }
      if !checked.isEmpty { try handle(checked) }
      endsInQuote = slot.endsInQuote
    }
    opened.examination = try examination.finish()
    if isPatient && endsInQuote { throw UnfinishedDrop() }
    var count = rows.count
    count.findings = rows.fileFindings
    return count
  }

  /// The record of a row that was only noted so far.
  private static func record(
    _ row: GatedReader.PassedRow, of piece: UnsafeBufferPointer<UInt8>, at offset: Int, _ dialect: Dialect
  ) -> Record {
    let bytes = UnsafeBufferPointer(rebasing: piece[Int(row.start)..<Int(row.start + row.count)])
    var reader = RecordReader(dialect: dialect)
    reader.pass(over: RecordReader.Position(records: Int(row.record) - 1, lines: Int(row.line) - 1, bytes: offset))
    guard let record = reader.read(UnsafeRawBufferPointer(bytes)).first else {
      preconditionFailure("a line that passed is a record")
    }
    return record
  }
}
