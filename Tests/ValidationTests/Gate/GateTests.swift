import Findings
import Tabular
import Testing

@testable import Validation

@Suite("The gate")
struct GateTests {
  private static let encodings: [Encoding] = [.cp932, .utf8, .eucJP]

  @Test("Lets no row pass that the checker has anything to say about or would change", arguments: Shipped.functionNames)
  func agreement(name: String) throws {
    guard let good = GoodRows.all[name] else { return }
    var (dice, seed) = SeededGenerator.announced("gate, \(name)")
    for encoding in Self.encodings {
      for (hasMachines, count) in [(true, 150), (false, 50)] {
        let place = try GatePlace(Shipped.function(name), encoding, hasMachines: hasMachines)
        for _ in 0..<count {
          let cells = RandomCells.row(place.function, good, &dice)
          let problem = place.problem(with: cells)
          #expect(problem == nil, "seed \(seed), \(encoding), machines \(hasMachines): \(cells)")
        }
      }
    }
  }

  @Test("Lets a right row of every function pass")
  func passing() throws {
    for (name, good) in GoodRows.all.sorted(by: { $0.key < $1.key }) {
      for hasMachines in [true, false] {
        let place = try GatePlace(Shipped.function(name), .cp932, hasMachines: hasMachines)
        // Decimals, and short codes that a spreadsheet may have made a date of, take the long way.
        let plain = good.mapValues { ["12.5": "12", "C-0001": "CON-0001"][$0] ?? $0 }
        let cells = place.function.columns.map { plain[$0.name] ?? "" }
        #expect(place.passes([cells]) == [true], "\(name), machines \(hasMachines)")
      }
    }
  }

  @Test("Judges a row alike wherever it stands in a piece")
  func pieces() throws {
    var (dice, seed) = SeededGenerator.announced("gate, pieces")
    let place = try GatePlace(Shipped.function("collection-report"), .cp932)
    let good = try #require(GoodRows.all["collection-report"])
    let rows = (0..<700).map { _ in
      RandomCells.row(place.function, good, &dice).map { $0.filter { !"\"\n\r".contains($0) } }
    }
    let alone = rows.map { place.passes([$0])[0] }
    #expect(place.passes(rows) == alone, "seed \(seed)")
    #expect(alone.contains(true) && alone.contains(false))
  }

  @Test("A derived value of one row is not left to the next")
  func derived() throws {
    let function = Shipped.function("collection-report")
    let titles = function.columns.map(\.title).filter { $0 != "車台番号区分" }
    let place = try GatePlace(function, .utf8, labels: titles)
    let good = try #require(GoodRows.all["collection-report"])
    let cells = function.columns.filter { $0.title != "車台番号区分" }.map { good[$0.name] ?? "" }
    #expect(place.passes([cells, cells, cells]) == [true, true, true])
  }

  @Test("A delimiter that may be half of a character has no gate")
  func halves() throws {
    let function = Shipped.function("collection-report")
    let dialect = Dialect(encoding: .cp932, delimiter: UInt8(ascii: "|"))
    #expect(try GatePlace.gate(function, dialect, function.columns.map(\.title)).gate == nil)
    let wide = Dialect(encoding: .utf16LittleEndian)
    #expect(try GatePlace.gate(function, wide, function.columns.map(\.title)).gate == nil)
  }
}

/// A function's gate and checker for files with the schema's own headings.
private struct GatePlace {
  let function: FunctionSchema
  private let dialect: Dialect
  private let checker: RowChecker
  private let gate: RowGate
  private let key: RowKey?
  private let columnOfField: [Int?]

  init(
    _ function: FunctionSchema, _ encoding: Encoding, labels: [String]? = nil, hasMachines: Bool = true
  ) throws {
    self.function = function
    dialect = Dialect(encoding: encoding)
    let made = try Self.gate(function, dialect, labels ?? function.columns.map(\.title), hasMachines: hasMachines)
    checker = made.checker
    gate = try #require(made.gate)
    key = made.key
    columnOfField = made.header.columnOfField
  }

  static func gate(
    _ function: FunctionSchema, _ dialect: Dialect, _ labels: [String], hasMachines: Bool = true
  ) throws -> (checker: RowChecker, gate: RowGate?, key: RowKey?, header: HeaderMatch) {
    let header = HeaderMatcher(function: function).match(labels, at: RowsUnderTest.place)
    let checker = try RowChecker(
      function: function, service: Shipped.service, header: header, days: KnownDays(today: JapanDate("2026-11-21")!))
    let key = function.bridge.key.map { key in
      RowKey(
        fields: key.fields.compactMap { name in function.fields.firstIndex { $0.name == name } },
        optional: Set(key.optional.compactMap { name in function.fields.firstIndex { $0.name == name } }))
    }
    let gate = RowGate(
      checker, header: header, dialect: dialect, key: key, earliest: nil, hasMachines: hasMachines)
    return (checker, gate, key, header)
  }

  /// Which lines pass; a row with a quote or a line break may be several.
  func passes(_ rows: [[String]]) -> [Bool] { judged(bytes(of: rows)).map(\.passes) }

  /// What is wrong with the gate's verdict on a row; `nil` for nothing.
  func problem(with cells: [String]) -> String? {
    let bytes = bytes(of: [cells])
    guard case let lines = judged(bytes), lines.count == 1, lines[0].passes else { return nil }
    var reader = RecordReader(dialect: dialect)
    reader.expectedCells = cells.count
    let records = Array(bytes.withUnsafeBytes { reader.read($0) }) + Array(reader.finish())
    guard records.count == 1 else { return "\(records.count) records" }
    let checked = checker.check(records[0])
    guard checked.findings.isEmpty else { return "\(checked.findings.map(\.code.name))" }
    for (field, column) in columnOfField.enumerated() {
      guard let column else { continue }
      let cell = records[0][column]
      if !cell.isEmpty, checked.row[field] != cell { return "\(function.fields[field].name) is not canonical" }
    }
    let key = key.flatMap { $0.fingerprint(of: checked.row) } ?? 0
    return key == lines[0].key ? nil : "another key"
  }

  private func bytes(of rows: [[String]]) -> [UInt8] {
    var writer = RecordWriter(dialect: dialect)
    for row in rows { writer.append(cells: row) }
    return writer.takeBytes()
  }

  private func judged(_ bytes: [UInt8]) -> [(passes: Bool, key: UInt64)] {
    let padded = bytes + [UInt8](repeating: 0, count: CellIndex.padding)
    return padded.withUnsafeBufferPointer { padded in
      let piece = UnsafeBufferPointer(rebasing: padded[..<bytes.count])
      var index = CellIndex()
      var desk = GateDesk(for: gate)
      index.read(piece, delimiter: dialect.delimiter)
      gate.judge(piece, index, &desk)
      return (0..<index.lineCount).map { (desk.passes[$0], desk.keys[$0]) }
    }
  }
}

/// Rows that are nearly right.
private enum RandomCells {
  private static let pool = Array(
    Set(GoodRows.all.values.flatMap(\.values) + VectorTests.all.map(\.input))
      .union([
        "", " ", "　", "0", "1", "2", "9", "01", "001", "-1", "1.5", "12.50", "2026-02-30", "2028-02-29", "1867-12-31",
        "2026/11/20", "R8.11.20", "9999-12-31", "2026-11-22", "XXXX-1234567", "ABC-XXX1", "1-2", "MAR1", "A-1", "@A",
        "@",
        "=\"0400\"", "'0400", "#N/A", "4.00E+11", "1E5", "東4112345", "品川500さ0123", "品川500あ1", "ﾄﾖﾀ", "ｶﾞ",
        "株式会社\u{3099}",
        "ＡＢＣ商会", "１２３", "髙", "①", "5\" wheel", "a,b", "a\tb", "a\nb", "a\rb", "𠮷野", "\u{0}", "\u{FEFF}", "ー", "~", "×",
        "○",
        String(repeating: "国", count: 61), String(repeating: "9", count: 19), "0311111111", "1311111111",
        "130000100010",
      ])
  ).sorted()
  private static let characters = Array(
    "0123456789AZaz-_@'=#\". ,　\t\n\rXあアｱﾞ国①髙、\u{0}\u{A0}\u{200B}𠮷～−ー".unicodeScalars)

  static func row(_ function: FunctionSchema, _ good: [String: String], _ dice: inout SeededGenerator) -> [String] {
    var cells = function.columns.map { good[$0.name] ?? "" }
    for _ in 0..<Int.random(in: 0...2, using: &dice) {
      let place = Int.random(in: 0..<cells.count, using: &dice)
      var scalars = Array(cells[place].unicodeScalars)
      let other = characters.randomElement(using: &dice)!
      switch Int.random(in: 0..<5, using: &dice) {
      case 0, 1: scalars = Array(pool.randomElement(using: &dice)!.unicodeScalars)
      case 2: scalars.insert(other, at: Int.random(in: 0...scalars.count, using: &dice))
      case 3 where !scalars.isEmpty: scalars[Int.random(in: 0..<scalars.count, using: &dice)] = other
      default: if !scalars.isEmpty { scalars.remove(at: Int.random(in: 0..<scalars.count, using: &dice)) }
      }
      cells[place] = String(String.UnicodeScalarView(scalars))
    }
    return cells
  }
}
