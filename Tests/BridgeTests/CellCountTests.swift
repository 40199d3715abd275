import Foundation
import Testing
import Validation

@testable import Bridge

@Suite("Counting cells")
struct CellCountTests {
  /// What the reader finds that makes records of them, and what counting finds with so many threads.
  private func counts(of text: String, threads: Int) throws -> (read: CellCount, counted: CellCount) {
    let place = try DropPlace(["a.csv": text])
    let path = place.path + "/drop/a.csv"
    let reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    return (try reader.countCells(of: path), try #require(try CellCount(of: path, threads: threads)))
  }

  @Test("Several threads count what one reader reads, wherever the pieces of the file end", arguments: [1, 2, 3])
  func agreement(threads: Int) throws {
    var dice = Dice(for: "counting cells")
    // Some files have no quotes at all, some only those that end in their line, and some reach over many lines.
    for kind in 0..<6 as Range<UInt64> {
      var text = "項目,数,名\r\n"
      for number in 0..<12_000 {
        let name =
          switch dice(kind < 2 ? 1 : kind < 4 ? 2 : 3) {
          case 0: "国土 太郎"
          case 1: dice(9) == 0 ? "\"国土, \"\"太郎\"\"\"" : "太郎"
          default: dice(99) == 0 ? "\"国土\(String(repeating: "\n太郎,", count: Int(dice(40))))\"" : "花子"
          }
        text += "\(number),\(dice(1_000_000)),\(name)" + (dice(2) == 0 ? "\r\n" : "\n")
        if dice(500) == 0 { text += kind.isMultiple(of: 2) ? "\n" : "一つ\r" }
      }
      let (read, counted) = try counts(of: text, threads: threads)
      #expect(read == counted, "kind \(kind), seed \(dice.seed)")
    }
  }

  @Test("A line longer than a piece is counted, and a file of one cell", arguments: [1, 3])
  func extremes(threads: Int) throws {
    let long = "項目,数\r\n" + String(repeating: "あ", count: 300_000) + ",1\r\n2,3\r\n"
    let (read, counted) = try counts(of: long, threads: threads)
    #expect(read == counted && counted.records == 3 && counted.cells == 6)
    let (one, single) = try counts(of: "項目", threads: threads)
    #expect(one == single && single.cells == 1)
  }
}
