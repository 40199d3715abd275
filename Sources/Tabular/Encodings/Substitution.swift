import Foundation

/// What people may write instead of a character that an encoding or a service lacks.
///
/// It is a suggestion for a message and never applied: a name is its owner's, and only they may spell it differently.
package enum Substitution {
  /// The usual writing in characters of CP932, such as `高` for `髙` or `(株)` for `㈱`; nil when there is none.
  package static func suggestion(for scalar: Unicode.Scalar) -> String? {
    if let usual = table[scalar] { return usual }
    let character = String(Character(scalar))
    // Not by ==, to which the compatibility ideograph U+FA19 is the same as 神.
    func differs(_ text: String) -> Bool { !text.unicodeScalars.elementsEqual([scalar]) }
    let composed = character.precomposedStringWithCompatibilityMapping
    if differs(composed), isUsual(composed) { return composed }
    // é is e where nothing better is known; kana keep their marks.
    let base = String(
      String.UnicodeScalarView(
        character.decomposedStringWithCompatibilityMapping.unicodeScalars.filter { !(0x300...0x36F).contains($0.value) }
      ))
    return differs(base) && !base.isEmpty && isUsual(base) ? base : nil
  }

  /// Whether each character is ASCII or stands in JIS X 0208, which every Japanese encoding has.
  private static func isUsual(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
      guard let code = InverseTable.iso2022JP.code(of: scalar) else { return false }
      return code & 0x80 != 0 && ((0xA1...0xA8).contains(code >> 8) || (0xB0...0xF4).contains(code >> 8))
    }
  }

  /// A variant and its usual form, two characters at a time.
  ///
  /// Kanji: variants that people write in their names, and printed forms with the forms that JIS X 0208 has for them.
  /// NFKC leaves all of these apart. ASSUMED from common usage, but for 髙 and 﨑 (domain 5.6).
  private static let pairs = """
    髙高 﨑崎 𠮷吉 德徳 濵濱 瀨瀬 栁柳 桒桑 㟢崎 﨔欅 𡈽土 𣘺橋 𦚰脇 𠀋丈 𠮟叱 增増 黑黒 淸清 靑青 敎教 橫横 步歩 每毎 綠緑 緖緒 薰薫 \
    郞郎 鄕郷 錄録 鍊錬 顚顛 頰頬 曻昇 寬寛 巢巣 悅悦 戾戻 槪概 歷歴 涉渉 淚涙 渴渇 溫温 狀状 瘦痩 硏研 絕絶 緣縁 虛虚 賴頼 吳呉 吿告 \
    內内 卽即 尙尚 搔掻 摑掴 攢攅 噓嘘 塡填 剝剥 繫繋 蟬蝉 蠟蝋 醬醤 鷗鴎 鹼鹸 麴麹 屢屡 瀆涜 焰焔 簞箪 禱祷 萊莱 蔣蒋 軀躯 俠侠 俱倶 \
    囊嚢 潑溌 醱醗 驒騨 \u{2010}- \u{2011}- \u{2012}- \u{2013}- —― −－ ‑- •・ ·・ ⋅・ 〜～ ‖∥ ￤| ¦| ✓レ ✔レ ✕× ✖× ⁄/ ∕/
    """

  /// Longer replacements.
  private static let phrases: [(Unicode.Scalar, String)] = [
    ("\u{A0}", " "), ("©", "(C)"), ("®", "(R)"), ("€", "EUR"), ("½", "1/2"), ("¼", "1/4"), ("¾", "3/4"), ("ß", "ss"),
    ("Æ", "AE"), ("æ", "ae"), ("Œ", "OE"), ("œ", "oe"), ("Ø", "O"), ("ø", "o"), ("Ł", "L"), ("ł", "l"), ("Đ", "D"),
    ("đ", "d"), ("\u{3099}", "゛"), ("\u{309A}", "゜"),
  ]

  private static let table: [Unicode.Scalar: String] = {
    var table = Dictionary(phrases, uniquingKeysWith: { first, _ in first })
    for pair in pairs.split(separator: " ") {
      let scalars = Array(pair.unicodeScalars)
      precondition(scalars.count == 2, "\(pair) is no pair")
      table[scalars[0]] = String(Character(scalars[1]))
    }
    return table
  }()
}
