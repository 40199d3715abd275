import Delivery
import Findings
import Foundation
import Synchronization
import Testing
import Validation

@testable import Bridge
@testable import Tabular

/// `check` opens a file by its beginning and examines the rest while it reads the rows; it says what two readings say.
@Suite("A file that is examined while it is read")
struct HastyReadingTests {
  private static let header = "事業所コード,車台番号,車両区分,登録番号／車両番号,引取依頼者氏名・名称,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認"

  private struct Verdict: Equatable {
    var detection: Detection
    var sha256: String?
    var count: RowCount
    var findings: [[Finding]]
  }

  /// What is said of the bytes: in haste, `nil` where that is given up, or without.
  private func verdict(on bytes: [UInt8], isHasty: Bool, threads: Int = 1) throws -> Verdict? {
    let place = try DropPlace(["引取報告.csv": ""])
    let path = place.path + "/drop/引取報告.csv"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    reader.isHasty = isHasty
    reader.isDigesting = true
    reader.threads = threads
    var found: [[Finding]] = []
    var count = RowCount()
    var opened = try #require(try reader.openAll(path).first)
    do {
      count = try reader.tell(of: &opened) { rows in found += rows.map(\.findings).filter { !$0.isEmpty } }
    } catch is HastyVerdict {
      return nil
    } catch let broken as UnreadableDrop {
      found.append(broken.findings)
    }
    return Verdict(
      detection: opened.examination.detection, sha256: opened.examination.sha256, count: count,
      findings: [opened.findings] + found)
  }

  private static func rows(_ numbers: Range<Int>, name: String = "国土 太郎", plate: String = "品川500さ1234") -> String {
    numbers.map { "130000100002,ABC12-\(100_000 + $0),1,\(plate),\(name),2026-11-20,1,2,1,1\r\n" }.joined()
  }

  /// Files of which the beginning tells all, and whether it is believed to the end.
  private static let files: [(name: String, bytes: [UInt8], isBelieved: Bool)] = {
    func cp932(_ text: String) -> [UInt8] {
      var bytes: [UInt8] = []
      _ = TextEncoder(.cp932).append(Array(text.utf8)[...], to: &bytes)
      return bytes
    }
    let start = cp932(header + "\r\n" + rows(0..<5_000))
    func xml(_ end: String) -> [UInt8] {
      let row =
        "<row><officeCode>130000100002</officeCode><chassisNo>ABC12-10001</chassisNo></row>\n"
        + String(repeating: " ", count: 500)
      let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rows function=\"collection-report\">\n"
      return Array((start + String(repeating: row, count: 2_000) + end).utf8)
    }
    let ascii = rows(0..<18_000, name: "KOKUDO", plate: "")
    return [
      ("CP932 throughout", start, true),
      ("one row of another encoding", start + Array(rows(30_000..<30_001).utf8) + cp932(rows(40_000..<43_000)), false),
      ("control characters, a few", start + cp932(rows(30_000..<32_000, name: "国\u{1}土")), true),
      ("control characters, too many", start + [UInt8](repeating: 1, count: 200_000) + cp932("\r\n"), false),
      ("quotes over lines", start + cp932(rows(30_000..<32_000, name: "\"国土\r\n太郎\"")), true),
      ("UTF-8 throughout", Array((header + "\r\n" + rows(0..<16_000)).utf8), true),
      ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array((header + "\r\n" + rows(0..<16_000)).utf8), true),
      ("ASCII, then CP932", Array("officeCode,chassisNo\r\n".utf8) + Array(ascii.utf8) + start, false),
      ("less than a beginning", cp932(header + "\r\n" + rows(0..<10)), true),
      ("empty", [], true),
      ("XML", xml("</rows>\n"), true),
      ("XML that is cut off", xml("<row>"), false),
      ("XML that ends in something else", xml("\u{0}\u{1}\u{2}"), false),
      ("an archive that is none", [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 2_000_000), false),
      ("no line ends", [UInt8](repeating: 0x41, count: 3_000_000), false),
    ]
  }()

  @Test("Gets the verdict of two readings, or is given up", arguments: files.indices)
  func agreement(_ index: Int) throws {
    let file = Self.files[index]
    let whole = try #require(try verdict(on: file.bytes, isHasty: false))
    for threads in index == 0 ? 1...3 : 2...2 {
      let hasty = try verdict(on: file.bytes, isHasty: true, threads: threads)
      #expect((hasty != nil) == file.isBelieved, "\(file.name), \(threads) threads")
      if let hasty { #expect(hasty == whole, "\(file.name), \(threads) threads") }
    }
  }

  @Test("Gets the verdict of two readings wherever damage falls")
  func damage() throws {
    var dice = Dice(for: "hasty reading")
    let sound = Self.files[0].bytes
    for _ in 0..<12 {
      var bytes = sound
      for _ in 0...dice(3) { bytes[Int(dice(UInt64(bytes.count)))] = UInt8(dice(256)) }
      let whole = try #require(try verdict(on: bytes, isHasty: false))
      if let hasty = try verdict(on: bytes, isHasty: true, threads: Int(dice(2)) + 1) {
        #expect(hasty == whole, "seed \(dice.seed)")
      }
    }
  }

  @Test("Is refused where somebody wrote to its beginning meanwhile")
  func rewritten() throws {
    let place = try DropPlace(["引取報告.csv": ""])
    let path = place.path + "/drop/引取報告.csv"
    var reader = DropReader(catalogue: Night.catalogue, today: try #require(JapanDate("2026-11-21")))
    reader.isHasty = true
    let bytes = Self.files[0].bytes
    for change in [{ $0[1_000] ^= 1 }, { $0.removeLast($0.count - 500) }] as [(inout [UInt8]) -> Void] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      var opened = try #require(try reader.openAll(path).first)
      var changed = bytes
      change(&changed)
      try Data(changed).write(to: URL(fileURLWithPath: path))
      #expect(throws: Fault(.fileChanged, ["path": path])) { try reader.tell(of: &opened) { _ in } }
    }
  }
}

@Suite("Reading ahead")
struct ReadingAheadTests {
  private struct Trouble: Error {}

  private final class Made: Sendable {
    let state = Mutex((count: 0, isOver: false))
  }

  @Test("Hands everything over in order, and what was told at the end")
  func order() throws {
    var taken: [Int] = []
    let outcome = try readingAhead({ hand in (0..<1_000).count { hand($0) } }) { taken.append($0) }
    #expect(outcome == 1_000 && taken == Array(0..<1_000))
  }

  @Test("Ends in order again and again")
  func often() throws {
    for count in 0..<2_000 {
      var taken = 0
      let outcome = try readingAhead({ hand in (0..<count % 7).count { hand($0) } }) { _ in taken += 1 }
      #expect(outcome == count % 7 && taken == outcome)
    }
  }

  @Test("What goes wrong in making is thrown behind everything that was made before")
  func making() {
    var taken: [Int] = []
    #expect(throws: Trouble.self) {
      try readingAhead({ hand in
        for number in 0..<10 { _ = hand(number) }
        throw Trouble()
      }) { (number: Int) in taken.append(number) }
    }
    #expect(taken == Array(0..<10))
  }

  @Test("What goes wrong in taking is thrown at once, and the making has ended by then", arguments: [0, 1, 5, 99])
  func taking(_ place: Int) {
    let made = Made()
    #expect(throws: Trouble.self) {
      try readingAhead({ hand in
        for number in 0..<100 where hand(number) { made.state.withLock { $0.count += 1 } }
        made.state.withLock { $0.isOver = true }
      }) { (number: Int) in if number == place { throw Trouble() } }
    }
    #expect(made.state.withLock { $0.isOver && $0.count <= place + 4 })
  }
}
