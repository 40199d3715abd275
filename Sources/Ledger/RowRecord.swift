package import Delivery
package import Findings

/// 台帳ID, `D3R7`: names a row for good; starts with a letter so that no spreadsheet takes it for a number or a date.
package struct RowID: Sendable, Hashable, CustomStringConvertible {
  package var drop: DropID
  /// The row that a spreadsheet shows, the header counted.
  package var number: Int

  package init(drop: DropID, number: Int) {
    self.drop = drop
    self.number = number
  }

  /// Reads `D3R7` in any case and nothing else.
  package init?(_ text: String) {
    let upper = text.uppercased()
    let parts = upper.dropFirst().split(separator: "R", omittingEmptySubsequences: false)
    guard upper.hasPrefix("D"), parts.count == 2, let drop = Int64(parts[0]), let number = Int(parts[1]),
      number > 0
    else { return nil }
    self.init(drop: DropID(rawValue: drop), number: number)
  }

  package var description: String { "\(drop)R\(number)" }
}

/// One row and its one fate.
package struct RowRecord: Sendable {
  package var drop: DropID
  package var location: Location
  package var cells: [String]
  /// Findings of checking; those of the delivery are inside ``fate``.
  package var findings: [Finding]
  package var vehicle: String?
  package var function: String
  package var fate: Fate

  /// What became of a row (PRODUCT, 処理結果).
  package enum Fate: Sendable {
    /// 受理: its own submission was accepted.
    case accepted(Receipt)
    /// 不備: nothing was sent.
    case invalid
    /// 拒否: the service or a gate said no.
    case rejected([Finding])
    /// 保留: not sent yet, and why.
    case held(Finding?)
    /// 結果不明: sent, and nobody knows yet.
    case inDoubt(Finding?)
    /// 処理済: an earlier row's submission answers for this one.
    case alreadyDone(Receipt, at: Moment)
  }

  package var rowID: RowID { RowID(drop: drop, number: location.record) }
  /// 台帳ID.
  package var ledgerID: String { rowID.description }

  package init(
    drop: DropID, location: Location, cells: [String], findings: [Finding], vehicle: String?, function: String,
    fate: Fate
  ) {
    self.drop = drop
    self.location = location
    self.cells = cells
    self.findings = findings
    self.vehicle = vehicle
    self.function = function
    self.fate = fate
  }
}

/// The conservation sum of a drop: `input` is the sum of all the others, always.
package struct Tally: Sendable, Hashable, Codable {
  package var input = 0
  package var accepted = 0
  package var invalid = 0
  package var rejected = 0
  package var held = 0
  package var inDoubt = 0
  package var alreadyDone = 0

  package init() {}

  /// Whether every row has exactly one fate (PRODUCT, promise 1).
  package var isConserved: Bool { input == accepted + invalid + rejected + held + inDoubt + alreadyDone }

  package static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum.input += b.input
    sum.accepted += b.accepted
    sum.invalid += b.invalid
    sum.rejected += b.rejected
    sum.held += b.held
    sum.inDoubt += b.inDoubt
    sum.alreadyDone += b.alreadyDone
    return sum
  }
}
