package import Tabular

/// Lets those rows of a delimited file pass that certainly have no findings, on the bytes of their cells as they stand.
///
/// It never finds fault: what it does not let pass goes to ``RowChecker``, the only judge that speaks. So a mistake of
/// being too strict costs time, and one of being too lenient is what `GateTests` look for, with random rows of all functions.
package final class RowGate: @unchecked Sendable {
  package let delimiter: UInt8
  /// How many cells a row must have.
  package let columnCount: Int
  let fieldCount: Int
  private let tests: UnsafeBufferPointer<CellTest>
  private let rules: UnsafeBufferPointer<GateRule>
  /// Fields without a column, which only a rule may fill.
  private let unread: UnsafeBufferPointer<Int>
  /// For each field whether its values are kept as codes.
  let isCode: UnsafeBufferPointer<Bool>
  private let keyFields: UnsafeBufferPointer<Int>
  private let isOptional: UnsafeBufferPointer<Bool>
  private let decoder: CellDecoder
  /// Owns what all these point to.
  private let memory: GateMemory

  /// - Parameters:
  ///   - key: `nil` where rows may stand twice.
  ///   - earliest: the first day that a field may hold without a warning.
  ///   - hasMachines: whether there are rows enough to make machines for, which takes some milliseconds.
  ///
  /// `nil` where the file's encoding, a profile's readings or the schema ask more than a gate can tell.
  package init?(
    _ checker: RowChecker, header: HeaderMatch, dialect: Dialect, key: RowKey?, earliest: (field: Int, day: JapanDate)?,
    hasMachines: Bool = true
  ) {
    guard checker.characters == nil, header.readings.allSatisfy({ $0 == nil })
    else { return nil }
    let memory = GateMemory()
    var classes = CharacterClass()
    var tests: [CellTest] = []
    var demands: [CellMachineMaker.Demand?] = []
    var shapes: [Int: Pattern.Shape] = [:]
    for (index, field) in checker.fields.enumerated() {
      guard let column = field.column else { continue }
      guard let compiled = CellTest.compiled(field, at: index, column: column, memory, &classes) else { return nil }
      tests.append(compiled.test)
      demands.append(compiled.demand)
      shapes[index] = compiled.shape
    }
    let taken = Set(tests.map(\.column))
    for column in header.labels.indices where !taken.contains(column) {
      tests.append(CellTest(kind: .unread, column: column, field: -1))
      demands.append(CellMachineMaker.Demand(isRequired: false, refused: (CharacterClass.odd, 0, 0)))
    }
    var rules = (checker.derivations + checker.rules).flatMap { rule in
      GateRule.rules(rule, memory) { field, pattern in shapes[field].map(pattern.matchesAll) ?? false }
    }
    if let earliest {
      rules.append(
        GateRule(
          when: memory.keep([]), unless: memory.keep([]),
          demand: .compareWord(earliest.field, .notBefore, memory.keep([Array(earliest.day.iso)])[0])))
    }
    let asked = Set(rules.flatMap(\.fields) + (key?.fields ?? []))
    let read = Set(rules.flatMap(\.readFields) + (key?.fields ?? []))
    guard let decoder = CellDecoder(dialect, classes: classes.table) else { return nil }
    var maker = CellMachineMaker(decoder, delimiter: dialect.delimiter, classes: classes.table, memory)
    for index in tests.indices {
      tests[index].isAsked = asked.contains(tests[index].field)
      tests[index].isRead = read.contains(tests[index].field)
      if hasMachines, let demand = demands[index], !tests[index].isRead {
        tests[index].machine = maker.machine(for: demand)
      }
    }
    let texts = Set(rules.flatMap(\.textFields) + (key?.fields ?? []))
    let codes = Set(tests.filter { $0.kind == .code }.map(\.field)).subtracting(texts)
    isCode = memory.keep(checker.fields.indices.map(codes.contains))
    self.tests = memory.keep(tests)
    self.rules = memory.keep(rules)
    unread = memory.keep(checker.fields.indices.filter { checker.fields[$0].column == nil })
    self.decoder = decoder
    self.memory = memory
    delimiter = dialect.delimiter
    columnCount = header.labels.count
    fieldCount = checker.fields.count
    keyFields = memory.keep(key?.fields ?? [])
    isOptional = memory.keep((key?.fields ?? []).map { key?.optional.contains($0) ?? false })
  }

  /// Finds out which lines of a piece are rows that certainly have no findings, and which fingerprints their keys have.
  ///
  /// A verdict on a line takes it for a row by itself. Where a quote is open at its start it means nothing.
  package func judge(_ piece: UnsafeBufferPointer<UInt8>, _ index: borrowing CellIndex, _ desk: inout GateDesk) {
    guard let base = piece.baseAddress else { return }
    desk.begin(lines: index.lineCount)
    var line = 0
    while line < index.lineCount {
      let rows = layOut(base, index, &line, desk)
      judge(rows, &desk)
    }
  }

  /// Lays out the next lines that have as many cells as a row.
  private func layOut(
    _ piece: UnsafePointer<UInt8>, _ index: borrowing CellIndex, _ line: inout Int, _ desk: borrowing GateDesk
  ) -> GateRows {
    let ends = index.ends
    let lines = index.lines
    let lineCount = index.lineCount
    var count = 0
    while line < lineCount, count < GateRows.most {
      let first = line == 0 ? 0 : Int(lines[line &- 1])
      let next = Int(lines[line])
      if next &- first == columnCount {
        let start = first == 0 ? 0 : Int(ends[first &- 1]) &+ 1
        var stop = Int(ends[next &- 1])
        if stop > start, piece[stop &- 1] == 0x0D { stop &-= 1 }
        desk.starts[count] = UInt32(truncatingIfNeeded: start)
        desk.stops[count] = UInt32(truncatingIfNeeded: stop)
        desk.cells[count] = UInt32(truncatingIfNeeded: first)
        desk.lines[count] = UInt32(truncatingIfNeeded: line)
        desk.rowPasses[count] = 1
        count &+= 1
      }
      line &+= 1
    }
    return GateRows(
      piece: piece, ends: UnsafePointer(ends), count: count, starts: desk.starts, stops: desk.stops, cells: desk.cells,
      passes: desk.rowPasses)
  }

  private func judge(_ rows: GateRows, _ desk: inout GateDesk) {
    desk.clearTexts()
    for field in unread {
      desk.values.texts(of: field).update(repeating: .empty, count: rows.count)
    }
    for place in tests.indices { tests[place].judge(rows, of: columnCount, &desk, decoder) }
    for place in rules.indices { rules[place].judge(rows, desk.values, desk.marks) }
    for row in 0..<rows.count where rows.passes[row] != 0 {
      desk.note(line: Int(desk.lines[row]), key: fingerprint(of: row, desk.values))
    }
  }

  @inline(__always)
  private func fingerprint(of row: Int, _ values: GateValues) -> UInt64 {
    if keyFields.isEmpty { return 0 }
    var key = KeyFingerprint()
    for place in 0..<keyFields.count {
      let value = values.texts(of: keyFields[place])[row]
      if value.count == 0, !isOptional[place] { return 0 }
      key.add(UnsafeRawBufferPointer(value.bytes))
    }
    return key.finish()
  }
}
