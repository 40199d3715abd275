import Findings
import Tabular

/// A record as plain values, for comparison.
struct Plain: Equatable, CustomStringConvertible {
  var cells: [String]
  var location: Location
  var findings: [Finding]

  init(_ record: Record) {
    cells = (0..<record.count).map { record.text($0) }
    location = record.location
    findings = record.findings
  }

  var codes: [FindingCode] { findings.map(\.code) }
  var description: String { "\(cells) at \(location) \(codes)" }
}

/// Reads a whole file in chunks of one size.
func read(
  _ bytes: [UInt8], _ dialect: Dialect = Dialect(encoding: .utf8), expecting cells: Int? = nil,
  limits: ReaderLimits = .standard, chunk: Int = 1 << 16
) -> [Plain] {
  var reader = RecordReader(dialect: dialect, limits: limits)
  reader.expectedCells = cells
  var records: [Plain] = []
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    records += bytes[start..<end].withUnsafeBytes { reader.read($0) }.map(Plain.init)
    start = end
  }
  return records + reader.finish().map(Plain.init)
}

func read(_ text: String, expecting cells: Int? = nil, limits: ReaderLimits = .standard) -> [Plain] {
  read(Array(text.utf8), expecting: cells, limits: limits)
}

/// Shows a whole file to a detector in chunks of one size.
func detect(
  _ bytes: [UInt8], labels: Set<String> = [], declared: Encoding? = nil, chunk: Int = 1 << 16
) -> Detection {
  var detector = DialectDetector(knownLabels: labels, declared: declared)
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    bytes[start..<end].withUnsafeBytes { detector.observe($0) }
    start = end
  }
  return detector.conclude()
}

/// A generator whose seed is printed with every failure.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
