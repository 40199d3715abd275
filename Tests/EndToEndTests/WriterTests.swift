import Foundation
import Glibc
import Testing

/// How legacy systems, copies and people write files into a folder: each is a shell script that writes `$text` – 40 rows –
/// as `$name`, more or less cleverly. Lines of the text are in `$text`, a file.
@Suite("Writers of every kind", .serialized)
struct WriterTests {
  struct Writer: CustomTestStringConvertible {
    var testDescription: String
    var script: String
  }

  static let writers = [
    Writer(testDescription: "a copy", script: #"cp "$text" "$name""#),
    Writer(
      testDescription: "rsync: a temporary name, then renamed",
      script: #"cp "$text" ".$name.Xy12Zz"; sleep 0.7; mv ".$name.Xy12Zz" "$name""#),
    Writer(
      testDescription: "one open file that grows slowly, with pauses longer than it has to stand still",
      script:
        #"exec 3>"$name"; for i in 0 1 2 3 4; do dd if="$text" bs=900 skip=$i count=1 status=none >&3; sleep 0.8; done"#
        + #"; tail -c +4501 "$text" >&3; exec 3>&-"#),
    Writer(
      testDescription: "chunks that are each opened and closed, cut in the middle of rows and characters",
      script:
        #"for i in 0 1 2 3 4 5 6 7; do dd if="$text" of="$name" bs=701 skip=$i seek=$i count=1 conv=notrunc status=none"#
        + #"; done; tail -c +5609 "$text" >> "$name""#),
    Writer(
      testDescription: "room reserved first, filled later",
      script:
        #"truncate -s $(stat -c %s "$text") "$name"; sleep 0.8; dd if="$text" of="$name" conv=notrunc status=none"#),
    Writer(
      testDescription: "truncated and written anew",
      script: #"head -c 1500 "$text" > "$name"; sleep 0.1; cat "$text" > "$name""#),
    Writer(
      testDescription: "the same name twice within a second",
      script: #"head -21 "$text" > "$name"; sleep 0.3; cp "$text" "$name.tmp"; mv "$name.tmp" "$name""#),
    Writer(
      testDescription: "a modification time in the past", script: #"cp "$text" "$name"; touch -d 2001-01-01 "$name""#),
    Writer(
      testDescription: "renamed after it was taken", script: #"cp "$text" x.csv; sleep 1.5; mv x.csv "$name""#),
    Writer(
      testDescription: "removed and written again",
      script: #"cp "$text" "$name"; rm "$name"; sleep 0.5; cp "$text" "$name""#),
    Writer(testDescription: "two files with the same bytes", script: #"cp "$text" other.csv; cp "$text" "$name""#),
  ]

  @Test("Every row is reported once and the result is right", arguments: writers)
  func writes(writer: Writer) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 0.5, rescanEvery: 1, unfinishedFor: 5}")
    try place.write("text.csv", CollectionRows.file(1...40))
    try FileManager.default.createDirectory(
      atPath: place.path + "/drop/引取報告", withIntermediateDirectories: true)
    let watch = try Watch(in: place, ["--lang", "ja"])
    #expect(wait { watch.log.contains("watching") })
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-euc", writer.script]
    shell.currentDirectoryURL = URL(fileURLWithPath: place.path + "/drop/引取報告")
    shell.environment = Program.environment(["name": "HIKITORI.csv", "text": place.path + "/text.csv"])
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(
      wait(seconds: 20) {
        place.read("drop/引取報告/HIKITORI.status.json")?.contains("\"state\" : \"done\"") == true
          && place.read("drop/引取報告/HIKITORI.result.csv")?.split(separator: "\r\n").count == 41
      }, "\(watch.log)")
    let result = try #require(place.read("drop/引取報告/HIKITORI.result.csv")).split(separator: "\r\n").dropFirst()
    #expect(result.count == 40)
    for (index, line) in result.enumerated() {
      #expect(line.hasPrefix(CollectionRows.row(index + 1)), "\(line)")
      #expect(line.contains("受理") || line.contains("処理済"), "\(line)")
    }
    #expect(farEnd.acceptancesByReport.count == 40)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    #expect(!place.exists("drop/引取報告/HIKITORI.error.csv"), "\(place.read("drop/引取報告/HIKITORI.error.csv") ?? "")")
    watch.end(with: SIGTERM)
    #expect(watch.process.terminationStatus == 0)
  }

  /// Both copies of a file are answered for good, though only one is the first.
  @Test("Beside two files of the same bytes stand two results, and both are written when the rows are settled")
  func copies() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, options: ["--latency", "100"])
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...20))
    try place.write("drop/引取報告/b.csv", CollectionRows.file(1...20))
    let watch = try Watch(in: place)
    for name in ["a", "b"] {
      #expect(
        wait(seconds: 20) { place.read("drop/引取報告/\(name).status.json")?.contains("\"accepted\" : 20") == true },
        "\(watch.log)")
    }
    #expect(farEnd.journal.count == 20)
  }

  @Test("A name that a new file has taken: the results of the earlier one get a name of their own, both are right")
  func superseded() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, options: ["--latency", "100"])
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...30))
    let watch = try Watch(in: place)
    #expect(wait { farEnd.journal.count > 3 })
    try place.write("drop/引取報告/a.csv", CollectionRows.file(31...40))
    #expect(
      wait(seconds: 30) { place.read("drop/引取報告/a.status.json")?.contains("\"accepted\" : 10") == true },
      "\(watch.log)")
    #expect(
      wait(seconds: 30) { place.read("drop/引取報告/a.D1.status.json")?.contains("\"accepted\" : 30") == true },
      "\(watch.log)")
    #expect(farEnd.journal.count == 40)
    let now = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(now.contains("SIM00-000031") && !now.contains("SIM00-000030"))
  }

  @Test("Hundreds of files at once: sending begins while they are still taken in, every row goes out once")
  func hundreds() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    for number in 1...300 {
      try place.write("drop/引取報告/f\(number).csv", CollectionRows.file(number...number))
    }
    let watch = try Watch(in: place)
    #expect(wait(seconds: 120) { farEnd.journal.count == 300 }, "\(farEnd.journal.count)")
    #expect(wait(seconds: 30) { place.read("drop/引取報告/f300.status.json")?.contains("\"accepted\" : 1") == true })
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
    watch.end(with: SIGTERM)
  }

  @Test("An output that can't be written is told once and written when it can be; other files and the sending go on")
  func held() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1}")
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    try place.write("drop/引取報告/b.csv", CollectionRows.file(11...13))
    // Stands in for a file that Excel holds: nothing can be renamed over a folder.
    try FileManager.default.createDirectory(
      atPath: place.path + "/drop/引取報告/a.result.csv", withIntermediateDirectories: true)
    #expect(mkfifo(place.path + "/drop/引取報告/pipe.csv", 0o644) == 0)
    let watch = try Watch(in: place)
    #expect(wait { place.read("drop/引取報告/b.status.json")?.contains("\"accepted\" : 3") == true }, "\(watch.log)")
    #expect(wait { farEnd.journal.count == 6 })
    #expect(wait { place.read("drop/引取報告/a.status.json")?.contains("\"unwritten\"") == true })
    usleep(6_000_000)
    #expect(watch.log.components(separatedBy: " failed").count == 3, "\(watch.log)")
    try FileManager.default.removeItem(atPath: place.path + "/drop/引取報告/a.result.csv")
    #expect(
      wait(seconds: 20) { place.read("drop/引取報告/a.result.csv")?.contains("SIM00-000003") == true }, "\(watch.log)")
    #expect(wait { place.read("drop/引取報告/a.status.json")?.contains("\"unwritten\"") == false })
  }

  @Test("Finished files go to the archive with their outputs, never over another; what a person works on stays")
  func archived() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(
      farEnd.address, "watch: {stableFor: 0.2, rescanEvery: 1, archiveAfter: 0, trigger: .done}")
    let day = "drop/archive/2026/11/21/引取報告"
    try place.write(day + "/a.csv", "of somebody else")
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    try place.write("drop/引取報告/a.csv.done", "")
    try place.write("drop/引取報告/waits.csv", CollectionRows.file(5...6))
    let bad = CollectionRows.row(12).replacing("R8/11/20", with: "R8/13/20")
    try place.write("drop/引取報告/bad.csv", CollectionRows.file(11...11) + bad + "\r\n")
    try place.write("drop/引取報告/bad.done", "")
    let watch = try Watch(in: place)
    let moved = "drop/archive/2026/11/21-2/引取報告"
    #expect(wait(seconds: 20) { place.exists(moved + "/a.csv") }, "\(watch.log)")
    #expect(place.read(moved + "/a.csv") == CollectionRows.file(1...3))
    #expect(place.read(moved + "/a.result.csv")?.contains("SIM00-000003") == true)
    #expect(place.exists(moved + "/a.status.json") && place.exists(moved + "/a.csv.done"))
    #expect(!place.exists("drop/引取報告/a.csv") && !place.exists("drop/引取報告/a.result.csv"))
    #expect(place.read(day + "/a.csv") == "of somebody else")
    #expect(wait { place.exists("drop/引取報告/bad.error.csv") })
    usleep(2_500_000)
    #expect(place.exists("drop/引取報告/bad.csv") && place.exists("drop/引取報告/bad.error.csv"))
    #expect(farEnd.journal.count == 4, "what waits for its trigger was taken")
    // The same file again is answered from the ledger and put beside the first.
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    try place.write("drop/引取報告/a.csv.done", "")
    #expect(wait(seconds: 20) { !place.exists("drop/引取報告/a.csv") }, "\(watch.log)")
    #expect(farEnd.journal.count == 4)
  }
}
