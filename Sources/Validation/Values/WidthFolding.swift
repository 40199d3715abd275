import Foundation

extension Unicode.Scalar {
  /// Whether people type this character where an ASCII hyphen is meant (domain 5.6, the class of P6).
  ///
  /// U+30FC and U+FF70 are letters in kana words; they are hyphens only inside codes.
  var isHyphen: Bool {
    switch value {
    case 0x2D, 0xFF0D, 0xFE63, 0x2212, 0x2010, 0x2043, 0x2011, 0x2012, 0x2013, 0x2014, 0xFE58, 0x2015, 0x23AF, 0x23E4,
      0x30FC, 0xFF70, 0x2500, 0x2501:
      true
    default: false
    }
  }

  var isLongVowelMark: Bool { self == "\u{30FC}" || self == "\u{FF70}" }

  var isDigit: Bool { ("0"..."9").contains(self) }
  var isUpper: Bool { ("A"..."Z").contains(self) }

  var uppercasedASCII: Unicode.Scalar {
    ("a"..."z").contains(self) ? Unicode.Scalar(UInt8(value - 0x20)) : self
  }
}

/// Whether a hyphen-like long vowel mark (ー) counts as a hyphen.
enum LongVowelMark {
  case isHyphen
  case isLetter
}

/// Folds hyphens to `-`, then widths and compatibility forms as Unicode's NFKC does.
func foldedWidth(_ scalars: [Unicode.Scalar], _ mark: LongVowelMark) -> [Unicode.Scalar] {
  guard scalars.contains(where: { !$0.isASCII && $0.isHyphen }) else { return compatibilityForm(scalars) }
  return compatibilityForm(
    scalars.map { $0.isHyphen && (mark == .isHyphen || !$0.isLongVowelMark) ? "-" : $0 })
}

/// NFKC. The characters that fill Japanese exports are mapped here; only other ones pay for the general algorithm.
func compatibilityForm(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var folded: [Unicode.Scalar] = []
  folded.reserveCapacity(scalars.count)
  for scalar in scalars {
    guard let simple = simpleCompatibilityForm(scalar) else {
      // The library maps ﾄﾞ to ト and a combining mark and leaves it there; only the second step joins them, as NFKC does.
      let text = String(String.UnicodeScalarView(scalars)).precomposedStringWithCompatibilityMapping
      return Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
    }
    folded.append(simple)
  }
  return folded
}

/// The NFKC form of a scalar that becomes one scalar and composes with no neighbour; `nil` for all others.
private func simpleCompatibilityForm(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  switch scalar.value {
  case 0...0x7F: scalar
  case 0x3000: " "
  case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF: scalar
  case 0x25A0...0x25FF: scalar
  case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
  default: nil
  }
}
