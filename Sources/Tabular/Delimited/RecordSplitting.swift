// Splitting lines into cells.
extension RecordParser {
  enum PlainOutcome { case split, hasQuote, tooManyCells }

  enum QuotedOutcome {
    case ended(last: Int, fault: RecordFault?)
    case unclosed
    case needsMore
  }

  /// Splits a line that has no quotes, sixty-four bytes at a time.
  @inline(__always)
  func splitPlain(_ line: PhysicalLine, into records: inout Records) -> PlainOutcome {
    var cell = line.start
    var block = line.start
    while block < line.end {
      var places = ByteBlock(text + block).places(of: delimiter, or: quote)
      let left = line.end &- block
      if left < ByteBlock.width { places &= (1 &<< UInt64(left)) &- 1 }
      while places != 0 {
        let place = block &+ places.trailingZeroBitCount
        if text[place] == quote { return .hasQuote }
        guard records.append(cell..<place, limit: limits.cells) else { return .tooManyCells }
        cell = place &+ 1
        places &= places &- 1
      }
      block &+= ByteBlock.width
    }
    return records.append(cell..<line.end, limit: limits.cells) ? .split : .tooManyCells
  }

  /// Splits a record that has quotes, over several lines where a quoted cell runs over them.
  ///
  /// Within a single line a quote that does not close there is a character like any other.
  mutating func splitQuoted(
    from first: Int, isSingleLine: Bool, into records: inout Records
  ) -> QuotedOutcome {
    var isSingleLine = isSingleLine
    var fault: RecordFault?
    var line = first
    var place = lines[first].start
    escapedCells.removeAll(keepingCapacity: true)
    while true {
      var cell = place..<place
      if place < lines[line].end, text[place] == quote {
        switch closingQuote(of: place, on: line, from: first, isSingleLine: isSingleLine) {
        case .closed(let close, let last, let isEscaped):
          let isStray = close + 1 < lines[last].end && text[close + 1] != delimiter
          if isStray, last > line { return .unclosed }
          if isStray {
            isSingleLine = true
            fault = fault ?? .strayQuote(cell: records.openCellCount)
            cell = place..<nextDelimiter(from: close + 1, on: line)
            place = cell.upperBound
          } else {
            cell = place + 1..<close
            place = close + 1
            line = last
            if isEscaped { escapedCells.append(records.cells.count) }
          }
        case .unclosed where isSingleLine:
          fault = fault ?? .unclosedQuote(cell: records.openCellCount)
          cell = place..<nextDelimiter(from: place, on: line)
          place = cell.upperBound
        case .unclosed: return .unclosed
        case .needsMore: return .needsMore
        }
      } else {
        cell = place..<nextDelimiter(from: place, on: line)
        place = cell.upperBound
      }
      guard records.append(cell, limit: limits.cells) else {
        if line > first { return .unclosed }
        unescape(in: &records)
        return .ended(last: line, fault: .tooManyCells(limit: limits.cells))
      }
      if line > first, hasSurplus(records) { return .unclosed }
      if place == lines[line].end { break }
      place += 1
    }
    if line == first || fits(records) { unescape(in: &records) }
    return .ended(last: line, fault: fault)
  }

  /// Whether the newest cell already makes the record too wide; waiting for its end would cost hostile files dearly.
  private func hasSurplus(_ records: Records) -> Bool {
    guard let expectedCells, records.openCellCount > expectedCells else { return false }
    return !isBlank(records.openCells.suffix(1))
  }

  private enum Closing {
    case closed(at: Int, line: Int, isEscaped: Bool)
    case unclosed
    case needsMore
  }

  /// Finds the quote that closes the cell which the quote at `open` opens.
  private func closingQuote(of open: Int, on openLine: Int, from first: Int, isSingleLine: Bool) -> Closing {
    var line = openLine
    var end = lines[line].end
    var place = open + 1
    var isEscaped = false
    while true {
      while place < end, text[place] != quote { place &+= 1 }
      if place < end {
        guard place + 1 < end, text[place + 1] == quote else {
          return .closed(at: place, line: line, isEscaped: isEscaped)
        }
        isEscaped = true
        place += 2
        continue
      }
      line += 1
      if isSingleLine || line - openLine >= limits.linesInCell { return .unclosed }
      guard line < lines.count else { return isLast ? .unclosed : .needsMore }
      let length = lines[line].byteOffset + lines[line].byteCount - lines[first].byteOffset
      if lines[line].isTooLong || length > limits.recordBytes { return .unclosed }
      place = lines[line].start
      end = lines[line].end
    }
  }

  private func nextDelimiter(from start: Int, on line: Int) -> Int {
    var place = start
    let end = lines[line].end
    while place < end, text[place] != delimiter { place &+= 1 }
    return place
  }

  /// Makes one quote of two, in place.
  private func unescape(in records: inout Records) {
    for index in escapedCells where index < records.cells.count {
      let cell = records.cells[index]
      var source = Int(cell.start)
      var target = source
      while source < Int(cell.end) {
        text[target] = text[source]
        source += text[source] == quote ? 2 : 1
        target += 1
      }
      records.cells[index].end = UInt32(target)
    }
  }
}
