/// The codes that a field may hold and everything that people write for them.
///
/// A reference, because one is handed on with every cell of its field.
package final class Choices: Sendable {
  /// Whether the field is a yes/no question, whose other marks and words (`○`, `有り`, `済`) are understood as well.
  package let isBoolean: Bool
  /// The choices as messages list them: `1=有, 0=無`.
  package let spoken: String
  let codes: [[UInt8]]
  /// One bit per possible one-byte code.
  private let singleBytes: (low: UInt64, high: UInt64)
  private let codesByKey: [String: String]

  /// `meanings` lists the labels of each code; a yes/no field has the codes "1" and "0".
  ///
  /// A label that means two codes means the one that sorts first, so schemas are to be checked for that when they load.
  package init(_ meanings: [String: [String]], isBoolean: Bool = false) {
    let codes = isBoolean ? meanings.keys.sorted(by: >) : meanings.keys.sorted()
    var codesByKey: [String: String] = [:]
    for code in codes { codesByKey[Self.key(of: code.unicodeScalars)] = code }
    for code in codes {
      for label in meanings[code] ?? [] {
        let key = Self.key(of: label.unicodeScalars)
        if codesByKey[key] == nil { codesByKey[key] = code }
      }
    }
    if isBoolean {
      for (code, words) in Self.booleanWords {
        for word in words {
          let key = Self.key(of: word.unicodeScalars)
          if codesByKey[key] == nil { codesByKey[key] = code }
        }
      }
    }
    self.isBoolean = isBoolean
    self.codesByKey = codesByKey
    self.codes = codes.map { Array($0.utf8) }
    self.singleBytes = self.codes.reduce(into: (0, 0)) { bits, code in
      guard code.count == 1 else { return }
      if code[0] < 64 { bits.0 |= 1 << UInt64(code[0]) } else { bits.1 |= 1 << UInt64(code[0] & 63) }
    }
    self.spoken = codes.map { code in
      (meanings[code]?.first).map { "\(code)=\($0)" } ?? code
    }.joined(separator: ", ")
  }

  /// Whether the cell is one of the codes, byte for byte.
  func holds(_ cell: ArraySlice<UInt8>) -> Bool {
    if cell.count == 1, let byte = cell.first, byte < 0x80 {
      return (byte < 64 ? singleBytes.low : singleBytes.high) >> UInt64(byte & 63) & 1 == 1
    }
    return codes.contains { $0.elementsEqual(cell) }
  }

  /// The code of a code or label, whatever its width, letter case and inner spaces.
  func code(of text: some Sequence<Unicode.Scalar>) -> String? {
    codesByKey[Self.key(of: text)]
  }

  private static func key(of text: some Sequence<Unicode.Scalar>) -> String {
    let folded = foldedWidth(Array(text), .isLetter)
    return String(decoding: encode(folded.lazy.filter { !$0.isSpace }.map(\.uppercasedASCII)), as: UTF8.self)
  }

  /// What forms and exports write for yes and no (domain 5.9).
  private static let booleanWords: [(code: String, words: [String])] = [
    (
      "1",
      [
        "○", "〇", "◯", "●", "◎", "✓", "✔", "レ", "有", "有り", "あり", "アリ", "済", "済み", "預託済", "TRUE", "Y", "YES",
      ]
    ),
    ("0", ["×", "✕", "✖", "X", "無", "無し", "なし", "ナシ", "未", "未済", "未預託", "FALSE", "N", "NO"]),
  ]
}
