import Findings

/// The rules for quotes once more, slow and obvious, over ASCII and with strings, to compare with.
struct ReferenceReader {
  struct Row {
    var cells: [String]
    var location: Location
    var codes: [FindingCode]
  }

  private struct Line {
    var offset: Int
    var text: [Character]
    var lineEnd: String
  }

  private var lines: [Line] = []
  private let expectedCells: Int?
  private let linesInCell: Int

  init(_ bytes: [UInt8], expectedCells: Int?, linesInCell: Int) {
    self.expectedCells = expectedCells
    self.linesInCell = linesInCell
    var line = Line(offset: 0, text: [], lineEnd: "")
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 10 || byte == 13 else {
        line.text.append(Character(UnicodeScalar(byte)))
        continue
      }
      line.lineEnd = String(UnicodeScalar(byte))
      if byte == 13, index < bytes.count, bytes[index] == 10 {
        line.lineEnd = "\r\n"
        index += 1
      }
      lines.append(line)
      line = Line(offset: index, text: [], lineEnd: "")
    }
    if !line.text.isEmpty { lines.append(line) }
  }

  func records() -> [Row] {
    var rows: [Row] = []
    var first = 0
    while first < lines.count {
      let location = Location(record: rows.count + 1, line: first + 1, byteOffset: lines[first].offset)
      if lines[first].text.isEmpty {
        rows.append(Row(cells: [], location: location, codes: []))
        first += 1
      } else if let (cells, last, isStray) = parse(first, alone: false), last == first || fits(cells) {
        rows.append(Row(cells: cells, location: location, codes: isStray ? [.strayQuote] : raggedness(cells)))
        first = last + 1
      } else {
        rows.append(Row(cells: parse(first, alone: true)!.cells, location: location, codes: [.unclosedQuote]))
        first += 1
      }
    }
    return rows
  }

  private func fits(_ cells: [String]) -> Bool {
    guard let expectedCells else { return true }
    return cells.count == expectedCells || (cells.count > expectedCells && isBlank(cells.dropFirst(expectedCells)))
  }

  private func isBlank(_ cells: some Sequence<String>) -> Bool {
    cells.allSatisfy { $0.allSatisfy(\.isWhitespace) }
  }

  private func raggedness(_ cells: [String]) -> [FindingCode] {
    guard let expectedCells, !fits(cells), !isBlank(cells) else { return [] }
    return cells.count > expectedCells ? [.extraCell] : [.missingCell]
  }

  /// The cells of the record that starts on a line; nil when a quote stays open or closes oddly on another line.
  private func parse(_ first: Int, alone: Bool) -> (cells: [String], last: Int, isStray: Bool)? {
    var alone = alone
    var cells: [String] = []
    var line = first
    var rest = lines[first].text[...]
    var isStray = false
    while true {
      var cell = ""
      if rest.first == "\"", let quoted = quotedCell(rest.dropFirst(), line, alone: alone) {
        if quoted.rest.isEmpty || quoted.rest.first == "," {
          (cell, line, rest) = quoted
        } else if quoted.line == line {
          isStray = true
          alone = true
          let raw = rest.prefix(rest.count - quoted.rest.count) + quoted.rest.prefix { $0 != "," }
          cell = String(raw)
          rest = rest.dropFirst(raw.count)
        } else {
          return nil
        }
      } else if rest.first == "\"", !alone {
        return nil
      } else {
        cell = String(rest.prefix { $0 != "," })
        rest = rest.drop { $0 != "," }
      }
      cells.append(cell)
      if rest.isEmpty { return (cells, line, isStray) }
      rest = rest.dropFirst()
    }
  }

  private func quotedCell(
    _ start: ArraySlice<Character>, _ startLine: Int, alone: Bool
  ) -> (cell: String, line: Int, rest: ArraySlice<Character>)? {
    var cell = ""
    var rest = start
    var line = startLine
    while true {
      if rest.starts(with: ["\"", "\""]) {
        cell += "\""
        rest = rest.dropFirst(2)
      } else if rest.first == "\"" {
        return (cell, line, rest.dropFirst())
      } else if let character = rest.first {
        cell.append(character)
        rest = rest.dropFirst()
      } else {
        cell += lines[line].lineEnd
        line += 1
        if alone || line == lines.count || line - startLine >= linesInCell { return nil }
        rest = lines[line].text[...]
      }
    }
  }
}
