import Delivery
import Findings
import Foundation
import Testing
import Validation

@testable import Ledger

@Suite("Taking back a staging that is longer than one transaction")
struct ClearingTests {
  /// More than two slices, with invalid rows that hold their vehicle, and later rows that share what earlier ones made.
  private static let rows: [StagedRow] = (2...20_500).map { number in
    if number.isMultiple(of: 1_000) {
      var invalid = row(number, nil)
      invalid.obstacle = Obstacle(
        function: "f", vehicle: "held", order: 1, lines: [ThreadName.ofVehicle("held")])
      return invalid
    }
    return row(number, report("\(number > 20_000 ? number - 15_000 : number)"))
  }

  /// A ledger with a drop that waits for a vehicle which the staging of another holds.
  private func body(_ body: (SQLiteLedger, _ waiting: DropID, _ staging: DropID) throws -> Void) throws {
    try withFolder { folder in
      let ledger = try SQLiteLedger(path: folder + "/ledger.db", .owner(program: "tests"))
      let waiting = try ledger.take(newDrop(1), report("later", vehicle: "held", order: 20))
      let staging = try ledger.beginStaging(newDrop(2)).id
      try ledger.stage(Self.rows, in: staging)
      try body(ledger, waiting, staging)
    }
  }

  @Test("Nothing is left of it, and what it held goes on")
  func wholly() throws {
    try body { ledger, waiting, staging in
      #expect(try ledger.fates(of: waiting) == ["held earlier-step"])
      try ledger.abandonStaging(staging)
      #expect(try ledger.drop(staging) == nil && ledger.tally(of: staging).input == 0)
      #expect(try ledger.sizes().map(\.count) == [1, 1, 1, 0, 0, 0, 0])
      #expect(try ledger.fates(of: waiting) == ["held waiting"])
      #expect(try ledger.contradictions() == [])
      #expect(try ledger.claim()?.submission.key == "later")
    }
  }

  @Test("Killed in the middle, it leaves a sound ledger and its first rows, and whoever comes next begins anew")
  func partly() throws {
    try body { ledger, waiting, staging in
      #expect(try ledger.write { try Clearing(database: $0, drop: staging).removeLastRows() })
      #expect(try ledger.contradictions() == [])
      #expect(try ledger.tally(of: staging).input == 10_499 && ledger.drop(staging)?.prefix == StagedPrefix())
      #expect(try ledger.fates(of: waiting) == ["held earlier-step"], "its first invalid rows are still there")
      let again = try ledger.beginStaging(newDrop(2))
      #expect(try again.id == staging && again.prefix == StagedPrefix() && ledger.tally(of: staging).input == 0)
      try ledger.stage([row(2, report("2"))], in: staging)
      try ledger.finishStaging(staging)
      #expect(try ledger.contradictions() == [])
      #expect(try ledger.fates(of: waiting) + ledger.fates(of: staging) == ["held waiting", "held waiting"])
    }
  }
}
