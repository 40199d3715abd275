import Delivery

/// One line of the customer's books: a row that failed, the rows that corrected it, and those that corrected them.
///
/// Whatever their business keys, no more than one of them may be reported.
package struct RowFamily: Sendable {
  package var members: [Member]

  package struct Member: Sendable {
    package var row: RowID
    /// The row that this one corrects.
    package var origin: RowID?
    /// What was made of the row; `nil` for an invalid one.
    package var made: RowStanding.Made?

    /// Whether the row was reported or may be.
    package var isReported: Bool { made.map { $0.isReport && $0.state != .rejected } ?? false }
  }

  /// The row that failed first, which names the whole family.
  package var root: RowID? { members.first { $0.origin == nil }?.row }

  /// The rows that correct the row, and those that correct them.
  package func corrections(of row: RowID) -> [Member] {
    var found: [Member] = []
    var sought = [row]
    while let next = sought.popLast() {
      let corrections = members.filter { $0.origin == next }
      found += corrections
      sought += corrections.map(\.row)
    }
    return found
  }
}
