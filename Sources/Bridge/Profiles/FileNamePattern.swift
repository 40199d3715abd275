import Foundation
import Glibc

/// The `match` of a profile: a shell pattern, or an expression with named groups that begins with `^`.
struct FileNamePattern: Sendable {
  private let text: String
  private let groups: [String]

  /// `nil` for an expression that is none.
  init?(_ text: String) {
    self.text = text.precomposedStringWithCanonicalMapping
    guard text.hasPrefix("^") else {
      groups = []
      return
    }
    guard (try? NSRegularExpression(pattern: self.text)) != nil else { return nil }
    let names = try? NSRegularExpression(pattern: #"\(\?<([A-Za-z][A-Za-z0-9]*)>"#)
    let whole = NSRange(self.text.startIndex..., in: self.text)
    groups = (names?.matches(in: self.text, range: whole) ?? []).compactMap { match in
      Range(match.range(at: 1), in: text).map { String(text[$0]) }
    }
  }

  /// The named groups of a file name that fits; `nil` for one that does not.
  func groups(of name: String) -> [String: String]? {
    // Shares of Windows do not tell `.TXT` from `.txt`; SMB clients of other systems write names decomposed.
    let name = name.precomposedStringWithCanonicalMapping
    guard text.hasPrefix("^") else { return fnmatch(text.lowercased(), name.lowercased(), 0) == 0 ? [:] : nil }
    guard let expression = try? NSRegularExpression(pattern: text),
      let match = expression.firstMatch(in: name, range: NSRange(name.startIndex..., in: name))
    else { return nil }
    var found: [String: String] = [:]
    for group in groups {
      found[group] = Range(match.range(withName: group), in: name).map { String(name[$0]) }
    }
    return found
  }
}
