import Delivery
import Tabular
import Validation

/// What is said of a record by itself, whatever the other rows of its file say; may be asked by several threads.
struct RowJudge: Sendable {
  let checker: RowChecker
  let maker: SubmissionMaker
  /// Whether a key may stand in one row of the file only.
  let isKeyed: Bool

  struct Judged: Sendable {
    var record: Record
    var result: RowChecker.CheckedRow
    /// The fingerprint of its key; 0 where it has none.
    var key: UInt64
  }

  func judged(_ record: Record) -> Judged {
    let result = checker.check(record)
    return Judged(record: record, result: result, key: isKeyed ? maker.keyFingerprint(of: result.row) ?? 0 : 0)
  }
}
