package import Delivery
package import Findings

/// A row on its way into the ledger.
package struct StagedRow: Sendable {
  package var location: Location
  /// The row's cells as the file had them, decoded and otherwise untouched, in column order: a JSON array of strings.
  ///
  /// They are written so by whoever makes the row, beside the ledger that is busy with the rows before it.
  var cells: [UInt8]
  /// Errors, warnings and repairs of checking.
  package var findings: [Finding]
  /// What is to be sent; `nil` for a row that must not be.
  package var submission: NewSubmission?
  /// What an invalid row holds back.
  package var obstacle: Obstacle?
  /// The row that this one corrects.
  package var origin: RowID?

  /// The vehicle that it speaks of, also where it is invalid but for its number; `nil` for none.
  var vehicle: String? {
    submission?.vehicle ?? obstacle.flatMap { $0.vehicle.isEmpty ? nil : $0.vehicle }
  }

  /// - Parameter cells: each in UTF-8.
  package init(
    location: Location, cells: [ArraySlice<UInt8>], findings: [Finding], submission: NewSubmission?,
    obstacle: Obstacle? = nil, origin: RowID? = nil
  ) {
    self.location = location
    self.cells = StoredValues.bytes(ofCells: cells)
    self.findings = findings
    self.submission = submission
    self.obstacle = obstacle
    self.origin = origin
  }

  package init(
    location: Location, cells: [String], findings: [Finding], submission: NewSubmission?, obstacle: Obstacle? = nil,
    origin: RowID? = nil
  ) {
    self.init(
      location: location, cells: cells.map { ArraySlice($0.utf8) }, findings: findings, submission: submission,
      obstacle: obstacle, origin: origin)
  }
}
