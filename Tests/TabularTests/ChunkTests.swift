import Findings
import Tabular
import Testing

@Suite("Chunks and chance") struct ChunkTests {
  private static let alphabet: [[UInt8]] =
    ["a", "b", ",", ",", "\"", "\"", "\n", "\n", "\r\n", "\r", " ", "\"\"", "\",\"", "表", "\u{FEFF}"].map {
      Array($0.utf8)
    }
    + [[0x81], [0x00], [0xFF], [0xE3, 0x81]]
    // Shifts and line ends of ISO-2022-JP and EBCDIC.
    + [[0x1B, 0x24, 0x42, 0x46], [0x1B, 0x28, 0x42], [0x1B], [0x0E, 0x45, 0x66], [0x0F], [0x15], [0x25]]

  private func text(seed: UInt64) -> [UInt8] {
    var random = Seeded(seed: seed)
    return (0..<Int.random(in: 0...120, using: &random)).flatMap { _ in Self.alphabet.randomElement(using: &random)! }
  }

  @Test("Chunk sizes change nothing", arguments: Encoding.allCases)
  func chunks(encoding: Encoding) {
    let limits = ReaderLimits(recordBytes: 60, cells: 6, linesInCell: 4, excerptBytes: 16)
    for seed in UInt64(0)..<80 {
      let bytes = text(seed: seed)
      let file = encoding.rawValue.hasPrefix("utf-16") ? widened(bytes, encoding) : bytes
      for expected in [nil, 2] {
        let whole = read(file, Dialect(encoding: encoding), expecting: expected, limits: limits)
        for chunk in [1, 2, 3, 7] {
          let records = read(file, Dialect(encoding: encoding), expecting: expected, limits: limits, chunk: chunk)
          #expect(records == whole, "seed \(seed), chunk \(chunk)")
        }
      }
    }
  }

  private func widened(_ bytes: [UInt8], _ encoding: Encoding) -> [UInt8] {
    bytes.flatMap { encoding == .utf16LittleEndian ? [$0, 0] : [0, $0] } + (bytes.count % 3 == 0 ? [0x61] : [])
  }

  @Test("Random bytes read as the slow and obvious reader reads them")
  func reference() {
    for seed in UInt64(1_000)..<2_500 {
      var random = Seeded(seed: seed)
      let characters = Array("ab,,\"\"\n\n\r ".utf8)
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in characters.randomElement(using: &random)! }
      let expected = [nil, 2, 3][Int(seed % 3)]
      let ours = read(bytes, expecting: expected, limits: ReaderLimits(linesInCell: 3))
      let theirs = ReferenceReader(bytes, expectedCells: expected, linesInCell: 3).records()
      #expect(ours.map(\.cells) == theirs.map(\.cells), "seed \(seed)")
      #expect(ours.map(\.codes) == theirs.map(\.codes), "seed \(seed)")
      #expect(ours.map(\.location) == theirs.map(\.location), "seed \(seed)")
    }
  }

  @Test("What is written is read again, in every encoding", arguments: Encoding.allCases.filter(\.canWrite))
  func roundTrip(encoding: Encoding) {
    let pieces = ["a", "表", "ソ", "ｱ", "～", "\"", ",", "\t", "\r\n", "\n", " ", "髙", "①", "|", "\\"]
    for seed in UInt64(0)..<100 {
      var random = Seeded(seed: seed)
      let rows = (0..<5).map { _ in
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
      }
      let dialect = Dialect(
        encoding: encoding, delimiter: [0x2C, 0x09, 0x7C][Int(seed % 3)], lineEnd: [.crlf, .lf, .cr][Int(seed % 2)])
      var writer = RecordWriter(dialect: dialect)
      for row in rows {
        writer.append(cells: row)
        #expect(writer.unencodable.isEmpty)
      }
      let records = read(writer.takeBytes(), dialect)
      #expect(records.map(\.cells) == rows, "seed \(seed)")
      #expect(!records.contains { !$0.findings.isEmpty }, "seed \(seed)")
    }
  }
}
