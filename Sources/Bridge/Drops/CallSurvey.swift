import Delivery
import Findings
import Validation

/// What the rows of a file say about each call that several of them make together.
///
/// Fifty rows with one package number are one request (domain/2 §2.1b, R22). They must agree, and one wrong row makes the
/// call wrong, so a first pass over the file collects what the second one needs to know.
struct CallSurvey {
  private struct Call {
    let first: Row
    /// The row of the file that made the call known, and the first one that is wrong by itself.
    let number: Int
    var broken: Int?
    /// The first row that says something else, and the field in which it does.
    var other: (number: Int, field: Int)?
  }

  private let maker: SubmissionMaker
  private let function: FunctionSchema
  private var calls: [UInt64: Call] = [:]

  init(maker: SubmissionMaker, function: FunctionSchema) {
    self.maker = maker
    self.function = function
  }

  mutating func note(_ checked: RowChecker.CheckedRow) {
    guard let key = maker.keyFingerprint(of: checked.row) else { return }
    let number = checked.row.location.record
    var call = calls[key] ?? Call(first: checked.row, number: number)
    if !checked.isValid && call.broken == nil { call.broken = number }
    if call.other == nil, let field = maker.difference(between: call.first, and: checked.row) {
      call.other = (number, field)
    }
    calls[key] = call
  }

  /// What is wrong with the row because of the others of its call.
  func findings(about checked: RowChecker.CheckedRow) -> [Finding] {
    guard let call = maker.keyFingerprint(of: checked.row).flatMap({ calls[$0] }) else { return [] }
    let number = checked.row.location.record
    var facts = ["value": maker.readableKey(of: checked.row) ?? ""]
    if let other = call.other {
      facts["expected"] = String(number == call.number ? other.number : call.number)
      let field = function.fields[other.field]
      return [
        Finding(.callsDiffer, field: field.name, label: field.title, facts: facts, at: checked.row.location)
      ]
    }
    guard checked.isValid, let broken = call.broken else { return [] }
    facts["expected"] = String(broken)
    return [Finding(.callBroken, facts: facts, at: checked.row.location)]
  }
}
