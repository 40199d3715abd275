/// The characters that somebody at the other end can read.
package enum CharacterRepertoire: String, Sendable, Codable, CaseIterable {
  /// ASCII, half-width kana and JIS X 0208: no ①, no ㈱, no 髙, no 﨑.
  case jisX0208 = "jis-x-0208"
  /// What Windows-31J has, with its NEC and IBM extensions.
  case cp932

  /// The characters of a text that are not among them, each once, in their order.
  package func lacking(in text: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    guard !text.allSatisfy({ $0 < 0x80 }) else { return [] }
    var lacking: [Unicode.Scalar] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where !holds(scalar) {
      if !lacking.contains(scalar) { lacking.append(scalar) }
    }
    return lacking
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return true }
    guard let code = InverseTable.cp932.code(of: scalar) else { return false }
    // Rows 1–84 without the vendors' row 13; single bytes are half-width kana.
    return self == .cp932 || code <= 0xFF || (code >= 0x8140 && code < 0x8740) || (code >= 0x889F && code <= 0xEAA4)
  }
}
