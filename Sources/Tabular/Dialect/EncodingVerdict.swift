/// Which encoding a file is in, by the whole census of its bytes (order: domain 5.2).
struct EncodingVerdict {
  var encoding: Encoding
  var byteOrderMark: Bool
  var confidence: Confidence
  var evidence: [String]

  /// So many sequences of several bytes are not valid UTF-8 by chance.
  private static let unlikelyByChance = 8

  /// The encoding that a byte order mark at the start of a file names.
  static func marked(_ head: [UInt8]) -> Encoding? {
    [Encoding.utf8, .utf16LittleEndian, .utf16BigEndian].first { head.starts(with: $0.byteOrderMark) }
  }

  /// The byte order of UTF-16 without a mark: ASCII characters have a zero byte in the same half of every unit.
  ///
  /// U+3000 and U+4E00 have one in the other half, so that some of those are no evidence against it.
  static func unmarkedUTF16(_ census: ByteCensus, head: [UInt8]) -> Encoding? {
    let (even, odd) = census.nuls
    let encoding: Encoding = odd >= even ? .utf16LittleEndian : .utf16BigEndian
    guard max(even, odd) * 2 * 100 >= census.count * 3, max(even, odd) > 2 * min(even, odd) else { return nil }
    let units = Array(String(decoding: TextDecoder(encoding).decode(head.prefix(head.count & ~1)), as: UTF8.self).utf16)
    let plausible = units.count { unit in
      switch unit {
      case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF00...0xFFEF: true
      default: false
      }
    }
    return plausible * 10 >= units.count * 9 ? encoding : nil
  }

  /// Decides among the encodings whose ASCII is ASCII.
  ///
  /// `labelHits` tells how many known labels the start of the file has when it is read in an encoding.
  init(of census: ByteCensus, labelHits: (Encoding) -> Int) {
    byteOrderMark = false
    if census.highBytes == 0 {
      encoding = .cp932
      confidence = .assumed
      evidence = ["only ASCII characters, the same bytes in CP932 and UTF-8; CP932 chosen for the results"]
      return
    }
    let utf8 = census.utf8
    if utf8.malformed == 0 || (utf8.malformedShare < 0.05 && utf8.valid >= Self.unlikelyByChance) {
      encoding = .utf8
      let isOnlyOne = census.cp932.malformed > 0 && census.euc.malformed > 0
      confidence = utf8.malformed == 0 && (isOnlyOne || utf8.valid >= Self.unlikelyByChance) ? .certain : .likely
      evidence = [Self.sentence("UTF-8", utf8)]
      return
    }
    let readings = "not valid UTF-8 (\(utf8.isRuledOut ? "over " : "")\(utf8.malformed) malformed sequences)"
    switch (census.cp932.malformed, census.euc.malformed) {
    case (0, 0):
      (encoding, confidence, evidence) = Self.ambiguous(census, labelHits: labelHits)
    case (0, _):
      encoding = .cp932
      confidence = .certain
      evidence = ["valid CP932 and not valid EUC-JP-MS"]
    case (_, 0):
      encoding = .eucJP
      confidence = .certain
      evidence = ["valid EUC-JP-MS and not valid CP932"]
    default:
      let candidates: [(Encoding, String, ByteCensus.Reading)] = [
        (.cp932, "CP932", census.cp932), (.eucJP, "EUC-JP-MS", census.euc), (.utf8, "UTF-8", utf8),
      ]
      let best = candidates.min { $0.2.malformedShare < $1.2.malformedShare }!
      encoding = best.0
      confidence = .likely
      evidence =
        candidates.map { Self.sentence($0.1, $0.2) } + ["\(best.1) has the smallest share of malformed sequences"]
      return
    }
    evidence.insert(readings, at: 0)
  }

  private static func sentence(_ name: String, _ reading: ByteCensus.Reading) -> String {
    reading.malformed == 0
      ? "valid \(name) with \(reading.valid) sequences beyond ASCII"
      : "\(name): \(reading.malformed) of \(reading.valid + reading.malformed) sequences are malformed"
  }

  /// A file that is valid in both: known labels decide, then the kana, then what is usual.
  private static func ambiguous(
    _ census: ByteCensus, labelHits: (Encoding) -> Int
  ) -> (Encoding, Confidence, [String]) {
    let both = "valid CP932 and valid EUC-JP-MS"
    let hits = (cp932: labelHits(.cp932), euc: labelHits(.eucJP))
    if hits.cp932 != hits.euc {
      return (
        hits.cp932 > hits.euc ? .cp932 : .eucJP, .likely,
        [both, "known labels: \(hits.cp932) when read as CP932, \(hits.euc) as EUC-JP-MS"]
      )
    }
    if census.eucKana * 5 >= census.euc.valid {
      return (
        .eucJP, .likely,
        [both, "\(census.eucKana) kana when read as EUC-JP-MS, half-width punctuation when read as CP932"]
      )
    }
    return (.cp932, .assumed, [both, "CP932 is the usual one"])
  }
}
