import Foundation

/// How outputs are named beside their input: `HIKITORI.TXT` has `HIKITORI.result.csv`, `HIKITORI.error.csv` and
/// `HIKITORI.error.xlsx`.
package struct OutputNames: Sendable {
  private let stem: String

  package init(input: String) {
    stem = (input as NSString).deletingPathExtension
  }

  package enum Kind: String, Sendable, CaseIterable { case result, error }

  package enum Format: String, Sendable, CaseIterable { case csv, xlsx }

  /// The path of an output; the first is number 1, the next ones stand beside an edited one.
  package func path(_ kind: Kind, _ format: Format = .csv, number: Int = 1) -> String {
    "\(stem).\(kind.rawValue)\(number == 1 ? "" : "-\(number)").\(format.rawValue)"
  }

  package var status: String { stem + ".status.json" }

  /// Where the columns that we added begin in the header of one of our outputs; beyond the last column in other files.
  static func ownColumns(in labels: [String]) -> Int {
    let ours = RowWords.titles
    guard labels.count >= ours.count else { return labels.count }
    let starts = 0...(labels.count - ours.count)
    return starts.first { Array(labels[$0..<($0 + ours.count)]) == ours } ?? labels.count
  }

  /// Whether a file's name is that of one of our outputs.
  package static func isOutput(_ name: String) -> Bool {
    if name.hasSuffix(".status.json") { return true }
    let parts = name.split(separator: ".")
    guard parts.count >= 3, Format(rawValue: parts[parts.count - 1].lowercased()) != nil else { return false }
    let word = parts[parts.count - 2].split(separator: "-", maxSplits: 1)
    return Kind(rawValue: String(word[0])) != nil && (word.count == 1 || Int(word[1]) != nil)
  }
}
