package import Findings

/// What a detector found: a layout to read by, or why there is none.
package enum Detection: Sendable, Hashable {
  case dialect(Dialect)
  /// A format that is no text of records: ``FileFormat/xlsx`` or ``FileFormat/xml``.
  case format(FileFormat)
  case unreadable(Finding)
}

/// Finds the encoding and layout of a file that is pushed through it once, whole, in chunks of any size.
///
/// It sees the whole file, because an export may be ASCII for its first megabyte, and it needs constant memory: counts,
/// and the first ``sampleBytes`` for the layout.
package struct DialectDetector: Sendable {
  static let sampleBytes = 1 << 16
  /// The share of control characters, in hundredths, from which bytes are no text; compressed data has ten.
  static let binaryPercent = 5

  private let knownLabels: Set<String>
  private let declared: Encoding?
  private var census = ByteCensus()
  private var sample: [UInt8] = []
  private var hasText = false

  /// `knownLabels` are header texts: they choose the delimiter, and the encoding where the bytes allow two.
  package init(knownLabels: Set<String> = [], declared: Encoding? = nil) {
    self.knownLabels = knownLabels
    self.declared = declared
  }

  package mutating func observe(_ bytes: UnsafeRawBufferPointer) {
    let bytes = bytes.bindMemory(to: UInt8.self)
    if sample.count < Self.sampleBytes { sample.append(contentsOf: bytes.prefix(Self.sampleBytes - sample.count)) }
    hasText = hasText || bytes.contains { $0 > 0x20 }
    census.observe(bytes)
  }

  /// Whether well-formed text without control characters, in whatever amount, can't change the verdict any more.
  package var isSettled: Bool {
    hasText && sample.count == Self.sampleBytes
      && (declared != nil || EncodingVerdict.marked(sample) != nil || census.isSettled)
  }

  /// Takes note of bytes that are known to be such text in the encoding that the verdict has named.
  ///
  /// Precondition: ``isSettled``, and whole lines were observed before.
  package mutating func pass(over byteCount: Int) { census.pass(over: byteCount) }

  /// The verdict over everything observed so far: `emptyFile`, `notText` and `unsupportedFormat` are its findings.
  package func conclude() -> Detection {
    var census = census
    census.finish()
    if let format = FileFormat(head: sample) { return unsupported(format) }
    let marked = EncodingVerdict.marked(sample)
    let mark = marked?.byteOrderMark.count ?? 0
    let isOnlyMark = census.count == mark
    guard hasText, !isOnlyMark else {
      let isBinary = census.controls > 0 && marked?.unitWidth != 2
      return .unreadable(isBinary ? notText(census) : Finding(.emptyFile))
    }
    let isShifting = census.designations > 0 && census.highBytes == 0
    let controls = census.controls - (isShifting ? census.shifts : 0)
    let isBinary = controls * 100 > census.count * Self.binaryPercent
    let verdict: EncodingVerdict
    if let declared, declared.unitWidth == 2 || declared.isEBCDIC || !isBinary {
      let isMarked = marked == declared
      verdict = EncodingVerdict(
        encoding: declared, byteOrderMark: isMarked, confidence: .certain,
        evidence: ["\(declared.title) was declared"] + (isMarked ? [markEvidence(declared)] : []))
    } else if let marked {
      verdict = EncodingVerdict(
        encoding: marked, byteOrderMark: true, confidence: .certain, evidence: [markEvidence(marked)])
    } else if let wide = EncodingVerdict.unmarkedUTF16(census, head: sample) {
      verdict = EncodingVerdict(
        encoding: wide, byteOrderMark: false, confidence: .likely,
        evidence: ["zero bytes at \(census.nuls.even) even and \(census.nuls.odd) odd offsets mean \(wide.title)"])
    } else if isBinary {
      return .unreadable(notText(census))
    } else if isShifting {
      verdict = EncodingVerdict(
        encoding: .iso2022JP, byteOrderMark: false, confidence: .certain,
        evidence: ["7-bit bytes with \(census.designations) escape sequences of ISO-2022-JP"])
    } else {
      verdict = EncodingVerdict(of: census) { encoding in
        LayoutVerdict.labelHits(of: sample, isWhole: isSampleWhole, encoding: encoding, knownLabels: knownLabels)
      }
    }
    return conclude(verdict, mark: mark)
  }

  private func conclude(_ verdict: EncodingVerdict, mark: Int) -> Detection {
    let head = TextDecoder(verdict.encoding).decode(sample.dropFirst(verdict.byteOrderMark ? mark : 0).prefix(2_048))
    if let format = FileFormat(markup: head) { return unsupported(format) }
    let layout = LayoutVerdict(
      of: sample, isWhole: isSampleWhole, encoding: verdict.encoding, knownLabels: knownLabels)
    return .dialect(
      Dialect(
        encoding: verdict.encoding, byteOrderMark: verdict.byteOrderMark, delimiter: layout.delimiter,
        lineEnd: layout.lineEnd, confidence: verdict.confidence, evidence: verdict.evidence + layout.evidence))
  }

  private var isSampleWhole: Bool { census.count == sample.count }

  private func markEvidence(_ encoding: Encoding) -> String {
    "byte order mark \(hexadecimal(encoding.byteOrderMark))"
  }

  private func unsupported(_ format: FileFormat) -> Detection {
    if format == .xlsx || format == .xml { return .format(format) }
    return .unreadable(Finding(.unsupportedFormat, facts: ["actual": format.rawValue]))
  }

  private func notText(_ census: ByteCensus) -> Finding {
    let nuls = census.nuls.even + census.nuls.odd
    return Finding(
      .notText, facts: ["actual": nuls > 0 ? "NUL × \(nuls)" : "control characters × \(census.controls)"])
  }
}

extension EncodingVerdict {
  init(encoding: Encoding, byteOrderMark: Bool, confidence: Confidence, evidence: [String]) {
    self.encoding = encoding
    self.byteOrderMark = byteOrderMark
    self.confidence = confidence
    self.evidence = evidence
  }
}
