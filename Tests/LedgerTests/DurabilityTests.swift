import Delivery
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite("Durability", .serialized)
struct DurabilityTests {
  @Test("The connection that writes has WAL and synchronous = FULL")
  func writerIsFull() throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      let writing = try #require(ledger.writing)
      #expect(try writing.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
      #expect(try ledger.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
      #expect(try ledger.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
      #expect(try ledger.write { try Bool.fetchOne($0, sql: "PRAGMA foreign_keys") } == true)
    }
  }

  @Test("The kernel is asked to flush the journal once for each commit", .enabled(if: Trace.isPossible))
  func flushes() throws {
    try withFolder { folder in
      let calls = try Trace.flushesOfThisProgram(running: "commitsForTheTrace", in: folder)
      // 30 claims, and the commits that stage the drop.
      #expect(calls >= 33)
    }
  }

  @Test("(run by the test above) Thirty commits", .enabled(if: Trace.folder != nil))
  func commitsForTheTrace() throws {
    let ledger = try SQLiteLedger(path: try #require(Trace.folder) + "/ledger.db", .owner(program: "tests"))
    let drop = try ledger.beginStaging(newDrop(1)).id
    try ledger.stage((2..<32).map { row($0, report("k\($0)")) }, in: drop)
    try ledger.finishStaging(drop)
    for number in 0..<30 { #expect(try ledger.claim(request: "r\(number)") != nil) }
  }
}

/// Runs this test program again under `strace`, and counts.
private enum Trace {
  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") && folder == nil
  static let folder = ProcessInfo.processInfo.environment["LEDGER_TRACE_FOLDER"]

  static func flushesOfThisProgram(running test: String, in folder: String) throws -> Int {
    let strace = Process()
    strace.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
    strace.arguments =
      ["-f", "-y", "-e", "trace=fsync,fdatasync", "-o", folder + "/trace", CommandLine.arguments[0]]
      + ["--testing-library", "swift-testing", "--filter", test]
    strace.environment = ProcessInfo.processInfo.environment.merging(["LEDGER_TRACE_FOLDER": folder]) { $1 }
    strace.standardOutput = FileHandle.nullDevice
    strace.standardError = FileHandle.nullDevice
    try strace.run()
    strace.waitUntilExit()
    #expect(strace.terminationStatus == 0)
    let lines = try String(contentsOfFile: folder + "/trace", encoding: .utf8).split(separator: "\n")
    return lines.count { $0.contains("sync(") && $0.contains("<\(folder)/ledger.db-wal>") }
  }
}
