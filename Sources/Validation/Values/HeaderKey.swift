/// The form in which a column's heading is compared with titles, aliases and names: exactly, never by likeness.
///
/// NFKC, hyphens folded (ー among them), all spaces and line breaks removed, a unit in brackets at the end dropped
/// (`回収量（ｇ）`), the variant 破碎 written 破砕, and ASCII letters in lower case (domain 5.4). Brackets that hold no unit
/// stay: リサイクル券番号(移動報告番号) is another column than リサイクル券番号.
package func headerKey(_ heading: some StringProtocol) -> String {
  key(of: Array(heading.unicodeScalars))
}

/// The same for the bytes of a cell.
package func headerKey(_ heading: ArraySlice<UInt8>) -> String {
  key(of: decode(heading))
}

private func key(of heading: [Unicode.Scalar]) -> String {
  var named: [Unicode.Scalar] = []
  named.reserveCapacity(heading.count)
  for scalar in foldedWidth(heading, .isHyphen) where !scalar.isSpace {
    named.append(scalar == "碎" && named.last == "破" ? "砕" : lowercasedASCII(scalar))
  }
  return String(decoding: encode(withoutUnit(named)), as: UTF8.self)
}

private func lowercasedASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  scalar.isUpper ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
}

private let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
  ("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("〈", "〉"), ("<", ">"),
]

private let units: Set<String> = [
  "g", "グラム", "kg", "キログラム", "t", "トン", "mg", "km", "m", "cm", "mm", "l", "リットル", "cc", "円", "千円",
  "個", "本", "台", "件", "枚", "桁", "日", "年", "%", "ヶ月", "か月",
]

private func withoutUnit(_ heading: [Unicode.Scalar]) -> [Unicode.Scalar] {
  guard let bracket = brackets.first(where: { $0.close == heading.last }),
    let opening = heading.lastIndex(of: bracket.open), opening > 0
  else { return heading }
  let inside = heading[(opening + 1)...].dropLast()
  return units.contains(String(String.UnicodeScalarView(inside))) ? Array(heading[..<opening]) : heading
}
