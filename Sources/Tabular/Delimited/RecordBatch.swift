import Findings

/// The records that one chunk of a file completed, with the text that their cells are slices of.
package struct RecordBatch: Sendable, RandomAccessCollection {
  private let storage: RecordStorage

  init(_ storage: RecordStorage) {
    self.storage = storage
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { storage.entries.count }
  package subscript(position: Int) -> Record {
    precondition(indices.contains(position), "The batch has no record \(position).")
    return Record(storage: storage, index: position)
  }
}

/// What the records of a batch share.
final class RecordStorage: Sendable {
  let text: [UInt8]
  let cells: [CellSpan]
  let entries: [RecordEntry]
  let findings: [[Finding]]

  static let empty = RecordStorage(text: [], cells: [], entries: [], findings: [])

  init(text: [UInt8], cells: [CellSpan], entries: [RecordEntry], findings: [[Finding]]) {
    self.text = text
    self.cells = cells
    self.entries = entries
    self.findings = findings
  }
}

/// Where a cell stands in the text of its batch, which therefore must stay below 4 GiB.
struct CellSpan: Sendable {
  var start: UInt32
  var end: UInt32
}

struct RecordEntry: Sendable {
  var location: Location
  /// The index of its first cell; its last one stands before the next entry's first.
  var firstCell: UInt32
  /// The index of its findings, or -1.
  var findings: Int32
}
