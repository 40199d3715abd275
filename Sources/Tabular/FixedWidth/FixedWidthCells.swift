import Findings

/// Cuts one fixed-width record into cells, and says where its bytes or its length are wrong.
struct FixedWidthCells: Sendable {
  private let layout: FixedWidthLayout
  private let decoder: TextDecoder
  /// For each column, how many bytes before it belong to no column.
  private let fillers: [Int]

  init(layout: FixedWidthLayout) {
    self.layout = layout
    decoder = TextDecoder(layout.encoding)
    fillers = layout.columns.map { column in
      let first = max(column.start, 1) - 1
      let ends = layout.columns.map { max($0.start, 1) - 1 + max($0.length, 0) }
      return first - (ends.filter { $0 <= first }.max() ?? 0)
    }
  }

  /// Appends a record of one cell for each column; an empty line is a record without cells.
  func append(_ raw: LineCutter.RawLine, at location: Location, to builder: inout RecordBatchBuilder) {
    guard raw.contentCount > 0 else { return builder.closeRecord(at: location) }
    var damages: [Finding] = []
    for (index, column) in layout.columns.enumerated() {
      let first = max(column.start, 1) - 1
      let torn = tornCharacter(before: first, filler: fillers[index], of: raw.content)
      let damage = append(column.slice(of: raw.content), to: &builder)
      for (damage, start) in [(torn, 0), (damage, first)] where !damage.isEmpty {
        let line = PhysicalLine(
          number: location.line, start: 0, end: 0, byteOffset: location.byteOffset + start, byteCount: 0)
        for finding in damage.findings(of: line, cells: [], encoding: layout.encoding, at: location) {
          merge(finding, column: index + 1, into: &damages)
        }
      }
    }
    if raw.isTooLong {
      let limit = ReaderLimits.standard.recordBytes
      builder.closeRecord(at: location, findings: [RecordFault.tooLong(limit: limit).finding(at: location)])
    } else {
      let length = isLengthRight(raw) ? [] : [lengthFinding(actual: raw.contentCount, at: location)]
      builder.closeRecord(at: location, findings: length + damages)
    }
  }

  func lengthFinding(actual: Int, at location: Location) -> Finding {
    Finding(
      .recordLength,
      facts: ["actual": String(actual), "expected": String(layout.expectedBytes), "line": String(location.line)],
      at: location)
  }

  /// Decodes a cell; a double-byte character that the column's border cuts is malformed in both of its columns.
  private func append(_ slice: UnsafeBufferPointer<UInt8>, to builder: inout RecordBatchBuilder) -> LineDamage {
    var damage = LineDamage()
    let capacity = slice.count * TextDecoder.expansion + TextDecoder.slack
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { target in
      let count = decoder.decode(slice, into: target.baseAddress!, damage: &damage)
      builder.append(UnsafeBufferPointer(rebasing: target[..<count]))
    }
    return damage
  }

  /// The double-byte character that begins in the filler before a column and ends in the column.
  ///
  /// Its second byte may well look like a character of its own. Between two columns the first one tells.
  private func tornCharacter(
    before first: Int, filler: Int, of record: UnsafeBufferPointer<UInt8>
  ) -> LineDamage {
    var damage = LineDamage()
    guard filler > 0, first < record.count else { return damage }
    var index = first - filler
    while index < first {
      let width = layout.encoding.characterBytes(after: record[index])
      if index + width > first { damage.noteMalformed(at: index, count: width, of: record, textOffset: 0) }
      index += width
    }
    return damage
  }

  /// A row has one finding of a code, with its first place and the sum of the counts, as in a delimited file.
  private func merge(_ new: Finding, column: Int, into findings: inout [Finding]) {
    guard let known = findings.firstIndex(where: { $0.code == new.code }) else {
      var first = new
      first.facts["column"] = String(column)
      findings.append(first)
      return
    }
    let count = [findings[known], new].compactMap { $0.facts["count"].flatMap { Int($0) } }.reduce(0, +)
    findings[known].facts["count"] = String(count)
  }

  /// Whether a record is whole, or lacks nothing but its last columns because its writer left trailing blanks out.
  ///
  /// A line that ends within a column may be cut off in the middle of a number, so it is refused; but where no length
  /// is given, a line may end within the last column.
  private func isLengthRight(_ raw: LineCutter.RawLine) -> Bool {
    let actual = raw.contentCount
    if actual >= layout.expectedBytes { return actual == layout.expectedBytes || layout.recordBytes == nil }
    if raw.content.allSatisfy({ $0 == 0x20 }) { return true }
    let ends = layout.columns.map { (first: max($0.start, 1) - 1, end: max($0.start, 1) - 1 + max($0.length, 0)) }
    let mayEndInLast = layout.recordBytes == nil && raw.lineEnd != nil
    let isCut = ends.contains { column in
      column.first < actual && actual < column.end && !(mayEndInLast && column.end == layout.columnsEnd)
    }
    let hasCells = ends.contains { $0.end <= actual } || (mayEndInLast && ends.contains { $0.first < actual })
    return !isCut && hasCells
  }
}
