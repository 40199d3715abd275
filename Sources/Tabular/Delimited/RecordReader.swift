import Findings

/// Reads the records of a delimited file, pushed in chunks of any size; it has never heard of a file.
///
/// Bytes are cut into physical lines, lines are decoded, and records are built of lines. A record that is malformed
/// costs its own lines only (see ``RecordParser``). What comes out does not depend on the sizes of the chunks, and what
/// is held between two of them is bounded by ``ReaderLimits/recordBytes``.
package struct RecordReader: Sendable {
  /// The number of cells of the header, set by the caller once it is known.
  ///
  /// From the next chunk on, records with fewer or more cells get findings, and a quoted cell that runs over lines and
  /// breaks the count is taken for a quote that nobody closed.
  package var expectedCells: Int?

  /// What a cutter can add to a chunk beyond what it holds: a CR and half a unit.
  private static let chunkMargin = 8

  private let dialect: Dialect
  private let limits: ReaderLimits
  private let decoder: TextDecoder
  private var cutter: LineCutter
  private var progress = RecordParser.Progress()
  private var nextLine = 1
  private var nextByteOffset = 0
  /// The lines of a record whose end is not known yet, and their text.
  private var openLines: [PhysicalLine] = []
  private var openText: [UInt8] = []
  /// What is wrong with the bytes of the open lines, by line number.
  private var damages: [Int: LineDamage] = [:]
  private var usualCells = 0
  private var gaps: [Gap] = []

  package init(dialect: Dialect, limits: ReaderLimits = .standard) {
    self.dialect = dialect
    self.limits = limits
    decoder = TextDecoder(dialect.encoding)
    cutter = LineCutter(encoding: dialect.encoding, limits: limits)
  }

  /// How many bytes wait for the next chunk, at most about twice ``ReaderLimits/recordBytes``.
  package var heldBytes: Int { cutter.heldBytes + openText.count }

  /// Whether the next byte begins a record.
  package var isAtRest: Bool { openLines.isEmpty && cutter.isAtRest }

  /// How many records and lines were read or passed over, and where the next byte stands in the file.
  package var position: Position { Position(records: progress.records, lines: nextLine - 1, bytes: nextByteOffset) }

  /// How far a reader has come, or how much it is to pass over.
  package struct Position: Sendable, Hashable {
    package var records = 0
    package var lines = 0
    package var bytes = 0

    package init(records: Int = 0, lines: Int = 0, bytes: Int = 0) {
      self.records = records
      self.lines = lines
      self.bytes = bytes
    }
  }

  /// Records that somebody else read, between the lines that a reader is given.
  package struct Gap: Sendable {
    /// How many of the lines given stand before it.
    package var line: Int
    package var size: Position

    package init(before line: Int, _ size: Position) {
      self.line = line
      self.size = size
    }
  }

  /// Passes over whole records that somebody else read; only between two records.
  package mutating func pass(over size: Position) {
    precondition(isAtRest, "A reader was moved within a record.")
    progress.records += size.records
    nextLine += size.lines
    nextByteOffset += size.bytes
  }

  /// Takes whole lines of the file that don't follow one another, each a record, unless it is the last and holds a quote.
  package mutating func read(_ bytes: UnsafeRawBufferPointer, gaps: [Gap]) -> RecordBatch {
    self.gaps = gaps
    defer { self.gaps = [] }
    return read(bytes)
  }

  /// Takes the next bytes of the file and returns the records that they complete, fewer than 1 GiB at a time.
  package mutating func read(_ bytes: UnsafeRawBufferPointer) -> RecordBatch {
    parse(bytes.bindMemory(to: UInt8.self), isLast: false)
  }

  /// Ends the file and returns the records that were still open.
  package mutating func finish() -> RecordBatch {
    parse(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
  }

  private mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> RecordBatch {
    let capacity =
      openText.count + (bytes.count + cutter.heldBytes + Self.chunkMargin) * TextDecoder.expansion + TextDecoder.slack
      + ByteBlock.width
    let known = openLines.count
    var records = RecordParser.Records(usualCells: usualCells)
    var unparsed = 0
    var text = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
      count = target.update(fromContentsOf: openText)
      cut(bytes, isLast: isLast, into: target.baseAddress!, count: &count)
      // Blocks are compared whole; what they read beyond the last line is masked, but has to be there.
      for index in count..<count + ByteBlock.width { target[index] = 0 }
      guard isLast || openLines.count > known else { return }
      var parser = RecordParser(
        text: target.baseAddress!, lines: openLines, delimiter: dialect.delimiter, limits: limits,
        encoding: dialect.encoding, expectedCells: expectedCells, damages: damages, isLast: isLast)
      unparsed = parser.parse(into: &records, progress: &progress)
    }
    guard !records.entries.isEmpty else {
      openText = text
      return RecordBatch(.empty)
    }
    keepLines(from: unparsed, of: &text)
    usualCells = records.cells.count
    return RecordBatch(records.storage(text: text))
  }

  /// Cuts and decodes the lines that `bytes` completes.
  private mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into target: UnsafeMutablePointer<UInt8>, count: inout Int
  ) {
    var lines = openLines
    var damages = damages
    openLines = []
    var end = count
    var number = nextLine
    var byteOffset = nextByteOffset
    let decoder = decoder
    let encoding = dialect.encoding
    let gaps = gaps[...]
    var nextGap = gaps.startIndex
    var taken = 0
    let take: (LineCutter.RawLine) -> Void = { raw in
      var passed = 0
      if nextGap < gaps.endIndex, gaps[nextGap].line == taken {
        passed = gaps[nextGap].size.records
        number += gaps[nextGap].size.lines
        byteOffset += gaps[nextGap].size.bytes
        nextGap += 1
      }
      taken += 1
      var content = raw.content
      var line = PhysicalLine(
        number: number, start: end, end: end, byteOffset: byteOffset,
        byteCount: raw.contentCount + (raw.lineEnd?.characters.count ?? 0) * encoding.unitWidth)
      byteOffset += line.byteCount
      if number == 1 {
        let marks = Self.byteOrderMarks(at: content, encoding)
        content = UnsafeBufferPointer(rebasing: content[marks...])
        line.byteOffset = marks
        line.byteCount -= marks
      }
      number += 1
      if line.byteCount == 0 { return }
      var damage = LineDamage()
      end += decoder.decode(content, into: target + end, damage: &damage)
      line.end = end
      line.isTooLong = raw.isTooLong
      line.passedRecords = passed
      if !damage.isEmpty, !raw.isTooLong {
        line.isDamaged = true
        damages[line.number] = damage
      }
      for character in raw.lineEnd?.characters ?? [] {
        target[end] = character
        end += 1
      }
      lines.append(line)
    }
    if isLast { cutter.finish(body: take) } else { cutter.cut(bytes, body: take) }
    openLines = lines
    self.damages = damages
    count = end
    nextLine = number
    nextByteOffset = byteOffset
  }

  /// The length of one U+FEFF at the start of a file, or of two, which files joined by hand have.
  private static func byteOrderMarks(at content: UnsafeBufferPointer<UInt8>, _ encoding: Encoding) -> Int {
    let mark = encoding.byteOrderMark
    guard !mark.isEmpty, content.starts(with: mark) else { return 0 }
    return content.dropFirst(mark.count).starts(with: mark) ? 2 * mark.count : mark.count
  }

  /// Keeps what the next chunk has to be read together with.
  private mutating func keepLines(from index: Int, of text: inout [UInt8]) {
    openLines.removeFirst(index)
    if !damages.isEmpty {
      let first = openLines.first?.number ?? nextLine
      damages = damages.filter { $0.key >= first }
    }
    guard let start = openLines.first?.start else {
      openText = []
      return
    }
    openText = Array(text[start...])
    for line in openLines.indices {
      openLines[line].start -= start
      openLines[line].end -= start
    }
  }
}
