import Tabular
import Testing

@testable import Validation

@Suite("What a gate compares and counts by words")
struct GateTextTests {
  @Test("Texts are alike, and stand before one another, as their bytes do")
  func comparisons() {
    var (dice, seed) = SeededGenerator.announced("texts of a gate")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...20, using: &dice)
      let left = (0..<count).map { _ in UInt8.random(in: 0x7E...0x81, using: &dice) }
      var right = left
      if !right.isEmpty, Bool.random(using: &dice) { right[Int.random(in: 0..<count, using: &dice)] &+= 1 }
      if Bool.random(using: &dice) { right = Array(right.prefix(Int.random(in: 0...count, using: &dice))) }
      if Bool.random(using: &dice) { right.append(0) }
      let memory = GateMemory()
      let texts = memory.keep([left, right])
      #expect((texts[0] == texts[1]) == (left == right), "seed \(seed): \(left), \(right)")
      #expect(texts[0].precedes(texts[1]) == left.lexicographicallyPrecedes(right), "seed \(seed): \(left), \(right)")
      #expect(texts[1].precedes(texts[0]) == right.lexicographicallyPrecedes(left), "seed \(seed): \(left), \(right)")
    }
  }

  @Test("The ends of cells and lines are where the bytes say, however thick they stand")
  func ends() {
    var (dice, seed) = SeededGenerator.announced("ends of cells")
    var index = CellIndex()
    for _ in 0..<500 {
      let share = Int.random(in: 1...12, using: &dice)
      let bytes = (0..<Int.random(in: 0...400, using: &dice)).map { _ -> UInt8 in
        let roll = Int.random(in: 0..<24, using: &dice)
        return roll < share ? 0x2C : roll < share + share / 3 ? 0x0A : 0x41
      }
      let padded = bytes + [UInt8](repeating: 0x0A, count: CellIndex.padding)
      padded.withUnsafeBufferPointer {
        index.read(UnsafeBufferPointer(rebasing: $0[..<bytes.count]), delimiter: 0x2C)
      }
      let ends = bytes.indices.filter { bytes[$0] == 0x2C || bytes[$0] == 0x0A }
      let lines = ends.indices.filter { bytes[ends[$0]] == 0x0A }.map { $0 + 1 }
      let count = lines.last ?? 0
      #expect(index.lineCount == lines.count, "seed \(seed): \(bytes)")
      #expect((0..<index.lineCount).map { Int(index.lines[$0]) } == lines, "seed \(seed): \(bytes)")
      #expect((0..<count).map { Int(index.ends[$0]) } == Array(ends.prefix(count)), "seed \(seed): \(bytes)")
    }
  }

  @Test("Keys are told apart by every byte of their values and by where those end")
  func fingerprints() {
    var seen: Set<UInt64> = []
    var made = 0
    for count in 0...40 {
      let plain = [UInt8](repeating: 0x30, count: count)
      let others = plain.indices.map { place in
        var other = plain
        other[place] = 0x31
        return other
      }
      for value in [plain] + others {
        var key = KeyFingerprint()
        value.withUnsafeBytes { key.add($0) }
        seen.insert(key.finish())
        made += 1
      }
    }
    #expect(seen.count == made)
  }
}
