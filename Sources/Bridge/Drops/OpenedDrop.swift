package import Findings
package import Tabular
package import Validation

/// A drop whose header was read.
package struct OpenedDrop: Sendable {
  package var examination: Examination
  package var function: FunctionSchema?
  package var header: HeaderMatch?
  /// The headings as the file has them, or the names that a profile gives the columns; empty where they were not found.
  package var labels: [String] = []
  /// Findings about the file and its header.
  package var findings: [Finding] = []
  /// The profile that it is read by, if there is one.
  package var profile: Profile?
  /// What the file's name says, by the named groups of the profile's `match`.
  var groups: [String: String] = [:]
  /// What its outputs are written in.
  package var dialect: Dialect?
  /// Tells the outputs of one file's several functions apart.
  package var part: String?
  var layout: DropLayout?
  /// The record of the headings; 0 where the file has none.
  var headerRecord = 1
  var selection = RowSelection.all
  /// The selections of all functions that the file feeds, where this drop has to tell which rows nobody takes.
  var siblings: [RowSelection] = []

  package init(examination: Examination) {
    self.examination = examination
  }

  /// How much of the file stands before an offset, from 0 to 1; `nil` for workbooks, whose offsets are those of a part.
  func share(before byteOffset: Int) -> Double? {
    if case .workbook = layout { return nil }
    return Double(byteOffset) / Double(max(1, examination.byteCount))
  }

  package var isReadable: Bool { header != nil && !findings.contains { $0.severity == .error } }
}
