/// A pattern of our subset, written for the regular expressions of another language.
///
/// The subset (``Pattern``) was chosen so that every dialect reads it alike, with four exceptions that are rewritten here:
/// anchors, which XML Schema implies and does not know; groups that do not capture; `\d` and `\w`, which mean more than
/// ASCII elsewhere; and escapes such as `\x21`, which XML Schema does not know.
enum PatternDialect {
  /// ECMA-262, as JSON Schema asks for; a search, so that the anchors are written out.
  case jsonSchema
  /// XML Schema 1.0, part 2, appendix F; always matches the whole value.
  case xmlSchema

  /// Rewrites a pattern that has compiled before.
  func rewrite(_ pattern: String) -> String {
    var rewriter = PatternRewriter(pattern, for: self)
    let body = rewriter.rewrite()
    return switch self {
    case .xmlSchema: body
    case .jsonSchema: rewriter.hasOpenAlternatives ? "^(?:\(body))$" : "^\(body)$"
    }
  }
}

/// Goes through a pattern once, scalar by scalar.
private struct PatternRewriter {
  private let dialect: PatternDialect
  private let source: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  /// Whether alternatives stand outside of any group, where an anchor would belong to one of them only.
  private(set) var hasOpenAlternatives = false

  init(_ pattern: String, for dialect: PatternDialect) {
    self.dialect = dialect
    var scalars = Array(pattern.unicodeScalars)
    if scalars.first == "^" { scalars.removeFirst() }
    // An escaped `$` is a character of the value.
    let escapes = scalars.dropLast().reversed().prefix { $0 == "\\" }.count
    if scalars.last == "$", escapes.isMultiple(of: 2) { scalars.removeLast() }
    source = scalars
  }

  mutating func rewrite() -> String {
    var text = ""
    while index < source.count {
      let next = source[index]
      switch next {
      case "\\": text += escape(inClass: false)
      case "[": text += characterClass()
      case "(":
        depth += 1
        index += 1
        let isPlain = index < source.count && source[index] == "?"
        if isPlain { index += 2 }
        text += isPlain && dialect == .jsonSchema ? "(?:" : "("
      default:
        if next == ")" { depth -= 1 }
        if next == "|", depth == 0 { hasOpenAlternatives = true }
        text.unicodeScalars.append(next)
        index += 1
      }
    }
    return text
  }

  private mutating func characterClass() -> String {
    var text = "["
    index += 1
    if source[index] == "^" {
      text += "^"
      index += 1
    }
    let first = index
    while source[index] != "]" {
      switch source[index] {
      case "\\": text += escape(inClass: true)
      case "-" where index == first || source[index + 1] == "]":
        text += dialect == .xmlSchema ? "\\-" : "-"
        index += 1
      default:
        text.unicodeScalars.append(source[index])
        index += 1
      }
    }
    index += 1
    return text + "]"
  }

  private mutating func escape(inClass: Bool) -> String {
    let letter = source[index + 1]
    index += 2
    switch letter {
    case "d": return inClass ? "0-9" : "[0-9]"
    case "w": return inClass ? "0-9A-Z_a-z" : "[0-9A-Z_a-z]"
    case "t", "n", "r": return "\\" + String(letter)
    case "x", "u":
      let digits = letter == "x" ? 2 : 4
      let code = String(String.UnicodeScalarView(source[index..<index + digits]))
      index += digits
      guard let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) else {
        preconditionFailure("a pattern that has compiled escapes scalars only")
      }
      return literal(scalar, inClass: inClass)
    default: return literal(letter, inClass: inClass)
    }
  }

  private func literal(_ scalar: Unicode.Scalar, inClass: Bool) -> String {
    let special: Set<Unicode.Scalar> =
      inClass
      ? ["\\", "[", "]", "^", "-"] : ["\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "[", "]", "^", "$"]
    // XML Schema has no anchors, so that it does not let a `$` be escaped either.
    let isEscaped = special.contains(scalar) && !(dialect == .xmlSchema && scalar == "$")
    return (isEscaped ? "\\" : "") + String(scalar)
  }
}
