import Synchronization

/// Compiles each pattern once, however many fields have it.
///
/// The shipped schemas hold 247 patterns, of which 26 differ; compiling is most of the work of reviewing them, and they are
/// reviewed at every start.
package final class PatternShelf: Sendable {
  private let compiled = Mutex<[String: Pattern]>([:])

  package init() {}

  /// The pattern of that text; throws ``PatternError`` where it leaves the subset.
  func pattern(_ source: String) throws -> Pattern {
    if let known = compiled.withLock({ $0[source] }) { return known }
    // Two may compile the same one at once; that costs less than one waiting for the other.
    let pattern = try Pattern(source)
    compiled.withLock { $0[source] = pattern }
    return pattern
  }
}
