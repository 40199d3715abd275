import Findings
import Tabular

/// Holds the reader of fixed-width files against itself in other chunks, for a layout that the input chooses.
func judgeFixedWidth(_ input: FuzzInput) {
  var input = input
  let encoding = Encoding.allCases[input.choice(of: Encoding.allCases.count)]
  var start = 1
  var columns: [FixedWidthLayout.Column] = []
  for number in 0...input.choice(of: 5) {
    start += input.choice(of: 3)
    let length = input.choice(of: 8) + 1
    columns.append(FixedWidthLayout.Column(name: "\(number)", start: start, length: length))
    start += length
  }
  let hasLineEnds = input.choice(of: 2) == 0
  let layout = FixedWidthLayout(
    encoding: encoding, columns: columns, recordBytes: hasLineEnds && input.choice(of: 2) == 0 ? nil : start - 1,
    hasLineEnds: hasLineEnds)
  let size = input.choice(of: 18)
  let (whole, findings) = fixedWidth(input.chunks(of: 0), layout)
  let (pieces, others) = fixedWidth(input.chunks(of: size), layout)
  precondition(whole == pieces && findings == others, "chunks of \(size) read otherwise")
  precondition(areInOrder(whole), "records out of order")
  precondition(whole.allSatisfy { [0, columns.count].contains($0.cells.count) }, "a record has other columns")
}

private func fixedWidth(
  _ chunks: [ArraySlice<UInt8>], _ layout: FixedWidthLayout
) -> (records: [RecordValue], findings: [Finding]) {
  var reader = FixedWidthReader(layout: layout)
  var records: [RecordValue] = []
  for chunk in chunks { records += chunk.withUnsafeBytes { reader.read($0) }.values }
  records += reader.finish().values
  return (records, reader.fileFindings)
}
