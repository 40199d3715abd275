import Findings

/// Collects the records of an XML file, and says when one grows beyond what a row can be.
final class MarkupRecords {
  static let mostCells = 1_000
  /// The longest record; no cell can be longer either.
  static let mostBytes = 1 << 20

  /// Which limit was passed: what there is, and what there may be.
  private(set) var excess: (actual: String, limit: String)?
  /// What was malformed in a file that is converted before it is parsed.
  var damages: [MarkupDamage] = []
  /// How far the parser had come where the innermost element ended, in bytes of the text.
  var passed = 0
  private var builder = RecordBatchBuilder()
  private var bytes = 0

  /// Counts text of the open record; false when there is too much of it to keep.
  func mayGrow(by count: Int) -> Bool {
    bytes += count
    guard bytes > Self.mostBytes else { return true }
    if excess == nil { excess = ("\(bytes) bytes in a row", "\(Self.mostBytes) bytes") }
    return false
  }

  /// False when a record can't have so many cells.
  func mayHold(cells count: Int) -> Bool {
    guard count > Self.mostCells else { return true }
    if excess == nil { excess = ("\(count) cells in a row", "\(Self.mostCells) cells") }
    return false
  }

  /// Hands a record over; one beyond the limits is not.
  func close(_ cells: [[UInt8]], at location: Location, findings: [Finding] = []) {
    bytes = 0
    guard excess == nil else { return }
    for index in cells.indices { cells[index].withUnsafeBufferPointer { builder.append($0) } }
    var findings = findings
    if !damages.isEmpty, let damage = damages.takeFinding(before: passed, at: location) { findings.append(damage) }
    builder.closeRecord(at: location, findings: findings)
  }

  func takeBatch() -> RecordBatch { builder.takeBatch() }
}
