import Findings

extension RecordParser {
  /// The records of one chunk while they are built; the cells behind the last closed record are the open one's.
  struct Records {
    var cells: [CellSpan] = []
    private(set) var entries: [RecordEntry] = []
    private var findings: [[Finding]] = []
    private var firstOpenCell = 0

    init(usualCells: Int) {
      cells.reserveCapacity(usualCells + usualCells / 8)
    }

    var openCells: ArraySlice<CellSpan> { cells[firstOpenCell...] }
    var openCellCount: Int { cells.count - firstOpenCell }

    /// Appends a cell of the open record; false, without appending, when it has as many as it may have.
    @inline(__always)
    mutating func append(_ place: Range<Int>, limit: Int) -> Bool {
      guard openCellCount < limit else { return false }
      cells.append(
        CellSpan(
          start: UInt32(truncatingIfNeeded: place.lowerBound), end: UInt32(truncatingIfNeeded: place.upperBound)))
      return true
    }

    mutating func discardOpenCells() {
      cells.removeLast(openCellCount)
    }

    @inline(__always)
    mutating func close(at location: Location) {
      entries.append(RecordEntry(location: location, firstCell: UInt32(firstOpenCell), findings: -1))
      firstOpenCell = cells.count
    }

    mutating func close(at location: Location, findings new: [Finding]) {
      close(at: location)
      guard !new.isEmpty else { return }
      entries[entries.count - 1].findings = Int32(findings.count)
      findings.append(new)
    }

    func storage(text: [UInt8]) -> RecordStorage {
      precondition(text.count <= UInt32.max, "A chunk must stay below 1 GiB.")
      return RecordStorage(text: text, cells: cells, entries: entries, findings: findings)
    }
  }
}
