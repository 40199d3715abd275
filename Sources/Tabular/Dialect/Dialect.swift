/// How the bytes of a file are laid out: declared or found from the content, recorded, and used for the results too.
package struct Dialect: Sendable, Hashable, Codable {
  package var encoding: Encoding
  package var byteOrderMark: Bool
  /// The ASCII character between two cells.
  package var delimiter: UInt8
  /// What ends most records; every reader takes all three.
  package var lineEnd: LineEnd
  /// How sure the encoding is.
  package var confidence: Confidence
  /// Short English sentences that say why, in the order in which they were decided.
  package var evidence: [String]

  package init(
    encoding: Encoding, byteOrderMark: Bool = false, delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .crlf,
    confidence: Confidence = .certain, evidence: [String] = []
  ) {
    self.encoding = encoding
    self.byteOrderMark = byteOrderMark
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.confidence = confidence
    self.evidence = evidence
  }
}

extension Dialect {
  /// Whether a byte like the delimiter is one, wherever it stands: never half of a character, and no characters depend on
  /// shifts before them. Then cells can be told, and decoded, one by one.
  var hasPlainDelimiters: Bool {
    switch encoding {
    case .utf8, .eucJP: true
    // Trail bytes begin at 40.
    case .cp932: delimiter < 0x40
    case .utf16LittleEndian, .utf16BigEndian, .iso2022JP, .ibm930, .ibm939: false
    }
  }

  /// Dialects that were recorded before they had a ``confidence`` count as ``Confidence/likely``.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try container.decode(Encoding.self, forKey: .encoding)
    byteOrderMark = try container.decode(Bool.self, forKey: .byteOrderMark)
    delimiter = try container.decode(UInt8.self, forKey: .delimiter)
    lineEnd = try container.decode(LineEnd.self, forKey: .lineEnd)
    confidence = try container.decodeIfPresent(Confidence.self, forKey: .confidence) ?? .likely
    evidence = try container.decode([String].self, forKey: .evidence)
  }
}

/// How sure an encoding is, in words that programs may rely on.
package enum Confidence: String, Sendable, Codable, CaseIterable {
  /// Declared, marked, or the only one in which the bytes are valid.
  case certain
  /// Decided by known labels, by kana, or by the smallest share of malformed sequences.
  case likely
  /// Nothing in the file speaks for it or against it: ASCII only, or the usual one of two.
  case assumed
}

/// What ends a record.
package enum LineEnd: String, Sendable, Codable {
  case crlf, lf, cr

  /// The characters themselves, in ASCII.
  var characters: [UInt8] {
    switch self {
    case .crlf: [0x0D, 0x0A]
    case .lf: [0x0A]
    case .cr: [0x0D]
    }
  }
}
