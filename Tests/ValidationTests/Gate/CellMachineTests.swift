import Glibc
import Tabular
import Testing

@testable import Validation

@Suite("Machines of cells")
struct CellMachineTests {
  private static let encodings: [Encoding] = [.cp932, .utf8, .eucJP]
  private static let patterns: [Pattern?] = [
    nil, .cleanPlate, try? Pattern("[ァ-ヶー・　 ]{1,4}"), try? Pattern("(国|品川|A)*[0-9]?"), try? Pattern("[^,あ]*"),
  ]

  @Test("A machine accepts what decoding, the classes of characters and the pattern accept", arguments: encodings)
  func agreement(encoding: Encoding) throws {
    var (dice, seed) = SeededGenerator.announced("machines, \(encoding)")
    let dialect = Dialect(encoding: encoding)
    let classes = CharacterClass().table
    let decoder = try #require(CellDecoder(dialect, classes: classes))
    let memory = GateMemory()
    var maker = CellMachineMaker(decoder, delimiter: dialect.delimiter, classes: classes, memory)
    var accepted = 0
    for pattern in Self.patterns {
      for isRequired in [true, false] {
        let refused: (UInt8, UInt8, UInt8) = (
          CharacterClass.odd | (Bool.random(using: &dice) ? CharacterClass.narrow : 0),
          Bool.random(using: &dice) ? CharacterClass.space | CharacterClass.suspicious : 0,
          Bool.random(using: &dice) ? CharacterClass.space : 0
        )
        let demand = CellMachineMaker.Demand(isRequired: isRequired, refused: refused, pattern: pattern)
        let made = maker.machine(for: demand)
        let machine = try #require(made)
        for _ in 0..<500 {
          let cells = (0..<4).map { _ in RandomCell.bytes(dialect, &dice) }
          let verdicts = Self.verdicts(of: machine, on: cells)
          let expected = cells.map { Self.accepts($0, demand, decoder) }
          #expect(verdicts == expected, "seed \(seed), \(pattern?.source ?? "no pattern"): \(cells)")
          accepted += expected.count { $0 }
        }
      }
    }
    #expect(accepted > 1_000)
  }

  private static func verdicts(of machine: CellMachine, on cells: [[UInt8]]) -> [Bool] {
    // The last cell ends with CR and LF.
    let ends: [[UInt8]] = [[0x2C], [0x2C], [0x0A], [0x0D, 0x0A]]
    let memory = GateMemory()
    let padding = [UInt8](repeating: 0, count: CellIndex.padding)
    let places = zip(cells, ends).map { memory.keep($0 + $1 + padding).baseAddress! }
    let verdicts = machine.accepts((places[0], places[1], places[2], places[3]))
    return [verdicts.0, verdicts.1, verdicts.2, verdicts.3]
  }

  private static func accepts(_ cell: [UInt8], _ demand: CellMachineMaker.Demand, _ decoder: CellDecoder) -> Bool {
    if cell.isEmpty { return !demand.isRequired }
    var text = [UInt8](repeating: 0, count: cell.count * 3 + 64)
    let decoded = cell.withUnsafeBufferPointer { decoder.decode($0, into: &text) }
    guard decoded.count > 0, decoded.seen & demand.refused.anywhere == 0, decoded.first & demand.refused.first == 0,
      decoded.last & demand.refused.last == 0
    else { return false }
    return demand.pattern?.matches(text[..<decoded.count]) ?? true
  }

  @Test("However long a cell is, nothing is read further behind its piece than the padding")
  func padding() throws {
    let dialect = Dialect(encoding: .utf8)
    let classes = CharacterClass().table
    let decoder = try #require(CellDecoder(dialect, classes: classes))
    let memory = GateMemory()
    var maker = CellMachineMaker(decoder, delimiter: dialect.delimiter, classes: classes, memory)
    let demand = CellMachineMaker.Demand(isRequired: true, refused: (CharacterClass.odd, 0, 0))
    let made = maker.machine(for: demand)
    let machine = try #require(made)
    // Behind the room there is a page that can't be read.
    let page = sysconf(Int32(_SC_PAGESIZE))
    let room = try #require(mmap(nil, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(room, 3 * page) }
    #expect(mprotect(room + 2 * page, page, PROT_NONE) == 0)
    let end = (room + 2 * page - CellIndex.padding).assumingMemoryBound(to: UInt8.self)
    for longest in Array(55...70) + [200, 5_000] {
      for long in 0..<4 {
        let texts = (0..<4).map { String(repeating: "x", count: $0 == long ? longest : 1) + "\r\n" }
        let bytes = Array(texts.joined().utf8)
        let piece = UnsafeMutableBufferPointer(start: end - bytes.count, count: bytes.count)
        _ = piece.update(from: bytes)
        var index = CellIndex()
        index.read(UnsafeBufferPointer(piece), delimiter: dialect.delimiter)
        let starts = memory.keep((0..<4).map { row in UInt32(texts[..<row].joined().utf8.count) })
        let stops = memory.keep((0..<4).map { row in UInt32(texts[...row].joined().utf8.count - 2) })
        let passes = memory.keep([UInt8](repeating: 1, count: 4))
        let rows = GateRows(
          piece: UnsafePointer(end - bytes.count), ends: UnsafePointer(index.ends), count: 4,
          starts: UnsafeMutablePointer(mutating: starts.baseAddress!),
          stops: UnsafeMutablePointer(mutating: stops.baseAddress!),
          cells: UnsafeMutablePointer(mutating: memory.keep([UInt32(0), 1, 2, 3]).baseAddress!),
          passes: UnsafeMutablePointer(mutating: passes.baseAddress!))
        rows.judge(column: 0, of: 1, by: machine, most: .max, keeping: nil) { _ in false }
        #expect(Array(passes) == [1, 1, 1, 1], "\(longest) bytes in row \(long)")
      }
    }
  }

  @Test("There is no machine for a pattern that needs too many states")
  func tooLarge() throws {
    let dialect = Dialect(encoding: .utf8)
    let classes = CharacterClass().table
    let decoder = try #require(CellDecoder(dialect, classes: classes))
    var maker = CellMachineMaker(decoder, delimiter: dialect.delimiter, classes: classes, GateMemory())
    let pattern = try Pattern("[ァ-ヶー・　 ]{1,60}")
    let made = maker.machine(for: CellMachineMaker.Demand(isRequired: true, refused: (0, 0, 0), pattern: pattern))
    #expect(made == nil)
  }

  @Test("Clean plates are known by bytes and by their pattern alike")
  func plates() {
    var (dice, seed) = SeededGenerator.announced("plates")
    var clean = 0
    for _ in 0..<20_000 {
      let text = Array(RandomCell.plate(&dice).utf8)
      let isClean = text.withUnsafeBufferPointer(isCleanPlate)
      #expect(
        Pattern.cleanPlate.matches(text[...]) == isClean, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
      clean += isClean ? 1 : 0
    }
    #expect(clean > 1_000)
  }

  @Test(
    "A pattern is known to match all that another one does",
    arguments: [
      ("[a-z]*", "[a-c]{2}", true), ("[a-c]{2}", "[a-z]*", false), ("a|b|ab", "ab?", true), ("ab?", "a|b", false),
      ("[^あ]+", "[いう]+", true), ("[^あ]+", "[あい]+", false), ("a*", "", true), ("a+", "", false), ("a", "a", true),
    ])
  func inclusion(pattern: String, other: String, isIncluded: Bool) throws {
    #expect(try Pattern(pattern).matchesAll(Pattern(other)) == isIncluded)
  }

  @Test("The plates of the schema are known to be right where they are clean")
  func plateField() throws {
    let field = try #require(Shipped.function("collection-report").fields.first { $0.name == "registrationNo" })
    let pattern = try Pattern(#require(field.constraints.pattern))
    #expect(pattern.matchesAll(.cleanPlate))
    #expect(!Pattern.cleanPlate.matchesAll(pattern))
  }
}

private enum RandomCell {
  private static let scalars = Array("0019AZa-,'=\" 　あさをんおアｱﾞ国品川一龠々ヶケ髙①ー〜～Ａ１\u{A0}\u{1F}\u{7F}".unicodeScalars)

  static func plate(_ dice: inout SeededGenerator) -> String {
    func some(_ characters: String, _ counts: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: counts, using: &dice)).map { _ in characters.randomElement(using: &dice)! })
    }
    var text =
      some("国品川一龠々ヶあん", 1...4) + some("0159", 1...1) + some("09AZ", 0...2) + some("あさをかわ", 1...1)
      + some("19", 1...1) + some("019", 0...3)
    if Int.random(in: 0..<3, using: &dice) == 0 {
      let place = text.indices.randomElement(using: &dice)!
      text.replaceSubrange(place...place, with: some("0Aaおゔヵケ国 -ｱあ１", 0...2))
    }
    return text
  }

  /// A plate or anything, in the file's bytes, some of them broken; never with what would end the cell.
  static func bytes(_ dialect: Dialect, _ dice: inout SeededGenerator) -> [UInt8] {
    let text =
      Bool.random(using: &dice)
      ? plate(&dice)
      : String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0...9, using: &dice)).map { _ in scalars.randomElement(using: &dice)! }))
    var writer = RecordWriter(dialect: dialect)
    writer.append(cells: [text])
    var bytes = writer.takeBytes().filter { $0 != 0x0A && $0 != 0x0D && $0 != dialect.delimiter }
    if !bytes.isEmpty, Int.random(in: 0..<4, using: &dice) == 0 {
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      let byte = UInt8.random(in: 0...255, using: &dice)
      if byte != 0x0A, byte != dialect.delimiter { bytes[place] = byte }
    }
    // A CR before the LF belongs to the line's end.
    while bytes.last == 0x0D { bytes.removeLast() }
    return bytes
  }
}
