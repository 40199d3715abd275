import Findings
import Tabular

/// Holds the reader of delimited files against itself in other chunks, and against the slow and obvious reader.
func judgeDelimited(_ input: FuzzInput) {
  var input = input
  let encoding = Encoding.allCases[input.choice(of: Encoding.allCases.count)]
  let expected = [nil, 2, 3, 16][input.choice(of: 4)]
  let size = input.choice(of: 18)
  let limits = ReaderLimits(recordBytes: 200, cells: 20, linesInCell: 3, excerptBytes: 16)
  let dialect = Dialect(encoding: encoding)
  let whole = delimited(input.chunks(of: 0), dialect, expected, limits)
  let pieces = delimited(input.chunks(of: size), dialect, expected, limits)
  precondition(whole == pieces, "chunks of \(size) read otherwise")
  precondition(areInOrder(whole), "records out of order")

  // The other reader knows ASCII only, and no limits but that of the lines in a cell.
  let characters = Array("ab,,\"\"\n\r ".utf8)
  let bytes = input.bytes.prefix(120).map { characters[Int($0) % characters.count] }
  let ours = delimited([bytes[...]], Dialect(encoding: .utf8), expected, ReaderLimits(linesInCell: 3))
  let theirs = ReferenceReader(bytes, expectedCells: expected, linesInCell: 3).records()
  precondition(
    ours.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } } == theirs.map(\.cells)
      && ours.map(\.location) == theirs.map(\.location) && ours.map { $0.findings.map(\.code) } == theirs.map(\.codes),
    "the obvious reader reads otherwise")
}

private func delimited(
  _ chunks: [ArraySlice<UInt8>], _ dialect: Dialect, _ expected: Int?, _ limits: ReaderLimits
) -> [RecordValue] {
  var reader = RecordReader(dialect: dialect, limits: limits)
  reader.expectedCells = expected
  var records: [RecordValue] = []
  for chunk in chunks { records += chunk.withUnsafeBytes { reader.read($0) }.values }
  return records + reader.finish().values
}
