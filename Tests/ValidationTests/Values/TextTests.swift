import Foundation
import Testing

@testable import Validation

@Suite("Texts")
struct TextTests {
  @Test(
    "Texts are trimmed and unwrapped, and otherwise left alone",
    arguments: [
      ("トヨタ", "トヨタ"), ("　\u{FEFF}トヨタ\u{A0}\r\n", "トヨタ"), ("㈱ﾄﾖﾀ①", "㈱ﾄﾖﾀ①"), ("=\" A \"", "A"), ("=A", "=A"),
      ("'70年式", "'70年式"),
      ("a\nb", "a b"), ("a\r\nb\tc", "a b c"), ("'=1+1", "=1+1"), ("'s", "'s"),
      ("\u{2002}\u{2003}\u{2009}\u{200B}\u{2060}", "∅"), ("#N/A", "!pattern"), ("＃Ｎ／Ａ", "!pattern"),
      ("#1", "#1"), ("####", "!pattern"), ("1.23E+11", "!exponent-damage"), ("12E34", "12E34"), ("a", "a"), ("", "∅"),
      ("GX100-ATPQK", "GX100-ATPQK"), ("－", "－"), ("　", "∅"), ("あ　い", "あ　い"),
    ])
  func texts(cell: String, expected: String) {
    #expect(answer(cell, .text) == expected)
  }

  @Test(
    "Names and readings get full-width kana with joined marks, and keep everything else",
    arguments: [
      ("ｺｸﾄﾞ ﾀﾛｳ", "コクド タロウ"), ("コクド　タロウ", "コクド　タロウ"), ("ｶﾞﾊﾟｳﾞｰ･｡｢｣､", "ガパヴー・。「」、"), ("ﾃﾞｰﾀ", "データ"),
      ("さとう", "さとう"), ("㈱髙﨑①", "㈱髙﨑①"), ("ｱﾞ", "ア゛"), ("ﾞ", "゛"), ("カ\u{3099}", "ガ"), ("は\u{309A}", "ぱ"), ("カﾞ", "ガ"),
      ("ＡＢＣ", "ＡＢＣ"), (" ﾔﾏﾀﾞ　", "ヤマダ"), ("=\"ﾔﾏﾀﾞ\"", "ヤマダ"), ("#REF!", "!pattern"), ("", "∅"), ("｟", "｟"),
    ])
  func names(cell: String, expected: String) {
    #expect(answer(cell, .name) == expected)
    #expect(answer(cell, .kana) == expected)
  }

  @Test(
    "Every space of legacy exports is taken off both ends, whatever is read",
    arguments: [
      " ", "\t", "\r", "\n", "\u{A0}", "\u{3000}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{200B}", "\u{2060}",
      "\u{FEFF}",
    ])
  func spaces(space: String) {
    let yesNo = ValueContext(choices: Choices(["1": ["有"], "0": ["無"]], isBoolean: true))
    let cells: [(String, Normalisation, ValueContext, String)] = [
      ("山田 太郎", .name, ValueContext(), "山田 太郎"), ("コクド", .kana, ValueContext(), "コクド"),
      ("トヨタ", .text, ValueContext(), "トヨタ"), ("A-1", .code, ValueContext(), "A-1"),
      ("040012345678", .ticket, ValueContext(), "040012345678"),
      ("ABC12-345678", .chassis, ValueContext(), "ABC12-345678"), ("品川500さ1234", .plate, ValueContext(), "品川500さ1234"),
      ("2026/11/20", .date, ValueContext(), "2026-11-20"), ("7,500", .money, ValueContext(), "7500"),
      ("12.5", .decimal, ValueContext(), "12.5"), ("有", .choice, yesNo, "1"),
      ("12345", .digits, ValueContext(digits: 5...5), "12345"),
    ]
    for (cell, normalisation, context, expected) in cells {
      #expect(answer(space + cell + space + space, normalisation, context) == expected, "\(normalisation)")
      #expect(answer(space + space, normalisation, context) == "∅", "\(normalisation)")
    }
    #expect(headerKey(space + "引取" + space + "日" + space) == headerKey("引取日"))
  }

  @Test("Half-width kana become what ICU's NFKC makes of them, joined pairs included")
  func kanaOracle() {
    let pairs = (0xFF61...0xFF9D as ClosedRange<UInt32>).flatMap { base in
      ["", "\u{FF9E}", "\u{FF9F}"].map { String(Unicode.Scalar(base)!) + $0 }
    }
    for (half, theirs) in zip(pairs, compatibilityFormsOfICU(pairs)) {
      let spacing = theirs.map { $0 == "\u{3099}" ? "゛" : $0 == "\u{309A}" ? "゜" : $0 }
      #expect(Array(answer(half, .name).unicodeScalars) == spacing)
    }
  }

  @Test("Our short cut through NFKC is ICU's NFKC for every scalar of its blocks")
  func shortCutOracle() {
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7F, 0x25A0...0x25FF, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFFEF,
    ]
    let scalars = blocks.joined().map { String(Unicode.Scalar($0)!) }
    let forms = compatibilityFormsOfICU(scalars)
    #expect(scalars.count == forms.count)
    let wrong = zip(scalars, forms).filter { compatibilityForm(Array($0.unicodeScalars)) != $1 }
    #expect(wrong.isEmpty)
  }

  @Test("Generated texts get ICU's NFKC")
  func compatibilityOracle() {
    var (random, seed) = SeededGenerator.announced("compatibility forms")
    let alphabet = Array("Aa１ＡＺ－　ー・かガ゛゜ｶﾞﾊﾟ㈱①㋿㍻é\u{301}\u{3099}\u{309A}東〇○※\u{F900}<\u{338}".unicodeScalars)
    let texts = (0..<2_000).map { _ in
      String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 1...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! }))
    }
    for (text, theirs) in zip(texts, compatibilityFormsOfICU(texts)) {
      #expect(compatibilityForm(Array(text.unicodeScalars)) == theirs, "“\(text)”, seed \(seed)")
    }
  }

  /// One call for all texts, because ICU opens its transform anew for each.
  private func compatibilityFormsOfICU(_ texts: [String]) -> [[Unicode.Scalar]] {
    let joined = texts.joined(separator: "\n").applyingTransform(StringTransform("Any-NFKC"), reverse: false) ?? ""
    return joined.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
  }

  @Test(
    "Headings are equal when only width, spaces, hyphens, case or the unit differ",
    arguments: [
      ("車台番号", "車　台 番号"), ("フレームNo", "ﾌﾚｰﾑＮｏ"), ("フレームNo", "フレ-ムNO"), ("回収量", "回収量（ｇ）"), ("フロン類回収量(g)", "フロン類回収量[G]"),
      ("破砕工程", "破碎工程"), ("chassisNo", "CHASSISNO"), ("\u{FEFF}引取日", "引取\n日"), ("登録番号／車両番号", "登録番号/車両番号"),
      ("ASR重量(kg)", "ＡＳＲ重量【㎏】"),
    ])
  func headings(left: String, right: String) {
    #expect(headerKey(left) == headerKey(right))
    #expect(headerKey(bytes(left)) == headerKey(right))
  }

  @Test(
    "Headings that differ in a letter or in a bracket without a unit differ",
    arguments: [("引取日", "引渡日"), ("リサイクル券番号", "リサイクル券番号(移動報告番号)"), ("車台番号", "車台番号区分"), ("(g)", "")])
  func differentHeadings(left: String, right: String) {
    #expect(headerKey(left) != headerKey(right))
  }
}
