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
    RerunColumns(labels: labels)?.start ?? labels.count
  }

  /// What the input of an error file is named without its extension; `nil` for any other file.
  static func inputStem(ofError name: String) -> String? {
    guard isOutput(name), !name.hasSuffix(".status.json") else { return nil }
    let output = (name as NSString).deletingPathExtension as NSString
    return output.pathExtension.hasPrefix(Kind.error.rawValue) ? output.deletingPathExtension : nil
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
