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
  /// EBCDIC of Japanese hosts with katakana in the places of the small letters; declared, never detected.
  case ibm930
  /// EBCDIC of Japanese hosts with small letters; declared, never detected.
  case ibm939

  /// The name that people know.
  package var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .cp932: "Shift_JIS (CP932)"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .eucJP: "EUC-JP"
    case .iso2022JP: "ISO-2022-JP"
    case .ibm930: "EBCDIC (IBM-930)"
    case .ibm939: "EBCDIC (IBM-939)"
    }
  }

  /// U+FEFF in this encoding; empty where the encoding has no such mark.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .cp932, .eucJP, .iso2022JP, .ibm930, .ibm939: []
    }
  }

  /// Whether its bytes below 80 are something else than ASCII.
  var isEBCDIC: Bool {
    switch self {
    case .ibm930, .ibm939: true
    case .utf8, .cp932, .utf16LittleEndian, .utf16BigEndian, .eucJP, .iso2022JP: false
    }
  }

  /// Whether results can be written in it.
  package var canWrite: Bool { !isEBCDIC }

  /// The encoding of the results of a file in this one: the same, or UTF-8, to be written with a byte order mark.
  package var outputEncoding: Encoding { canWrite ? self : .utf8 }

  /// The bytes of one code unit.
  var unitWidth: Int {
    self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1
  }
}
