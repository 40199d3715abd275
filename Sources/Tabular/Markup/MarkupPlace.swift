/// Where something stands in the text of an XML file: its line and its character in the line, both from 1.
///
/// Characters are those of the decoded text, so that a place is the same in every encoding and as editors show it.
struct MarkupPlace: Hashable {
  var line: Int
  var column: Int

  /// As the facts of a finding.
  var facts: [String: String] { ["line": String(line), "column": String(column)] }
}
