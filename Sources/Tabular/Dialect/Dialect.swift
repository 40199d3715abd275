/// How the bytes of a file are laid out: declared or found from the content, recorded, and used for the results too.
package struct Dialect: Sendable, Hashable, Codable {
  package var encoding: Encoding
  package var byteOrderMark: Bool
  /// The ASCII character between two cells.
  package var delimiter: UInt8
  /// What ends most records; every reader takes all three.
  package var lineEnd: LineEnd
  /// Short English sentences that say why, in the order in which they were decided.
  package var evidence: [String]

  package init(
    encoding: Encoding, byteOrderMark: Bool = false, delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .crlf,
    evidence: [String] = []
  ) {
    self.encoding = encoding
    self.byteOrderMark = byteOrderMark
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.evidence = evidence
  }
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
