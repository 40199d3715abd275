import Findings
import Ledger

/// A row with what is said of it, worked out once for all outputs in which it stands.
struct OutputRow {
  let record: RowRecord
  /// What is said of it, in the words of the file.
  let told: [Finding]
  /// Our columns.
  let ours: [String]

  init(_ record: RowRecord, in words: RowWords, after last: OutputRow? = nil) {
    self.record = record
    let told = words.told(of: record)
    self.told = told
    // Thousands of rows wait for the same opening of the service: what is said of one was said of the one before.
    ours = words.cells(of: record, told: told, said: last?.told == told ? last?.ours : nil)
  }
}
