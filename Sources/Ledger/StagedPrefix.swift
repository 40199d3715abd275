internal import Delivery
internal import Findings

/// How much of a drop has come into the ledger, and what it was: by it a staging that was killed goes on behind its last
/// row, instead of from the beginning.
///
/// Whoever goes on makes all rows anew – what stands twice in a file is told only by whoever has read it from its
/// beginning – and adds them up until it has as many. Where the digest is the same, so are the rows, to the last of their
/// values; where it is not, another day, another schema or another program judges them otherwise, and nothing is gone on
/// with.
package struct StagedPrefix: Sendable, Hashable {
  package private(set) var count: Int
  /// SHA-256 of the row that came last and of the digest before it; empty before the first.
  private(set) var digest: [UInt8]

  package init() { self.init(count: 0, digest: []) }

  init(count: Int, digest: [UInt8]) {
    self.count = count
    self.digest = digest
  }

  package mutating func add(_ row: StagedRow) {
    var text = StagedText(behind: digest)
    text.add(row)
    digest = KeyDigest.whole(of: text.bytes)
    count += 1
  }
}

/// All that a row brings into the ledger, one value after the other, so that no two rows have one text.
private struct StagedText {
  private(set) var bytes: [UInt8] = []

  init(behind digest: [UInt8]) {
    bytes.reserveCapacity(1_024)
    add(digest)
  }

  mutating func add(_ row: StagedRow) {
    add(row.location)
    add(row.cells)
    add(row.findings.isEmpty ? "" : StoredFindings.json(row.findings))
    if let origin = row.origin { add("origin \(origin)") }
    if let obstacle = row.obstacle { add(obstacle) }
    if let submission = row.submission { add(submission) }
  }

  private mutating func add(_ obstacle: Obstacle) {
    add("obstacle")
    add(obstacle.function)
    add(obstacle.vehicle)
    add(obstacle.office)
    add(obstacle.order)
    for line in obstacle.lines.sorted() { add(line) }
  }

  private mutating func add(_ new: NewSubmission) {
    add("submission")
    add(new.function)
    add(new.isReport ? 1 : 0)
    add(new.key)
    add(new.keyPlace)
    add(new.contentDigest)
    add(new.vehicle)
    add(new.order)
    add(new.deadline)
    add(new.window)
    add(new.fields)
    add(new.office)
    add(new.vehicleNumber)
    add(new.passesTo)
    if let sequence = new.sequence { add("\(sequence)") }
    if let defines = new.defines { add("defines " + defines) }
    if let uses = new.uses { add("uses " + uses) }
    for thread in new.threads.sorted(by: { $0.name < $1.name }) { add("thread \(thread.mark ?? "") " + thread.name) }
  }

  private mutating func add(_ location: Location) {
    add(location.record)
    add(location.line)
    add(location.byteOffset)
  }

  private mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func add(_ text: [UInt8]) {
    add(text.count)
    bytes.append(contentsOf: text)
  }

  private mutating func add(_ number: Int) {
    withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) { bytes.append(contentsOf: $0) }
  }
}
