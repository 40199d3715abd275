import Findings
import Foundation
import Ledger
import Simulator
import Testing

@testable import Bridge

@Suite("What is begun for rows that wait, while files are taken in")
struct PreparedSessionTests {
  private func place() throws -> DropPlace {
    let place = try DropPlace([:])
    _ = try place.lay(sample: SampleTests.samples + "/collection-report/accepted", of: "引取報告")
    return place
  }

  private func night(_ place: DropPlace, at time: String, secret: String = "simulator-secret-01") throws -> Night {
    let record = place.path + "/record.jsonl"
    return try Night(sample: SampleTests.samples + "/collection-report/accepted") { night in
      night.moment = "2026-11-21T\(time)+09:00"
      night.secret = secret
      night.simulator.recordPath = record
    }
  }

  private func authentications(_ place: DropPlace) -> [Int] {
    let paths = records(place.path).compactMap { $0["path"] as? String }
    return paths.indices.filter { paths[$0].hasSuffix("/authentication") }
  }

  @Test("Rows of the night are sent in the morning with one token, which comes first")
  func morning() async throws {
    let place = try place()
    let held = try await night(place, at: "05:00:00").run(in: place.path)
    #expect(held.tally.held > 0 && held.exitCode == 4 && authentications(place).isEmpty)
    let report = try await night(place, at: "10:00:00").run(in: place.path)
    #expect(report.tally.accepted == held.tally.held && report.exitCode == 0)
    #expect(authentications(place) == [0])
  }

  @Test("A secret that the service refuses is tried once, and the rows are held")
  func refused() async throws {
    let place = try place()
    let held = try await night(place, at: "05:00:00").run(in: place.path)
    let report = try await night(place, at: "10:00:00", secret: "wrong").run(in: place.path)
    #expect(report.fault?.code == .credentialsRefused && report.tally.held == held.tally.held)
    #expect(authentications(place).count == 1)
  }
}
