import Foundation
package import Validation

/// Files that say of another that it is whole: `A.csv` is left alone until `A.csv.done` or `A.done` stands beside it.
package struct Triggers: Sendable {
  /// The ending that every file waits for; `nil` where only some do.
  private let ofAll: String?
  private let ofNames: [(pattern: FileNamePattern, ending: String)]

  static let none = Triggers(ofAll: nil, profiles: [])

  /// - Parameters:
  ///   - ofAll: the ending that every file waits for, `.done`.
  ///   - profiles: those that name a trigger make the files that fit them wait, whatever the others do.
  package init(ofAll: String?, profiles: [Profile]) {
    self.ofAll = ofAll.map(Self.ending)
    ofNames = profiles.compactMap { profile in
      guard let trigger = profile.trigger, let pattern = FileNamePattern(profile.match) else { return nil }
      return (pattern, Self.ending(trigger))
    }
  }

  /// Endings are compared as Windows compares them, and the dot may be left out.
  private static func ending(_ text: String) -> String {
    let text = text.lowercased()
    return text.hasPrefix(".") ? text : "." + text
  }

  /// Whether the file is one that vouches for another, and no drop itself.
  func isTrigger(_ name: String) -> Bool {
    let name = name.lowercased()
    return ([ofAll].compactMap { $0 } + ofNames.map(\.ending)).contains { name.hasSuffix($0) }
  }

  /// Whether the file needs no trigger, lacks one, or has it.
  enum Standing: Equatable {
    case free
    case missing
    case present(name: String)
  }

  /// - Parameter siblings: the names in the file's folder, by their lower-case forms.
  func standing(of name: String, among siblings: [String: String]) -> Standing {
    let candidates = names(for: name)
    if candidates.isEmpty { return .free }
    return candidates.compactMap { siblings[$0.lowercased()] }.first.map { .present(name: $0) } ?? .missing
  }

  /// What the triggers of a file may be called; none for a file that needs none.
  func names(for name: String) -> [String] {
    guard let ending = ofNames.first(where: { $0.pattern.groups(of: name) != nil })?.ending ?? ofAll else { return [] }
    let stem = (name as NSString).deletingPathExtension
    return [ending, ending.uppercased()].flatMap { [name + $0, stem + $0] }
  }
}
