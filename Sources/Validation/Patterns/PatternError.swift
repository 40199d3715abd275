/// Why a pattern was not accepted, and where in it.
package struct PatternError: Error, Sendable, Hashable {
  /// The first character that could not be taken, counted in Unicode scalars from 1.
  package var position: Int
  package var problem: Problem

  package enum Problem: Sendable, Hashable {
    /// A construct of other dialects that this subset leaves out; the text names it.
    case notSupported(String)
    /// A construct of this subset that is written wrongly; the text says how.
    case malformed(String)
    /// The pattern is correct, but its automaton would need more states than ``Pattern`` allows.
    case tooLarge
  }
}

extension PatternError: CustomStringConvertible {
  package var description: String {
    switch problem {
    case .notSupported(let what): "character \(position): \(what) is not supported"
    case .malformed(let how): "character \(position): \(how)"
    case .tooLarge: "character \(position): the pattern is too large"
    }
  }
}
