import Delivery
import Foundation
import Ledger
import Simulator
import Synchronization
import Testing
import Validation

@testable import Bridge

@Suite("After the function that gives tokens has closed")
struct EveningTests {
  private func inquiry() throws -> DropPlace {
    let place = try DropPlace([:])
    _ = try place.lay(sample: SampleTests.samples + "/fee-inquiry/accepted", of: "fee-inquiry")
    return place
  }

  @Test("A fee inquiry without a token waits for the morning, and not one request leaves")
  func withoutToken() async throws {
    let place = try inquiry()
    let report = try await Night { night in
      night.moment = "2026-11-21T22:00:00+09:00"
      night.simulator.recordPath = place.path + "/record.jsonl"
    }.run(in: place.path)
    #expect(report.tally.held == report.tally.input && report.tally.input > 0 && report.exitCode == 4)
    #expect(records(place.path).isEmpty)
    #expect(place.read("fee-inquiry/input.result.csv").isEmpty == false)
  }

  @Test("A token is made fresh in the last minutes before closing, once, and kept")
  func renewed() async throws {
    let place = try inquiry()
    let path = place.path
    let night = try Night { night in night.simulator.recordPath = path + "/record.jsonl" }
    try await withRunningSimulator(night.simulator) { endpoint in
      let json = #"{"baseURL": "\#(endpoint.baseURL)", "userID": "jars-user-01", "allowPlainHTTP": true}"#
      var settings = PaceSettings()
      settings.perSecond = 10_000
      let stop = StopSignal()
      let time = Mutex("20:54:59")
      let clock = Clock { Moment("2026-11-21T\(time.withLock { $0 })+09:00")! }
      var session = ServiceSession(
        catalogue: Night.catalogue,
        environment: try JSONDecoder().decode(ServiceEnvironment.self, from: Data(json.utf8)),
        secret: Secret("simulator-secret-01"), pace: settings, hours: .regular,
        turnstile: try Turnstile(path: path + "/user", requestsPerSecond: 10_000), clock: clock, stop: stop)
      let function = try #require(Night.catalogue.function(named: "fee-inquiry"))
      for _ in 1...2 { _ = await session.ask(function, [:]) }
      await session.prepareForEvening()
      #expect(records(path).count == 3)
      time.withLock { $0 = "20:55:00" }
      for _ in 1...3 { await session.prepareForEvening() }
      _ = await session.ask(function, [:])
      let paths = records(path).compactMap { $0["path"] as? String }
      #expect(paths.count == 5 && paths.filter { $0.hasSuffix("/authentication") }.count == 2, "\(paths)")
      #expect(session.calls.counts.values.reduce(0) { $0 + $1.sent } == 5)
    }
  }
}
