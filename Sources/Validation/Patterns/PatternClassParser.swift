/// Reads one character class: `[一-龠々ヶぁ-ん]`, `[^,]`, `[!-~]`.
///
/// A `-` is literal at either end. A bare `[` inside and the set operators of other dialects are refused, because
/// engines disagree on their meaning.
struct PatternClassParser {
  private let source: [Unicode.Scalar]
  private(set) var index: Int

  init(_ source: [Unicode.Scalar], from index: Int) {
    self.source = source
    self.index = index
  }

  mutating func parse() throws(PatternError) -> ScalarSet {
    let opening = index
    index += 1
    let isInverted = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while let next = peek, next != "]" {
      let start = index
      let low = try member()
      guard peek == "-", index + 1 < source.count, source[index + 1] != "]" else {
        ranges += low.ranges
        continue
      }
      index += 1
      let high = try member()
      guard let first = low.onlyScalar, let last = high.onlyScalar else {
        throw PatternError(position: start + 1, problem: .malformed("a range needs one character at each end"))
      }
      guard first <= last else {
        throw PatternError(position: start + 1, problem: .malformed("the range runs backwards"))
      }
      ranges.append(first...last)
    }
    guard take("]") else { throw PatternError(position: opening + 1, problem: .malformed("the class is never closed")) }
    guard !ranges.isEmpty else { throw PatternError(position: opening + 1, problem: .malformed("the class is empty")) }
    let set = ScalarSet(ranges)
    return isInverted ? set.inverted : set
  }

  private mutating func member() throws(PatternError) -> ScalarSet {
    guard let next = peek else {
      throw PatternError(position: index + 1, problem: .malformed("the class is never closed"))
    }
    switch next {
    case "\\":
      var escape = PatternEscapeParser(source, from: index)
      let set = try escape.parse()
      index = escape.index
      return set
    case "[":
      throw PatternError(position: index + 1, problem: .notSupported("“[” inside a class (a literal one is “\\[”)"))
    case "&", "-", "~", "|":
      if index + 1 < source.count, source[index + 1] == next {
        throw PatternError(position: index + 1, problem: .notSupported("the set operator “\(next)\(next)”"))
      }
    default: break
    }
    index += 1
    return ScalarSet(next)
  }

  private var peek: Unicode.Scalar? { index < source.count ? source[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }
}

extension ScalarSet {
  fileprivate var onlyScalar: UInt32? {
    ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil
  }
}
