import Foundation
import Testing

@Suite("Bad input ends in a clear message and an exit code, never a crash")
struct BadInputTests {
  /// A file that can't be taken in, the code that says so, and what `check` and `run` exit with.
  struct BadFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var code: String
  }

  static let badFiles = [
    BadFile(testDescription: "an empty file", bytes: [], code: "T001"),
    BadFile(testDescription: "only a byte order mark", bytes: [0xEF, 0xBB, 0xBF], code: "T001"),
    BadFile(testDescription: "only line ends", bytes: Array("\r\n\r\n".utf8), code: "T001"),
    BadFile(testDescription: "a header and no rows", bytes: Array((CollectionRows.header + "\r\n").utf8), code: "V008"),
    BadFile(testDescription: "an unknown header", bytes: Array("果物,色\nりんご,赤\n".utf8), code: "V001"),
    BadFile(
      testDescription: "a required column missing",
      bytes: Array("車台番号,引取年月日\nSIM00-000001,R8/11/20\n".utf8), code: "V002"),
    BadFile(
      testDescription: "a binary file", bytes: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7919) }, code: "T002"),
    BadFile(
      testDescription: "a ZIP that calls itself CSV", bytes: [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 99),
      code: "T019"),
    BadFile(
      testDescription: "required columns missing in ISO-2022-JP",
      bytes: [0x1B, 0x24, 0x42] + Array("<VBfHV9f".utf8) + [0x1B, 0x28, 0x42] + Array(",x\n1,2\n".utf8), code: "V002"),
    BadFile(
      testDescription: "an old Excel workbook", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
      code: "T003"),
    BadFile(
      testDescription: "XML that no profile explains", bytes: Array("<?xml version=\"1.0\"?><a/>".utf8), code: "T024"),
    BadFile(
      testDescription: "XML that laughs a billion times",
      bytes: Array(
        "<?xml version=\"1.0\"?><!DOCTYPE rows [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rows><row/></rows>".utf8),
      code: "T022"),
    BadFile(
      testDescription: "XML with an external entity",
      bytes: Array(
        "<?xml version=\"1.0\"?><!DOCTYPE rows SYSTEM \"file:///etc/passwd\"><rows><row/></rows>".utf8), code: "T022"),
    BadFile(
      testDescription: "XML that goes deep",
      bytes: Array(
        ("<rows function=\"collection-report\"><row>" + String(repeating: "<a>", count: 5_000)).utf8), code: "T023"),
    BadFile(
      testDescription: "XML that is cut off",
      bytes: Array("<rows function=\"collection-report\"><row><chassisNo>A".utf8), code: "T021"),
    BadFile(
      testDescription: "a header of 100,000 columns",
      bytes: Array((String(repeating: "a,", count: 100_000) + "b\n1\n").utf8), code: "T004"),
    BadFile(
      testDescription: "an HTML table that calls itself a workbook",
      bytes: Array("<html><table><tr><td>1</td></tr></table></html>".utf8), code: "T003"),
    BadFile(
      testDescription: "a heading twice",
      bytes: Array((CollectionRows.header + ",車体番号\n" + CollectionRows.row(1) + ",X-1\n").utf8), code: "V004"),
  ]

  @Test("A file as a whole", arguments: badFiles)
  func file(_ bad: BadFile) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/x.csv", bad.bytes)
    let check = try Program.run(["check", "drop/引取報告/x.csv"], in: place.path)
    #expect(check.exitCode == 1, "\(check.output) \(check.error)")
    #expect(check.output.contains(bad.code), "\(check.output)")
    let run = try Program.run(["run", "--lang", "ja"], in: place.path)
    #expect(run.exitCode == 1, "\(run.output) \(run.error)")
    let error = try #require(place.read("drop/引取報告/x.error.csv"), "\(run.output)")
    #expect(error.contains(bad.code) && error.contains("不備"))
    #expect(FileManager.default.contents(atPath: place.path + "/drop/引取報告/x.csv") == Data(bad.bytes))
    #expect(farEnd.journal.isEmpty)
    // A second run says the same again and leaves one error file.
    try Program.run(["run"], in: place.path)
    #expect(!place.exists("drop/引取報告/x.error-2.csv"))
  }

  @Test("A file that no function can be told for")
  func noFunction() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    try place.configure(farEnd.address)
    try place.write("drop/果物.csv", "果物,色\nりんご,赤\n")
    try place.write("drop/k.csv", "事業所コード,移動報告番号,車台番号,引渡先事業所コード,引渡年月日,運搬事業者区分\n1,2,3,4,5,6\n")
    let run = try Program.run(["run", "--lang", "en"], in: place.path)
    #expect(run.exitCode == 1)
    #expect(try #require(place.read("drop/果物.error.csv")).contains("V006"))
    #expect(try #require(place.read("drop/k.error.csv")).contains("V007"))
  }

  @Test("A bad row costs only itself, whatever is wrong with it")
  func rows() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    try place.configure(farEnd.address)
    var bytes = Array((CollectionRows.header + "\n" + CollectionRows.row(1) + "\n").utf8)
    bytes += Array("130000100002,SIM00-\u{0}000002,登録\n".utf8)
    bytes += Array("130000100002,SIM00-000003".utf8) + [0xFF, 0xFE, 0x41] + Array(",登録\n".utf8)
    bytes += Array("130000100002,\"SIM00-000004,登録,不明\n".utf8)
    bytes += Array((CollectionRows.row(5) + "\n" + CollectionRows.row(6) + ",extra\n").utf8)
    bytes += Array((String(repeating: "x", count: 2 << 20) + "\n" + CollectionRows.row(7) + "\n").utf8)
    try place.write("drop/引取報告/x.csv", bytes)
    let run = try Program.run(["run", "--json"], in: place.path)
    let counts = try Counts(run.output)
    #expect(run.exitCode == 1)
    #expect(counts.accepted == 3 && counts.invalid == 5 && counts.isConserved, "\(run.output)")
    let error = try #require(place.read("drop/引取報告/x.error.csv"))
    for code in ["T015", "T010", "T011", "T013", "T016"] { #expect(error.contains(code), "\(code)") }
  }

  @Test("Paths that are no files", arguments: [("nothing.csv", "B003"), ("drop", "B002"), ("/dev/null", "B004")])
  func paths(path: String, code: String) throws {
    let place = try Workplace()
    let check = try Program.run(["check", path], in: place.path)
    #expect(check.exitCode == 2)
    #expect(check.output.contains(code), "\(check.output)")
  }

  @Test("A FIFO that nobody writes to does not hang the program")
  func fifo() throws {
    let place = try Workplace()
    #expect(mkfifo(place.path + "/drop/pipe.csv", 0o600) == 0)
    let check = try Program.run(["check", "drop/pipe.csv"], in: place.path)
    #expect(check.exitCode == 2 && check.output.contains("B004"))
  }

  @Test("A file that may not be read", .enabled(if: getuid() == 0, "needs root to become somebody else"))
  func unreadable() throws {
    let place = try Workplace()
    try place.write("drop/x.csv", CollectionRows.file(1...1))
    chmod(place.path + "/drop/x.csv", 0o000)
    let check = try Program.run(
      ["check", "drop/x.csv"], in: place.path, through: ["setpriv", "--reuid", "65534", "--clear-groups"])
    #expect(check.exitCode == 2 && check.output.contains("B001"), "\(check.output)\(check.error)")
  }

  /// A line of 2 GB takes a debug build minutes, so the everyday test is satisfied with 48 MB; `make crash` takes all of it.
  static let hugeMegabytes = ProcessInfo.processInfo.environment["HUGE_MEGABYTES"].flatMap { Int($0) } ?? 48

  @Test("A huge line costs its own row, in bounded memory")
  func hugeLine() throws {
    let place = try Workplace()
    try place.write("huge.csv", CollectionRows.header + "\n" + CollectionRows.row(1) + "\n")
    let handle = try #require(FileHandle(forWritingAtPath: place.path + "/huge.csv"))
    try handle.seekToEnd()
    let megabyte = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<Self.hugeMegabytes { try handle.write(contentsOf: megabyte) }
    try handle.write(contentsOf: Data("\n\(CollectionRows.row(2))\n".utf8))
    try handle.close()
    let check = try Program.run(
      ["check", "--function", "collection-report", "--json", "huge.csv"], in: place.path,
      through: ["/usr/bin/time", "-f", "peak %M", "--"])
    #expect(check.exitCode == 1, "\(check.output.prefix(500)) \(check.error)")
    #expect(check.output.contains("T016") && check.output.contains("\"valid\" : 2"), "\(check.output.prefix(500))")
    let peak = check.error.split(separator: " ").last.flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    #expect(try #require(peak, "\(check.error)") < 100_000, "kilobytes")
  }
}
