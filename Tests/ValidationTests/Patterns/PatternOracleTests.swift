import Foundation
import Testing

@testable import Validation

/// Our automaton against ICU's engine.
@Suite("Patterns against ICU")
struct PatternOracleTests {
  @Test("Generated values fit the contract's patterns exactly when ICU says so")
  func contract() throws {
    var (random, seed) = SeededGenerator.announced("contract patterns")
    for (source, example) in contractPatterns {
      let ours = try Pattern(source)
      let theirs = try NSRegularExpression(pattern: #"\A(?:"# + source + #")\z"#)
      var fitting = 0
      let alphabet = Array((source + example + "0A-.あァー龠𠮷😀ａ０").unicodeScalars)
      for _ in 0..<300 {
        let text =
          Bool.random(using: &random)
          ? mutated(example, alphabet, &random) : generated(alphabet, upTo: 15, &random)
        let fits = theirs.fits(text)
        if fits { fitting += 1 }
        #expect(ours.matches(bytes(text)) == fits, "\(source) on “\(text)”, seed \(seed)")
      }
      #expect(3..<300 ~= fitting, "the values generated for \(source) test nothing, seed \(seed)")
    }
  }

  @Test("Generated patterns mean what ICU says they mean")
  func patterns() throws {
    var (random, seed) = SeededGenerator.announced("generated patterns")
    let alphabet = Array("ab0-あ龠𠮷".unicodeScalars)
    for _ in 0..<400 {
      let source = pattern(depth: 3, alphabet, &random)
      let ours = try Pattern(source)
      let theirs = try NSRegularExpression(pattern: #"\A(?:"# + source + #")\z"#)
      for _ in 0..<20 {
        let text = generated(alphabet, upTo: 6, &random)
        #expect(ours.matches(bytes(text)) == theirs.fits(text), "\(source) on “\(text)”, seed \(seed)")
      }
    }
  }

  @Test("Classes over ranges of any width hold exactly their scalars")
  func ranges() throws {
    var (random, seed) = SeededGenerator.announced("class ranges")
    let edges: [UInt32] = [
      0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x3FFFF, 0x10FFFF,
    ]
    for _ in 0..<300 {
      let ends = [edge(edges, &random), edge(edges, &random)].sorted()
      let isInverted = Bool.random(using: &random)
      let set = ScalarSet([ends[0]...ends[1]])
      let sequences = (isInverted ? set.inverted : set).byteSequences
      for _ in 0..<40 {
        guard let scalar = Unicode.Scalar(edge(edges + ends, &random)) else { continue }
        let utf8 = Array(UTF8.encode(scalar)!)
        let isHeld = sequences.contains { $0.count == utf8.count && zip($0, utf8).allSatisfy { $0.contains($1) } }
        #expect(
          isHeld == ((ends[0]...ends[1]).contains(scalar.value) != isInverted),
          "\(ends) and \(scalar.value), seed \(seed)")
      }
    }
  }

  private func edge(_ edges: [UInt32], _ random: inout SeededGenerator) -> UInt32 {
    let moved = Int(edges.randomElement(using: &random)!) + Int.random(in: -3...3, using: &random)
    return UInt32(min(max(moved, 0), 0x10FFFF))
  }

  private func generated(
    _ alphabet: [Unicode.Scalar], upTo longest: Int, _ random: inout SeededGenerator
  ) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...longest, using: &random) { text.append(alphabet.randomElement(using: &random)!) }
    return String(text)
  }

  private func mutated(_ example: String, _ alphabet: [Unicode.Scalar], _ random: inout SeededGenerator) -> String {
    var scalars = Array(example.unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      if Bool.random(using: &random), place < scalars.count { scalars.remove(at: place) }
      if Bool.random(using: &random) {
        scalars.insert(alphabet.randomElement(using: &random)!, at: min(place, scalars.count))
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private func pattern(depth: Int, _ alphabet: [Unicode.Scalar], _ random: inout SeededGenerator) -> String {
    let atom: String
    switch depth == 0 ? 0 : Int.random(in: 0...6, using: &random) {
    case 0, 1: atom = literal(alphabet.randomElement(using: &random)!)
    case 2:
      atom = ["[a-b]", "[^a]", "[ぁ-ん0]", "[一-龠-]", "[^あ-龠b]", "[𠮷a]", #"\u3042"#, #"\x61"#].randomElement(
        using: &random)!
    case 3, 4: atom = "(?:" + pattern(depth: depth - 1, alphabet, &random) + ")"
    case 5:
      return pattern(depth: depth - 1, alphabet, &random) + pattern(depth: depth - 1, alphabet, &random)
    default:
      let left = pattern(depth: depth - 1, alphabet, &random)
      return "(" + left + "|" + pattern(depth: depth - 1, alphabet, &random) + ")"
    }
    return atom + ["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}"].randomElement(using: &random)!
  }

  private func literal(_ scalar: Unicode.Scalar) -> String {
    scalar == "-" ? #"\-"# : String(scalar)
  }
}

extension NSRegularExpression {
  fileprivate func fits(_ text: String) -> Bool {
    firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
  }
}
