import Foundation
import Ledger
import Tabular

/// Where the columns that an output of ours had added stand in a file that comes back (PRODUCT, "Running failed rows again").
struct RerunColumns: Sendable {
  /// Where they begin; what stands from here on is not read as the row's own.
  let start: Int
  /// The column of 台帳ID, which names the row that failed.
  let identity: Int

  static let identityTitle = "台帳ID"

  /// `nil` for a file that did not come from an output of ours.
  init?(labels: [String]) {
    guard let identity = labels.lastIndex(of: Self.identityTitle) else { return nil }
    self.identity = identity
    let ours = RowWords.titles
    if labels.count >= ours.count,
      let whole = (0...(labels.count - ours.count)).first(where: { Array(labels[$0..<($0 + ours.count)]) == ours })
    {
      start = whole
      return
    }
    // A person may have removed some of ours; those that are left still stand in their order, which theirs do not
    // continue to the left: some of the headings are theirs as well.
    var start = identity
    var place = ours.count - 1
    while start > 0, let earlier = ours[..<place].lastIndex(of: labels[start - 1]) {
      start -= 1
      place = earlier
    }
    self.start = start
  }

  /// The same of a record; only the one cell is looked at.
  func id(in record: Record) -> RowID? {
    identity < record.count ? RowID(record.text(identity).trimmingCharacters(in: .whitespaces)) : nil
  }

  /// The row that a line names by 台帳ID; `nil` where it names none.
  func id(in cells: [String]) -> RowID? {
    identity < cells.count ? RowID(cells[identity].trimmingCharacters(in: .whitespaces)) : nil
  }
}
