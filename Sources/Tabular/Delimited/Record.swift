package import Findings

/// One record of a file: its cells as slices of the batch's UTF-8 text, and its place.
///
/// Nothing in a cell is trimmed or guessed: what stands in the file, decoded, without the quotes around it.
package struct Record: Sendable {
  let storage: RecordStorage
  let index: Int

  /// A record that was not read from a delimited file.
  package init(cells: [String], at location: Location, findings: [Finding] = []) {
    var text: [UInt8] = []
    var spans: [CellSpan] = []
    for cell in cells {
      let start = text.count
      text.append(contentsOf: cell.utf8)
      spans.append(CellSpan(start: UInt32(start), end: UInt32(text.count)))
    }
    let entry = RecordEntry(location: location, firstCell: 0, findings: findings.isEmpty ? -1 : 0)
    storage = RecordStorage(
      text: text, cells: spans, entries: [entry], findings: findings.isEmpty ? [] : [findings])
    index = 0
  }

  init(storage: RecordStorage, index: Int) {
    self.storage = storage
    self.index = index
  }

  package var location: Location { storage.entries[index].location }

  /// The number of cells; 0 for an empty line.
  package var count: Int { cells.count }

  /// The decoded bytes of a cell: UTF-8, a slice of the batch's text, not a copy.
  package subscript(cell: Int) -> ArraySlice<UInt8> {
    let span = storage.cells[cells.lowerBound + cell]
    precondition(cell >= 0 && cell < cells.count, "The record has no cell \(cell).")
    return storage.text[Int(span.start)..<Int(span.end)]
  }

  /// The same of every cell, in order.
  package var slices: [ArraySlice<UInt8>] { (0..<count).map { self[$0] } }

  /// A cell as a string, for messages.
  package func text(_ cell: Int) -> String {
    String(decoding: self[cell], as: UTF8.self)
  }

  /// Whether there is nothing to read and nothing to complain of: no cells, or only empty cells and spaces.
  package var isBlank: Bool {
    findings.isEmpty && cells.indices.allSatisfy { isBlankCell(self[$0 - cells.lowerBound]) }
  }

  /// What is wrong with the record as a piece of the file; empty for a good row.
  package var findings: [Finding] {
    let place = Int(storage.entries[index].findings)
    return place < 0 ? [] : storage.findings[place]
  }

  /// Whether every cell stands where it belongs, whatever else is wrong: the elements of XML name their cells.
  package var hasCellsInPlace: Bool {
    findings.allSatisfy(\.code.isAboutMarkup)
  }

  private var cells: Range<Int> {
    let start = Int(storage.entries[index].firstCell)
    let next = index + 1
    return start..<(next < storage.entries.count ? Int(storage.entries[next].firstCell) : storage.cells.count)
  }
}

/// Whether a cell holds nothing but spaces: U+0020, TAB, U+00A0, U+3000, CR and LF (domain 5.4).
func isBlankCell(_ cell: some Sequence<UInt8>) -> Bool {
  var bytes = cell.makeIterator()
  while let byte = bytes.next() {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: continue
    case 0xC2: guard bytes.next() == 0xA0 else { return false }
    case 0xE3: guard bytes.next() == 0x80, bytes.next() == 0x80 else { return false }
    default: return false
    }
  }
  return true
}
