import Foundation
import Glibc
import NIOCore
import Testing

@testable import Simulator

@Suite struct DeskTests {
  /// An IPv4 address of this machine that is not a loopback address, if it has one.
  private static let outerAddress: String? = {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return nil }
    defer { freeifaddrs(first) }
    for pointer in sequence(first: first, next: { $0?.pointee.ifa_next }) {
      guard let address = pointer?.pointee.ifa_addr, address.pointee.sa_family == AF_INET else { continue }
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let length = socklen_t(MemoryLayout<sockaddr_in>.size)
      guard getnameinfo(address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
      let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if !text.hasPrefix("127.") { return text }
    }
    return nil
  }()

  @Test(
    "The desk answers this machine's loopback only, whatever address the interface listens at",
    .enabled(if: outerAddress != nil))
  func otherAddress() async throws {
    var options = testOptions()
    options.host = "0.0.0.0"
    try await withSimulator(options) { (client) async throws -> Void in
      let port = client.endpoint.port
      let outer = "http://\(try #require(Self.outerAddress)):\(port)"
      let status = ["--output", "/dev/null", "--write-out", "%{http_code}"]
      for path in ["/admin/journal", "//admin/journal", "/admin", "/admin/clock"] {
        #expect(try await curl(status + [outer + path]).output == "403", "\(path)")
      }
      let post = ["--data", #"{"days":1}"#, "--header", "X-Forwarded-For: 127.0.0.1"]
      #expect(try await curl(status + post + [outer + "/admin/advance"]).output == "403")
      #expect(try await curl(status + ["http://127.0.0.1:\(port)/admin/journal"]).output == "200")
      #expect(try await curl(["http://127.0.0.1:\(port)/admin/clock"]).output.contains("2026-11-21T10:15:30"))
      let inquiry = ["--header", "Content-Type: application/json", "--data", "{}", outer + "/webapi/v1/fee-inquiry"]
      #expect(try await curl(status + inquiry).output == "400", "the interface itself answers everybody")
    }
  }

  @Test(
    "A loopback address is one of 127.0.0.0/8, also inside IPv6, or ::1",
    arguments: [
      ("127.0.0.1", true), ("127.8.9.10", true), ("::1", true), ("::ffff:127.0.0.1", true), ("10.0.0.1", false),
      ("128.0.0.1", false), ("::2", false), ("::ffff:10.0.0.1", false), ("fe80::1", false), ("0.0.0.0", false),
    ])
  func loopback(address: String, isLoopback: Bool) throws {
    #expect(FrontContext.isLoopback(try SocketAddress(ipAddress: address, port: 1)) == isLoopback)
  }

  @Test("The clock goes on by days, and a planned stop is added to the faults that are there")
  func knobs() async throws {
    try await withSimulator { (client) async throws -> Void in
      _ = try await client.desk("faults", #"{"maintenance":false,"plannedStops":["2026-12-01"]}"#)
      let stops = try await client.desk("plannedStop", #"{"date":"2026-11-22"}"#)
      #expect(stops.json["plannedStops"] as? [String] == ["2026-11-22", "2026-12-01"])
      let signIn: WireFields = ["userId": "jars-user-01", "secret": "simulator-secret-01"]
      #expect(try await client.call("authentication", signIn).code == "0000")
      let clock = try await client.desk("advance", #"{"days":1}"#)
      #expect(clock.json["now"] as? String == "2026-11-22T10:15:30+09:00")
      #expect(try await client.call("authentication", signIn).code == "E6002")
      _ = try await client.desk("advance", #"{"days":1}"#)
      #expect(try await client.call("authentication", signIn).code == "0000")
    }
  }

  @Test(
    "The desk refuses spans without end and days that are none",
    arguments: [
      ("advance", "{}"), ("advance", #"{"days":-1}"#), ("advance", #"{"days":1e30}"#), ("advance", #"{"days":"3"}"#),
      ("clock", #"{"advanceSeconds":1e300}"#), ("plannedStop", #"{"date":"2026-02-30"}"#), ("plannedStop", "{}"),
      ("faults", #"{"tokenLifeSeconds":1e300}"#), ("faults", #"{"pageSize":0}"#), ("faults", #"{"pageSize":"2"}"#),
      ("faults", #"{"rules":[{"kind":"delay","seconds":1e300}]}"#), ("faults", #"{"makerIntakeDays":-1}"#),
      ("faults", #"{"throttle":{"limit":1,"windowSeconds":1e300}}"#),
      ("vehicles", #"{"chassisNo":"A1","ticketNo":"1","asrStandardWeightKg":1e300}"#), ("makerIntake", "[]"),
    ])
  func unreadable(knob: String, json: String) async throws {
    try await withSimulator { (client) async throws -> Void in
      #expect(try await client.desk(knob, json).status == 400)
    }
  }
}
