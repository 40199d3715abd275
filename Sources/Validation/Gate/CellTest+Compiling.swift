import Findings
import Tabular

private let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
private let capitals = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
private let smalls = Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
private let hyphen = UInt8(ascii: "-")

extension CellTest {
  /// What a field's test lets through, as far as it can be told beforehand; `nil` where it can't.
  struct Compiled {
    var test: CellTest
    var shape: Pattern.Shape?
    /// What a machine would have to see to; `nil` where there is none for it.
    var demand: CellMachineMaker.Demand?
  }

  /// The test of a field that has a column; `nil` where its cells need the long way always.
  static func compiled(
    _ field: CompiledField, at index: Int, column: Int, _ memory: GateMemory, _ classes: inout CharacterClass
  ) -> Compiled? {
    let normalisation = field.schema.bridge.normalise
    let constraints = field.schema.constraints
    if normalisation == .choice || constraints.enumeration != nil {
      return listed(field, at: index, column: column, memory).map { Compiled(test: $0) }
    }
    var test = CellTest(kind: .text, column: column, field: index)
    test.isRequired = constraints.required
    test.least = max(1, field.shortest)
    test.most = field.longest
    var shape: Pattern.Shape?
    func take(_ counts: ClosedRange<Int>, ends: [UInt8], inner: [UInt8]) {
      test.least = max(test.least, counts.lowerBound)
      test.most = min(test.most, counts.upperBound)
      guard test.least <= test.most else { return }
      shape = Pattern.Shape(ends: ends, inner: inner, counts: test.least...test.most)
    }
    func takeDigits(_ counts: ClosedRange<Int>, _ lead: Lead) {
      test.kind = .digits
      test.lead = lead
      take(counts, ends: digits, inner: digits)
    }
    switch normalisation {
    case .digits, .ticket, .office: takeDigits(expectedDigits(normalisation, field.context), .any)
    case .permit: takeDigits(11...11, .any)
    case .telephone: takeDigits(10...11, .zero)
    case .integer, .decimal, .money: takeDigits(1...longestNumber, .significant)
    case .date: test.kind = .date
    case .chassis:
      test.kind = .run
      take(1...longestChassis, ends: digits + capitals, inner: digits + capitals + [hyphen])
    case .code:
      test.kind = .run
      let plain = digits + capitals + smalls + [hyphen, UInt8(ascii: "_")]
      take(1...Int.max, ends: plain, inner: plain)
    case .name, .kana:
      test.refused.anywhere = CharacterClass.odd | CharacterClass.narrow
    case .text: test.refused.anywhere = CharacterClass.odd
    case .plate:
      test.refused.anywhere = CharacterClass.odd
      test.isPlate = true
    case .choice: return nil
    }
    if test.kind == .run, let shape {
      let closer = normalisation == .chassis ? UInt8(ascii: "X") : hyphen
      test.classes = memory.keep(RunClass.table(inner: shape.inner, ends: shape.ends, closer: [closer])).baseAddress
    }
    test.refused.first = CharacterClass.space | CharacterClass.suspicious
    test.refused.last = CharacterClass.space
    if constraints.minimum != nil || constraints.maximum != nil {
      guard test.kind == .digits else { return nil }
      test.limits = (constraints.minimum ?? -.infinity, constraints.maximum ?? .infinity)
    }
    // A class of characters so many times is counted and needs no automaton.
    if test.kind == .text, let pattern = field.pattern, let run = pattern.run, let bit = classes.outside(run.set) {
      test.refused.anywhere |= bit
      test.least = max(test.least, run.least)
      test.most = min(test.most, run.most ?? .max)
      test.uncounted = test.most
      return Compiled(test: test, shape: shape, demand: test.demand())
    }
    test.uncounted = test.most
    if test.isPlate, field.pattern.map({ $0.matchesAll(.cleanPlate) }) ?? true {
      if test.most >= longestPlate { test.uncounted = .max }
      return Compiled(test: test, demand: test.demand(.cleanPlate))
    }
    if let pattern = field.pattern, !(shape.map(pattern.matchesAll) ?? false) { test.pattern = memory.keep(pattern) }
    return Compiled(test: test, shape: shape, demand: test.isPlate ? nil : test.demand(field.pattern))
  }

  /// Machines do not count characters.
  private func demand(_ pattern: Pattern? = nil) -> CellMachineMaker.Demand? {
    guard kind == .text, least <= 1 else { return nil }
    return CellMachineMaker.Demand(isRequired: isRequired, refused: refused, pattern: pattern)
  }

  /// The codes and values that the field itself has nothing to say about.
  private static func listed(_ field: CompiledField, at index: Int, column: Int, _ memory: GateMemory) -> CellTest? {
    let candidates = field.context.choices?.codes ?? field.schema.constraints.enumeration?.map { Array($0.utf8) } ?? []
    let somewhere = Location(record: 1, line: 1, byteOffset: 0)
    let clean = candidates.filter { candidate in
      guard !candidate.isEmpty, candidate.allSatisfy({ $0 < 0x80 && $0 != 0x22 && $0 >= 0x20 }) else { return false }
      let cells = Array(repeating: "", count: column) + [String(decoding: candidate, as: UTF8.self)]
      var row = Row(location: somewhere, fieldCount: index + 1)
      let found = field.read(Record(cells: cells, at: somewhere), into: &row, at: index)
      return found.isEmpty && row[index]?.elementsEqual(candidate) == true
    }
    var test = CellTest(kind: .listed, column: column, field: index)
    test.isRequired = field.schema.constraints.required
    test.listed = memory.keep(clean)
    guard clean.allSatisfy({ $0.count == 1 }) else { return test }
    test.kind = .code
    test.codes = memory.keep(CodeTable.table(of: clean.map { $0[0] }, isRequired: test.isRequired)).baseAddress
    return test
  }
}
