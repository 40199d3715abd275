/// Where one thread lays out the rows that it looks at, and what it found out about them.
package struct GateDesk: ~Copyable {
  /// The longest cell that is decoded here, in bytes of the file.
  static let longestText = 1_024
  /// What the decoded cells of the rows on the desk may need together; a row that finds no room takes the long way.
  private static let textSize = 1 << 17

  /// For each line of the piece: the fingerprint of its key, 0 without one; and whether it passed.
  package private(set) var keys = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
  package private(set) var passes = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
  private var lineCapacity = 0

  let values: GateValues
  let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: GateRows.most)
  let stops = UnsafeMutablePointer<UInt32>.allocate(capacity: GateRows.most)
  let cells = UnsafeMutablePointer<UInt32>.allocate(capacity: GateRows.most)
  let rowPasses = UnsafeMutablePointer<UInt8>.allocate(capacity: GateRows.most)
  /// What the rule that is asked found out about each row.
  let marks = RuleMarks()
  /// Which line each row is.
  let lines = UnsafeMutablePointer<UInt32>.allocate(capacity: GateRows.most)
  private let text = UnsafeMutablePointer<UInt8>.allocate(capacity: GateDesk.textSize)
  private var used = 0

  package init(for gate: RowGate) {
    let count = max(1, gate.fieldCount) * GateRows.most
    values = GateValues(
      texts: .allocate(capacity: count), codes: .allocate(capacity: count), isCode: gate.isCode.baseAddress!)
    values.texts.initialize(repeating: .empty, count: count)
    values.codes.initialize(repeating: 0, count: count)
  }

  deinit {
    keys.deallocate()
    passes.deallocate()
    values.texts.deallocate()
    values.codes.deallocate()
    starts.deallocate()
    stops.deallocate()
    cells.deallocate()
    rowPasses.deallocate()
    marks.deallocate()
    lines.deallocate()
    text.deallocate()
  }

  mutating func begin(lines count: Int) {
    if lineCapacity < count {
      keys.deallocate()
      passes.deallocate()
      keys = .allocate(capacity: count)
      passes = .allocate(capacity: count)
      lineCapacity = count
    }
    passes.initialize(repeating: false, count: count)
  }

  func note(line: Int, key: UInt64) {
    keys[line] = key
    passes[line] = true
  }

  mutating func clearTexts() { used = 0 }

  /// Where a cell of so many bytes may be decoded; `nil` where there is no room left.
  @inline(__always)
  func room(for count: Int) -> UnsafeMutablePointer<UInt8>? {
    // Three bytes for one, and a little that is written beyond the end.
    used &+ count &* 3 &+ 64 <= Self.textSize ? text + used : nil
  }

  /// Keeps what was decoded last until the texts are cleared.
  @inline(__always)
  mutating func take(_ count: Int) { used &+= count }
}
