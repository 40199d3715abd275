import Testing

@testable import Validation

@Suite("Patterns")
struct PatternTests {
  @Test("Every pattern of the contract compiles and fits its own example", arguments: contractPatterns)
  func contract(pattern: String, example: String) throws {
    let compiled = try Pattern(pattern)
    #expect(compiled.matches(bytes(example)))
    #expect(!compiled.matches(bytes(example + "\n")))
    #expect(!compiled.matches(bytes("")))
  }

  @Test(
    "A pattern fits whole values only",
    arguments: [
      ("a", "a", true), ("a", "ab", false), ("a", "ba", false), ("^a$", "a", true), ("", "", true), ("", "a", false),
      ("^$", "", true), ("a|bc", "bc", true), ("^a|bc$", "a", true), ("a|bc", "abc", false), ("(?:a|)b", "b", true),
      ("(ab)+", "abab", true), ("(ab)+", "aba", false), ("a{2}", "aa", true), ("a{2}", "aaa", false),
      ("a{2,}", "aaaa", true), ("a{2,}", "a", false), ("a{0}b", "b", true), ("a{0,1}", "", true),
      ("(a*)*b", "aab", true),
      ("[^a]", "b", true), ("[^a]", "a", false), ("[^a]", "龠", true), ("[^a]", "😀", true), ("[^a]{2}", "😀", false),
      ("[-a]", "-", true), ("[a-]", "-", true), (#"[\]\[\\]+"#, #"[]\"#, true), (#"\u3042"#, "あ", true),
      (#"\x21\.\-"#, "!.-", true), (#"\d"#, "7", true), (#"\d"#, "７", false), (#"\w+"#, "a_9", true),
      (#"\w"#, "é", false), (#"[\d.]+"#, "1.5", true), ("[ぁ-ん]", "ァ", false), ("[一-龠]", "𠮷", false),
      ("𠮷[😀-😎]", "𠮷😃", true), (#"[\u0000-\uFFFF]"#, "あ", true), ("[\u{80}-\u{10FFFF}]", "\u{D7FF}", true),
      ("[\u{80}-\u{10FFFF}]", "\u{E000}", true), ("[\u{80}-\u{10FFFF}]", "\u{7F}", false),
    ])
  func whole(pattern: String, text: String, fits: Bool) throws {
    // A range over the surrogates is a range of scalars: `\uFFFF` is its upper end, not a surrogate.
    #expect(try Pattern(pattern).matches(bytes(text)) == fits)
  }

  @Test(
    "What the subset leaves out is refused with its position",
    arguments: [
      ("a.", 2, true), ("a+?", 3, true), ("a++", 3, true), (#"\s"#, 1, true), (#"\p{L}"#, 1, true), (#"a\b"#, 2, true),
      ("(?=a)", 3, true), ("(?<n>a)", 3, true), (#"(a)\1"#, 4, true), ("a^", 2, true), ("a$b", 2, true),
      ("(a$)", 3, true),
      ("[a[b]]", 3, true), ("[a&&b]", 3, true), ("(a", 1, false), ("a)", 2, false), ("[a", 1, false), ("[]", 1, false),
      ("[b-a]", 2, false), (#"[a-\d]"#, 2, false), ("*a", 1, false), ("a**", 3, false), ("a{", 3, false),
      ("a{3,2}", 2, false), ("a{x}", 3, false), ("a}", 2, false), ("a]", 2, false), (#"\x2"#, 1, false),
      (#"\uD83D"#, 1, false), ("\\", 1, false), ("あ.", 2, true),
    ])
  func refused(pattern: String, position: Int, isUnsupported: Bool) {
    let error = #expect(throws: PatternError.self) { _ = try Pattern(pattern) }
    #expect(error?.position == position)
    switch error?.problem {
    case .notSupported: #expect(isUnsupported)
    case .malformed: #expect(!isUnsupported)
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test(
    "A pattern whose automaton would explode is refused instead of built",
    arguments: ["(?:a|b)*a(?:a|b){20}", "(?:(?:a{1000}){1000}){1000}", "a{1001}", String(repeating: "(", count: 200)])
  func tooLarge(pattern: String) {
    let error = #expect(throws: PatternError.self) { _ = try Pattern(pattern) }
    #expect(error?.problem == .tooLarge)
  }

  @Test("Patterns that make backtracking engines hang take one step per byte")
  func linear() throws {
    let text = String(repeating: "a", count: 100_000) + "!"
    #expect(try !Pattern("(a+)+").matches(bytes(text)))
    #expect(try !Pattern("(a|a)*").matches(bytes(text)))
  }

  @Test(
    "Ill-formed UTF-8 fits no pattern",
    arguments: [[0x80], [0xC0, 0x80], [0xE3, 0x81], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF]] as [[UInt8]])
  func illFormed(text: [UInt8]) throws {
    #expect(try !Pattern("[^a]*").matches(text[...]))
  }
}

func bytes(_ text: String) -> ArraySlice<UInt8> {
  Array(text.utf8)[...]
}
