/// What separates cells and ends records, found in the first part of a file.
struct LayoutVerdict {
  static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
  /// How many records are looked at.
  static let sampleRecords = 20

  var delimiter: UInt8
  var lineEnd: LineEnd
  var evidence: [String]

  /// What a delimiter makes of the first records.
  private struct Trial {
    var delimiter: UInt8
    /// The most cells of one record that are known labels.
    var labelHits = 0
    /// The cell count that most records have, and how many have it.
    var cells = 1
    var agreeing = 0

    var name: String { delimiter == UInt8(ascii: "\t") ? "TAB" : String(UnicodeScalar(delimiter)) }
    /// Labels first; then whether it separates anything; then how many records agree; then how many cells.
    var rank: [Int] { [labelHits, cells > 1 ? agreeing : 0, cells] }
  }

  /// Judges `sample`, the start of a file in `encoding`; `isWhole` tells that there is no more of it.
  init(of sample: [UInt8], isWhole: Bool, encoding: Encoding, knownLabels: Set<String>) {
    var best = Trial(delimiter: Self.candidates[0])
    var trials: [Trial] = []
    for delimiter in Self.candidates {
      let trial = Self.trial(
        Self.records(of: sample, isWhole: isWhole, Dialect(encoding: encoding, delimiter: delimiter)),
        delimiter: delimiter, knownLabels: knownLabels)
      trials.append(trial)
      if best.rank.lexicographicallyPrecedes(trial.rank) { best = trial }
    }
    delimiter = best.delimiter
    let others = trials.filter { $0.delimiter != best.delimiter }.map { "\($0.name) \($0.cells)" }
    evidence = [
      best.cells > 1
        ? "delimiter \(best.name) gives \(best.cells) cells in \(best.agreeing) of the first rows; "
          + others.joined(separator: ", ")
        : "no delimiter found in the first rows; , assumed"
    ]
    if best.labelHits > 0 { evidence.append("delimiter \(best.name) finds \(best.labelHits) known labels in one row") }
    let counts = Self.lineEnds(of: TextDecoder(encoding).decode(sample))
    lineEnd = counts.max { $0.count < $1.count }.flatMap { $0.count > 0 ? $0.lineEnd : nil } ?? .crlf
    evidence.append(
      "line ends: " + counts.map { "\($0.lineEnd.rawValue.uppercased()) \($0.count)" }.joined(separator: ", "))
  }

  /// How many cells of one of the first records are known labels, at best over all delimiters.
  static func labelHits(of sample: [UInt8], isWhole: Bool, encoding: Encoding, knownLabels: Set<String>) -> Int {
    candidates.map { delimiter in
      trial(
        records(of: sample, isWhole: isWhole, Dialect(encoding: encoding, delimiter: delimiter)),
        delimiter: delimiter, knownLabels: knownLabels
      ).labelHits
    }.max() ?? 0
  }

  private static func records(of sample: [UInt8], isWhole: Bool, _ dialect: Dialect) -> [Record] {
    var reader = RecordReader(dialect: dialect)
    var records = Array(sample.withUnsafeBytes { reader.read($0) }.prefix(sampleRecords))
    if isWhole, records.count < sampleRecords { records += reader.finish() }
    return Array(records.filter { !$0.isBlank }.prefix(sampleRecords))
  }

  private static func trial(_ records: [Record], delimiter: UInt8, knownLabels: Set<String>) -> Trial {
    var trial = Trial(delimiter: delimiter)
    var frequencies: [Int: Int] = [:]
    for record in records {
      frequencies[record.count, default: 0] += 1
      guard !knownLabels.isEmpty else { continue }
      trial.labelHits = max(
        trial.labelHits, (0..<record.count).count { knownLabels.contains(trimmed(record.text($0))) })
    }
    if let usual = frequencies.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      trial.cells = usual.key
      trial.agreeing = usual.value
    }
    return trial
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last,
      first.properties.isWhitespace || last.properties.isWhitespace
    else { return text }
    let spaces = text.drop { $0.isWhitespace }
    return String(spaces.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Line ends outside quotes; those inside too when every one of them stands inside.
  private static func lineEnds(of text: [UInt8]) -> [(lineEnd: LineEnd, count: Int)] {
    let outside = lineEnds(of: text, countsQuoted: false)
    return outside.contains { $0.count > 0 } ? outside : lineEnds(of: text, countsQuoted: true)
  }

  private static func lineEnds(of text: [UInt8], countsQuoted: Bool) -> [(lineEnd: LineEnd, count: Int)] {
    var (crlf, lf, cr) = (0, 0, 0)
    var isQuoted = false
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard countsQuoted || !isQuoted else { continue }
      if byte == LineBreak.carriageReturn {
        let isPair = index + 1 < text.count && text[index + 1] == LineBreak.lineFeed
        if isPair { crlf += 1 } else { cr += 1 }
      } else if byte == LineBreak.lineFeed, index == 0 || text[index - 1] != LineBreak.carriageReturn {
        lf += 1
      }
    }
    return [(.crlf, crlf), (.lf, lf), (.cr, cr)]
  }
}
