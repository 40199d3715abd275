/// The full-width forms of U+FF61 to U+FF9F, the half-width half of JIS X 0201, in order.
private let fullWidthForms = Array(
  "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars)

private enum VoicingMark {
  case voiced
  case semiVoiced

  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0xFF9E, 0x3099: self = .voiced
    case 0xFF9F, 0x309A: self = .semiVoiced
    default: return nil
    }
  }

  /// The letter with its mark joined, where Unicode has one.
  func joined(to letter: Unicode.Scalar) -> Unicode.Scalar? {
    switch (self, letter) {
    case (.voiced, "ウ"): "ヴ"
    case (.voiced, "う"): "ゔ"
    case (.voiced, "ワ"): "ヷ"
    case (.voiced, "ヰ"): "ヸ"
    case (.voiced, "ヱ"): "ヹ"
    case (.voiced, "ヲ"): "ヺ"
    case (.voiced, "ヽ"): "ヾ"
    case (.voiced, "ゝ"): "ゞ"
    case (.voiced, _) where Self.voiceable.contains(letter): Unicode.Scalar(letter.value + 1)
    case (.semiVoiced, _) where Self.semiVoiceable.contains(letter): Unicode.Scalar(letter.value + 2)
    default: nil
    }
  }

  private static let voiceable = Set(
    "カキクケコサシスセソタチツテトハヒフヘホかきくけこさしすせそたちつてとはひふへほ".unicodeScalars)
  private static let semiVoiceable = Set("ハヒフヘホはひふへほ".unicodeScalars)
}

/// Whether the text holds half-width kana or loose voicing marks; a look at the bytes, without decoding.
func holdsHalfWidthKana(_ text: ArraySlice<UInt8>) -> Bool {
  text.withUnsafeBufferPointer { bytes in
    var index = 0
    while index + 2 < bytes.count {
      switch bytes[index] {
      case 0xEF where bytes[index + 1] == 0xBD && bytes[index + 2] >= 0xA1,
        0xEF where bytes[index + 1] == 0xBE && bytes[index + 2] <= 0x9F,
        0xE3 where bytes[index + 1] == 0x82 && (bytes[index + 2] == 0x99 || bytes[index + 2] == 0x9A):
        return true
      default: index += 1
      }
    }
    return false
  }
}

/// Makes half-width kana full-width and joins voicing marks (ｶ + ﾞ → ガ); leaves everything else as it is.
///
/// A mark that fits no letter becomes the free-standing ゛ or ゜, which CP932 can write, unlike NFKC's combining mark.
func widenedKana(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var wide: [Unicode.Scalar] = []
  wide.reserveCapacity(scalars.count)
  for scalar in scalars {
    if let mark = VoicingMark(scalar) {
      if let last = wide.last, let joined = mark.joined(to: last) {
        wide[wide.count - 1] = joined
      } else {
        wide.append(mark == .voiced ? "゛" : "゜")
      }
    } else if (0xFF61...0xFF9F).contains(scalar.value) {
      wide.append(fullWidthForms[Int(scalar.value - 0xFF61)])
    } else {
      wide.append(scalar)
    }
  }
  return wide
}
