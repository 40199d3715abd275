import Foundation
import Testing

@Suite("The night's work", .serialized)
struct NightTests {
  @Test("The demonstration runs, twice, and leaves its inputs as they were")
  func demonstration() throws {
    let place = try Workplace()
    for _ in 1...2 {
      let ending = try Program.run(["demo", "--folder", "demo"], in: place.path)
      #expect(ending.exitCode == 0, "\(ending.error)")
      #expect(ending.output.contains("✓ 入力 "))
      #expect(ending.output.contains("入力ファイルは1バイトも変わっていません"))
    }
  }

  @Test("A good file goes out once, its result stands beside it, and the same bytes again send nothing")
  func once() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...20))
    let first = try Program.run(["run", "--json"], in: place.path)
    #expect(first.exitCode == 0, "\(first.output) \(first.error)")
    #expect(try Counts(first.output).accepted == 20)
    #expect(farEnd.acceptancesByReport.count == 20)
    #expect(place.read("drop/引取報告/a.csv") == CollectionRows.file(1...20))
    let result = try #require(place.read("drop/引取報告/a.result.csv"))
    #expect(result.components(separatedBy: "受理").count == 21 || result.components(separatedBy: "accepted").count == 21)
    #expect(!place.exists("drop/引取報告/a.error.csv"))

    try place.write("drop/引取報告/copy.csv", CollectionRows.file(1...20))
    let again = try Program.run(["run", "--json"], in: place.path)
    #expect(again.exitCode == 0)
    #expect(farEnd.journal.count == 20)
    #expect(place.exists("drop/引取報告/copy.result.csv"))
  }

  @Test("Rows that were reported before, in another file, are answered from the ledger")
  func answeredFromTheLedger() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...10))
    try Program.run(["run"], in: place.path)
    try place.write("drop/引取報告/b.csv", CollectionRows.file(6...15))
    let ending = try Program.run(["run", "drop/引取報告/b.csv", "--json"], in: place.path)
    let counts = try Counts(ending.output)
    #expect(counts.alreadyDone == 5 && counts.accepted == 5)
    #expect(farEnd.journal.count == 15)
    let changed = CollectionRows.file(3...3).replacing("国土 太郎", with: "別人 次郎")
    try place.write("drop/引取報告/c.csv", changed)
    let conflict = try Program.run(["run", "drop/引取報告/c.csv", "--json"], in: place.path)
    #expect(conflict.exitCode == 1)
    #expect(try #require(place.read("drop/引取報告/c.error.csv")).contains("D004"))
    #expect(farEnd.journal.count == 15)
  }

  @Test("Outside the service's hours rows are held; at opening time they go out")
  func hours() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/a.csv", CollectionRows.file(1...3))
    for closed in ["2026-11-21T02:10:00+09:00", "2026-11-21T20:59:30+09:00", "2026-11-21T23:00:00+09:00"] {
      let held = try Program.run(["run", "--json"], in: place.path, environment: ["ELVBRIDGE_NOW": closed])
      #expect(held.exitCode == 4, "at \(closed)")
      #expect(try Counts(held.output).held == 3)
      #expect(farEnd.journal.isEmpty)
    }
    let open = try Program.run(
      ["run", "--json"], in: place.path,
      environment: ["ELVBRIDGE_NOW": "2026-11-22T07:00:00+09:00", "TZ": "America/New_York"])
    #expect(try Counts(open.output).accepted == 3, "\(open.output)\(open.error)")
  }

  @Test("One vehicle's steps go in lifecycle order, and a refused step holds the next")
  func order() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place)
    try place.configure(farEnd.address)
    let deliveries = (1...2).map {
      "130000100002,90000000000\($0),SIM00-00000\($0),130000200003,2026-11-21,1"
    }
    // Named to come first, so that only the order of the lifecycle puts it last.
    try place.write(
      "drop/collection-delivery-to-recoverer/0.csv",
      (["事業所コード,移動報告番号,車台番号,引渡先事業所コード,引渡年月日,運搬事業者区分"] + deliveries).joined(separator: "\n"))
    let unpaid = CollectionRows.row(2).replacing("SIM00-000002", with: "UNP10-0000001")
    try place.write(
      "drop/引取報告/9.csv", [CollectionRows.header, CollectionRows.row(1), unpaid].joined(separator: "\n"))
    let ending = try Program.run(["run", "--json"], in: place.path)
    let functions = farEnd.journal.map { "\($0["function"] ?? "")" }
    #expect(functions == ["collection-report", "collection-delivery-to-recoverer"], "\(ending.output)")
  }
}
