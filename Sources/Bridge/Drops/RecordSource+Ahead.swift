import Findings
import Spreadsheets
import Tabular

// The work of reading, shared with other threads.
extension RecordSource {
  /// Thrown to have no more read of a file that turned out to be broken.
  private struct Stopped: Error {}

  /// Hands out every record; with `isAhead`, other threads read on meanwhile. Throws as without it.
  func read(expectedCells: Int?, isAhead: Bool, _ body: (RecordBatch) throws -> Void) throws -> Reading {
    func each(_ batch: RecordBatch) throws -> Bool {
      try body(batch)
      return true
    }
    guard isAhead else { return try read(expectedCells: expectedCells, each) }
    switch layout {
    case .delimited, .fixedWidth:
      return try readingAhead({ hand in try read(expectedCells: expectedCells, hand) }, body)
    case .markup(let layout, let labels, let schema):
      return try judged(readAhead(MarkupReader(layout: layout, labels: labels, schema: schema), body))
    case .workbook(let sheet): return try judged(readWorkbookAhead(sheet, each))
    }
  }

  /// Parsing is one thread's work and validation another's; records, and what becomes of them, are made here.
  ///
  /// That is three threads even on two cores: validation takes about as long as the other two.
  private func readAhead(_ reader: MarkupReader, _ body: (RecordBatch) throws -> Void) throws -> Reading {
    let (scanner, judge, maker) = (reader.scanner, reader.judge, reader.maker)
    @Sendable func scan(_ hand: (MarkupEvents) -> Bool) throws -> Reading {
      var isWanted = true
      func each(_ events: MarkupEvents) { isWanted = isWanted && hand(events) }
      let reading = try push { chunk in
        scanner.read(chunk, each)
        return isWanted && !scanner.isStopped
      }
      if isWanted { scanner.finish(each) }
      return reading
    }
    @Sendable func scanJudged(_ hand: (MarkupEvents) -> Bool) throws -> Reading {
      guard let judge else { return try scan(hand) }
      return try readingAhead(scan) { events in
        judge.judge(events)
        guard hand(events) else { throw Stopped() }
      }
    }
    var reading = Reading()
    do {
      reading = try readingAhead(scanJudged) { events in
        maker.take(events)
        try body(maker.takeBatch())
        if maker.isStopped { throw Stopped() }
      }
      reader.end()
    } catch is Stopped {}
    reading.findings = reader.fileFindings
    return reading
  }

  /// How many pieces of a sheet wait, because a batch takes as many pieces before its rows are checked all at once.
  private static let piecesAhead = 8

  /// Inflating and parsing is half of the work; the other half, records and what becomes of them, is done here.
  private func readWorkbookAhead(_ sheet: String?, _ body: (RecordBatch) throws -> Bool) throws -> Reading {
    do {
      let opened = try WorkbookReader(path: path).open(sheet)
      let markup = opened.markup
      var records = opened.records
      var reading = try readingAhead(depth: Self.piecesAhead) { hand in
        var isWhole = true
        markup.readPieces { piece in
          isWhole = hand(piece)
          return isWhole
        }
        return isWhole ? try digested() : Reading()
      } _: { piece in
        _ = try records.take(piece, body)
      }
      reading.findings = try records.finish(body)
      return reading
    } catch let fault as SheetFault {
      throw UnreadableDrop(findings: [fault.finding])
    }
  }
}
