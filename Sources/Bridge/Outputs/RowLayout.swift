import Ledger
import Validation

/// How a row stands in an output: the input's columns as they were, then ours, then those of a list's member.
struct RowLayout: Sendable {
  let words: RowWords
  let function: FunctionSchema
  /// The columns of the input, and how many of them come before those that an earlier output of ours had added.
  private let inputWidth: Int
  let theirWidth: Int
  let header: [String]

  init(header: [String], words: RowWords, function: FunctionSchema) {
    self.words = words
    self.function = function
    inputWidth = header.count
    // What a corrected error file says in our columns is about the row that failed; this one gets its own.
    theirWidth = OutputNames.ownColumns(in: header)
    self.header = header[..<theirWidth] + words.titles
  }

  func cells(of row: OutputRow, and member: [String]) -> [String] {
    var theirs = row.record.cells
    // A ragged row keeps its surplus in the last cell, so that ours stay under their own headings.
    while theirs.count > inputWidth, theirs.last?.isEmpty == true { theirs.removeLast() }
    if theirs.count > inputWidth && inputWidth > 0 {
      theirs = Array(theirs[..<(inputWidth - 1)]) + [theirs[(inputWidth - 1)...].joined(separator: ",")]
    }
    theirs += Array(repeating: "", count: max(0, inputWidth - theirs.count))
    return theirs[..<theirWidth] + row.ours + member
  }
}
