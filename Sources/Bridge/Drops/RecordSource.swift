import Findings
import Spreadsheets
import Tabular

/// How the bytes of a drop become records.
enum DropLayout: Sendable {
  case delimited(Dialect)
  case fixedWidth(FixedWidthLayout)
  /// For our own shape the names of its elements, in the order of the cells, and its XML Schema.
  case markup(MarkupLayout, labels: [String] = [], schema: [UInt8]? = nil)
  /// The sheet's name; `nil` for the first that is not hidden.
  case workbook(sheet: String?)
}

/// The records of one file, however its bytes are laid out.
struct RecordSource: Sendable {
  let path: String
  let layout: DropLayout

  /// What reading a file to its end, or to where the reader had enough, told.
  struct Reading: Sendable {
    /// SHA-256 of the bytes; `nil` where reading stopped early.
    var sha256: String?
    var byteCount = 0
    /// What is wrong, or worth knowing, about the file as a whole.
    var findings: [Finding] = []
    /// Whether the file ends inside a quoted cell.
    var endsInQuote = false
  }

  /// Hands out every record until the body returns `false`.
  ///
  /// - Parameter expectedCells: the number of headings, once it is known.
  ///
  /// Throws ``UnreadableDrop`` for a file that is broken as a whole, ``Fault`` for what the file system says, and
  /// whatever the body throws.
  func read(expectedCells: Int?, _ body: (RecordBatch) throws -> Bool) throws -> Reading {
    try judged(readUnjudged(expectedCells: expectedCells, body))
  }

  /// A reading of a file that is not broken as a whole.
  func judged(_ reading: Reading) throws -> Reading {
    if reading.findings.contains(where: { $0.severity == .error }) { throw UnreadableDrop(findings: reading.findings) }
    return reading
  }

  private func readUnjudged(expectedCells: Int?, _ body: (RecordBatch) throws -> Bool) throws -> Reading {
    switch layout {
    case .delimited(let dialect):
      var reader = RecordReader(dialect: dialect)
      reader.expectedCells = expectedCells
      var reading = try push { try body(reader.read($0)) }
      if reading.sha256 != nil {
        let last = reader.finish()
        reading.endsInQuote = last.contains { $0.findings.contains { $0.code == .unclosedQuote } }
        if try !body(last) { reading.sha256 = nil }
      }
      return reading
    case .fixedWidth(let layout):
      var reader = FixedWidthReader(layout: layout)
      var reading = try push { try body(reader.read($0)) }
      if reading.sha256 != nil {
        if try !body(reader.finish()) { reading.sha256 = nil }
        reading.findings = reader.fileFindings
      }
      return reading
    case .markup(let layout, let labels, let schema):
      let reader = MarkupReader(layout: layout, labels: labels, schema: schema)
      var reading = try push { try body(reader.read($0)) && !reader.isStopped }
      if reading.sha256 != nil || reader.isStopped, try !body(reader.finish()) { reading.sha256 = nil }
      if reading.sha256 != nil || reader.isStopped { reading.findings = reader.fileFindings }
      return reading
    case .workbook(let sheet): return try readWorkbook(sheet, body)
    }
  }

  /// Archives are read from their end, so that the bytes are digested afterwards: a file that changes while it is read has
  /// another digest than the one that was examined, or is broken.
  private func readWorkbook(_ sheet: String?, _ body: (RecordBatch) throws -> Bool) throws -> Reading {
    do {
      var isWhole = true
      let findings = try WorkbookReader(path: path).readRecords(of: sheet) { batch in
        isWhole = try body(batch)
        return isWhole
      }
      var reading = isWhole ? try digested() : Reading()
      reading.findings = findings
      return reading
    } catch let fault as SheetFault {
      throw UnreadableDrop(findings: [fault.finding])
    }
  }

  /// A reading that knows the file's digest and nothing else.
  func digested() throws -> Reading {
    var reading = Reading()
    reading.sha256 = try InputFile(path: path).digestingChunks { chunk in
      reading.byteCount += chunk.count
      return true
    }
    return reading
  }

  /// Pushes the file's chunks until the body has enough.
  func push(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws -> Reading {
    var isWhole = true
    var byteCount = 0
    let digest = try InputFile(path: path).digestingChunks { chunk in
      byteCount += chunk.count
      if isWhole, try !body(chunk) { isWhole = false }
      return isWhole
    }
    return Reading(sha256: isWhole ? digest : nil, byteCount: byteCount)
  }
}
