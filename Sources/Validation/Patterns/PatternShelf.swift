/// Compiles each pattern once, however many fields have it.
///
/// The shipped schemas hold 247 patterns, of which 26 differ; compiling is most of the work of reviewing them, and they are
/// reviewed at every start.
final class PatternShelf {
  private var compiled: [String: Pattern] = [:]

  /// The pattern of that text; throws ``PatternError`` where it leaves the subset.
  func pattern(_ source: String) throws -> Pattern {
    if let known = compiled[source] { return known }
    let pattern = try Pattern(source)
    compiled[source] = pattern
    return pattern
  }
}
