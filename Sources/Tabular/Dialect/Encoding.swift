/// A character encoding that drops arrive in and results go back in.
package enum Encoding: String, Sendable, Codable, CaseIterable {
  case utf8 = "utf-8"
  /// Shift_JIS as Windows writes it, with the NEC and IBM extensions (`Windows-31J`).
  case cp932
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// EUC-JP with the same extensions and the same mappings as ``cp932`` (`eucJP-ms`).
  case eucJP = "euc-jp-ms"
  /// The 7-bit encoding of mail and older hosts (RFC 1468), with the mappings of ``cp932``, JIS X 0212 and half-width
  /// kana.
  case iso2022JP = "iso-2022-jp"

  /// The name that people know.
  package var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .cp932: "Shift_JIS (CP932)"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .eucJP: "EUC-JP"
    case .iso2022JP: "ISO-2022-JP"
    }
  }

  /// U+FEFF in this encoding; empty where the encoding has no such mark.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .cp932, .eucJP, .iso2022JP: []
    }
  }

  /// The bytes of one code unit.
  var unitWidth: Int {
    self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1
  }
}
