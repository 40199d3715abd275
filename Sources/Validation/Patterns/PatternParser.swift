/// Reads the text of a pattern into a ``PatternNode``.
///
/// A `^` at the start and a `$` at the end are taken and change nothing, since a pattern always has to match the whole
/// value (Table Schema, "constraints": `pattern`).
struct PatternParser {
  private let source: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  /// Deep enough for any pattern that a person writes, and shallow enough for the stack.
  private static let deepestGroup = 50
  private static let highestCount = 1_000

  private init(_ source: String) {
    self.source = Array(source.unicodeScalars)
  }

  static func parse(_ source: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(source)
    _ = parser.take("^")
    let node = try parser.alternatives()
    if parser.peek == "$", parser.index == parser.source.count - 1 { parser.index += 1 }
    guard parser.peek == nil else {
      if parser.peek == ")" { throw parser.malformed("“)” closes no group") }
      throw parser.notSupported("“$” inside the pattern")
    }
    return node
  }

  // MARK: Structure

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = peek, next != "|", next != ")", next != "$" {
      let atom = try atom(next)
      parts.append(try quantified(atom))
    }
    return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom(_ next: Unicode.Scalar) throws(PatternError) -> PatternNode {
    switch next {
    case "(": return try group()
    case "[":
      var members = PatternClassParser(source, from: index)
      let set = try members.parse()
      index = members.index
      return .scalars(set)
    case "\\":
      var escape = PatternEscapeParser(source, from: index)
      let set = try escape.parse()
      index = escape.index
      return .scalars(set)
    case ".": throw notSupported("“.” (any character)")
    case "^": throw notSupported("“^” inside the pattern")
    case "*", "+", "?", "{": throw malformed("“\(next)” has nothing to repeat")
    case "]", "}": throw malformed("a literal “\(next)” is written “\\\(next)”")
    default:
      index += 1
      return .scalars(ScalarSet(next))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    guard depth < Self.deepestGroup else { throw PatternError(position: index + 1, problem: .tooLarge) }
    let opening = index
    index += 1
    if take("?") {
      guard take(":") else { throw notSupported("a group that begins with “(?” other than “(?:”") }
    }
    depth += 1
    let inside = try alternatives()
    depth -= 1
    guard take(")") else {
      if peek == "$" { throw notSupported("“$” inside the pattern") }
      throw PatternError(position: opening + 1, problem: .malformed("the group is never closed"))
    }
    return inside
  }

  // MARK: Quantifiers

  private mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
    let node: PatternNode
    switch peek {
    case "*":
      node = .repeated(atom, least: 0, most: nil)
      index += 1
    case "+":
      node = .repeated(atom, least: 1, most: nil)
      index += 1
    case "?":
      node = .repeated(atom, least: 0, most: 1)
      index += 1
    case "{":
      node = try counted(atom)
    default: return atom
    }
    try refuseSecondQuantifier()
    return node
  }

  private mutating func counted(_ atom: PatternNode) throws(PatternError) -> PatternNode {
    let opening = index
    index += 1
    let least = try count()
    var most: Int? = least
    if take(",") { most = peek == "}" ? nil : try count() }
    guard take("}") else { throw malformed("a count is written {n}, {n,} or {n,m}") }
    if let most, most < least {
      throw PatternError(position: opening + 1, problem: .malformed("the count runs backwards"))
    }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func count() throws(PatternError) -> Int {
    var value: Int?
    while let digit = peek, ("0"..."9").contains(digit) {
      value = (value ?? 0) * 10 + Int(digit.value - 0x30)
      guard value! <= Self.highestCount else { throw PatternError(position: index + 1, problem: .tooLarge) }
      index += 1
    }
    guard let value else { throw malformed("a count is written {n}, {n,} or {n,m}") }
    return value
  }

  private func refuseSecondQuantifier() throws(PatternError) {
    switch peek {
    case "?": throw notSupported("a lazy quantifier")
    case "+": throw notSupported("a possessive quantifier")
    case "*", "{": throw malformed("two quantifiers follow each other")
    default: return
    }
  }

  // MARK: Scanning

  private var peek: Unicode.Scalar? { index < source.count ? source[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  private func notSupported(_ what: String) -> PatternError {
    PatternError(position: index + 1, problem: .notSupported(what))
  }

  private func malformed(_ how: String) -> PatternError {
    PatternError(position: index + 1, problem: .malformed(how))
  }
}
