import Findings
import Foundation
import Ledger
import Testing
import Validation

@testable import Bridge

@Suite("Rows that pass a gate")
struct GatedReadingTests {
  private static let header =
    "事業所コード,車台番号,車両区分,登録番号／車両番号,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  /// What `check` says by the gate and what `run` says without one, of the same file.
  private func findings(
    of text: String, _ purpose: CheckPurpose, threads: Int = 1
  ) throws -> (RowCount, [[Finding]]) {
    let place = try DropPlace(["引取報告.csv": text])
    var reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    reader.threads = threads
    let opened = try #require(try reader.openAll(place.path + "/drop/引取報告.csv").first)
    #expect(opened.isReadable)
    var found: [[Finding]] = []
    let count = try reader.checkRows(of: opened, for: purpose) { rows in
      found += rows.map(\.findings).filter { !$0.isEmpty }
    }
    return (count, found)
  }

  private static func row(_ number: Int, office: String = "130000100002", name: String = "国土 太郎") -> String {
    "\(office),ABC12-\(100_000 + number),1,品川500さ1234,\(name),2026-11-20,1,2,1,1"
  }

  @Test("Are counted as they are without it, and the others say the same, at the same places")
  func agreement() throws {
    var dice = Dice(for: "gated reading")
    // The long files are several pieces, whose borders fall anywhere: within cells, too, and between CR and LF.
    for rows in Array(repeating: 400, count: 12) + Array(repeating: 6_000, count: 3) {
      var text = Self.header + "\r\n"
      for number in 0..<rows {
        let end = ["\r\n", "\n", "\r"][Int(dice(40) == 0 ? 2 : dice(2))]
        switch dice(24) {
        case 0: text += Self.row(Int(dice(50))) + end
        case 1: text += Self.row(number, office: "13000010000") + end
        case 2: text += Self.row(number, name: "\"国土\n太郎\"") + end
        case 3: text += Self.row(number, name: "\"国土, 太郎\"") + end
        case 4: text += Self.row(number, name: "\"国土 太郎") + end
        case 5: text += end
        case 6: text += Self.row(number) + ",余分" + end
        case 7: text += String(Self.row(number).dropLast(4)) + end
        case 8: text += Self.row(number, name: "5\" wheel") + end
        case 9: text += Self.row(number, name: "国\u{0}") + end
        default: text += Self.row(1_000 * (number + 1)) + end
        }
      }
      if dice(2) == 0 { text += Self.row(999) }
      let (counted, said) = try findings(of: text, .sending)
      for threads in rows > 400 ? 1...3 : 1...1 {
        let (count, found) = try findings(of: text, .telling, threads: threads)
        #expect(count == counted, "seed \(dice.seed), \(rows) rows, \(threads) threads")
        #expect(found == said, "seed \(dice.seed), \(rows) rows, \(threads) threads")
      }
    }
  }

  @Test("Stand twice all the same: the later one is told, with the row of the first")
  func twice() throws {
    let rows = [Self.row(1), Self.row(2, office: "1"), Self.row(2), Self.row(1), Self.row(3)]
    let (count, found) = try findings(of: ([Self.header] + rows).joined(separator: "\r\n") + "\r\n", .telling)
    #expect(count.rows == 5 && count.valid == 2)
    #expect(found.map { $0.map(\.code) } == [[.length], [.duplicateKey], [.duplicateKey]])
    #expect(found[1][0].facts["expected"] == "3" && found[1][0].location?.record == 4)
    #expect(found[2][0].facts["expected"] == "2" && found[2][0].location?.line == 5)
  }

  @Test("Are read across the ends of pieces")
  func pieces() throws {
    let text = Self.header + "\n" + (0..<9_000).map { Self.row($0) + "\n" }.joined()
    #expect(try findings(of: text, .telling).0.valid == 9_000)
  }
}

@Suite("The memory of keys")
struct KeyMemoryTests {
  @Test(
    "Finds the row of every key again, those in the temporary file too",
    arguments: [KeyMemory.Size.tiny, .small, .large])
  func many(_ size: KeyMemory.Size) throws {
    let memory = KeyMemory(size)
    // Odd multiples of a large odd number: no two alike, spread over all bits.
    func key(_ number: Int) -> UInt64 { UInt64(number * 2 + 1) &* 0x9E37_79B9_7F4A_7C15 }
    for number in 0..<600_000 { #expect(try memory.row(withKey: key(number), or: number) == nil) }
    for number in stride(from: 0, to: 600_000, by: 997) {
      #expect(try memory.row(withKey: key(number), or: 1) == number)
    }
  }
}
