import Delivery
import Findings
import Foundation
import Ledger
import Tabular
import Validation

/// Compares the rows of a corrected file with those that they name by 台帳ID.
///
/// A row without one stands for itself: its business key tells whether it was reported before.
struct RerunRows {
  private let ledger: any LedgerDriver
  private let catalogue: Catalogue
  private let function: FunctionSchema
  private let column: Int
  /// Which row corrected a line of the books first, and as which report; a line is named by the row that failed first.
  private var seen: [RowID: (row: Int, key: String)] = [:]

  /// `nil` for a file that did not come from an output of ours.
  init?(ledger: any LedgerDriver, catalogue: Catalogue, function: FunctionSchema, labels: [String]) {
    guard let columns = RerunColumns(labels: labels) else { return nil }
    self.ledger = ledger
    self.catalogue = catalogue
    self.function = function
    column = columns.identity
  }

  /// The rows with what is wrong about the rows that they name. Throws ``Fault`` of the ledger.
  mutating func examine(_ rows: [CheckedRecord]) throws -> [CheckedRecord] {
    try rows.map { try examine($0) }
  }

  private mutating func examine(_ row: CheckedRecord) throws -> CheckedRecord {
    guard column < row.record.count else { return row }
    let text = row.record.text(column).trimmingCharacters(in: .whitespaces)
    if text.isEmpty { return row }
    guard let id = RowID(text), let origin = try ledger.standing(of: id) else {
      // What can't be placed may still be the vehicle's next step.
      return row.refused(
        finding(.rerunRowUnknown, ["value": text], row), holding: row.submission.flatMap(Self.obstacle))
    }
    guard origin.function == function.name else {
      let title = catalogue.function(named: origin.function)?.title ?? origin.function
      let facts = ["value": text, "actual.ja": title, "actual.en": origin.function]
      return row.refused(finding(.rerunRowOfAnother, facts, row), holding: nil)
    }
    var row = row
    row.origin = id
    guard let new = row.submission, new.isReport else { return row }
    if let refusal = try refusal(of: row, new, naming: id, text) { return row.refused(refusal, holding: nil) }
    return row
  }

  /// Why the row would report a line a second time, if so: the line's other rows are known by all that correct them.
  private mutating func refusal(
    of row: CheckedRecord, _ new: NewSubmission, naming id: RowID, _ text: String
  ) throws -> Finding? {
    let family = try ledger.family(of: id)
    let root = family.root ?? id
    if let earlier = seen[root], earlier.key != new.key {
      return finding(.duplicateKey, ["value": text, "expected": String(earlier.row)], row)
    }
    let others = family.members.filter { $0.isReported && !isSame($0.made, new) }
    if let accepted = others.first(where: { $0.made?.state == .accepted }) {
      let receipt = accepted.made?.receipt?.number ?? "–"
      return finding(.rerunAlreadyAccepted, ["value": accepted.row.description, "receipt": receipt], row)
    }
    guard let pending = others.first else {
      seen[root] = (row.record.location.record, new.key)
      return nil
    }
    if pending.row != id { return finding(.rowCorrected, ["earlier": pending.row.description], row) }
    let holder = try ledger.standing(of: id)?.holder ?? id
    let file = try ledger.drop(holder.drop).map { ($0.drop.path as NSString).lastPathComponent }
    return finding(.pendingConflict, ["earlier": String(holder.number), "file": file ?? "–"], row)
  }

  /// Whether both would be one report, of which the ledger itself tells repetition from conflict.
  ///
  /// A package's name is no key yet: it is the same package only by the same name of the same day.
  private func isSame(_ made: RowStanding.Made?, _ new: NewSubmission) -> Bool {
    guard let made else { return false }
    if let name = new.uses, made.uses == name { return true }
    return made.key == new.key && (new.sequence == nil || made.contentDigest == new.contentDigest)
  }

  /// What the row would hold; `nil` for an inquiry and for a report that nothing waits for.
  private static func obstacle(_ submission: NewSubmission) -> Obstacle? {
    let obstacle = Obstacle(submission)
    return submission.isReport && !obstacle.lines.isEmpty ? obstacle : nil
  }

  private func finding(_ code: FindingCode, _ facts: [String: String], _ row: CheckedRecord) -> Finding {
    Finding(code, label: RerunColumns.identityTitle, facts: facts, at: row.record.location)
  }
}

extension CheckedRecord {
  /// The same row, not to be sent.
  fileprivate func refused(_ finding: Finding, holding obstacle: Obstacle?) -> CheckedRecord {
    var refused = self
    refused.findings.append(finding)
    refused.obstacle = submission == nil ? self.obstacle : obstacle
    refused.submission = nil
    return refused
  }
}
