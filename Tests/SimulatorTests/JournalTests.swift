import Foundation
import Simulator
import Synchronization
import Testing

@Suite struct JournalTests {
  private func temporaryFile() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString).jsonl").path
  }

  @Test("The journal holds accepted reports and nothing else, in memory and on disk")
  func content() async throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = testOptions()
    options.journalPath = path
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.call("fee-inquiry", ["chassisNo": "AA111-011011"])
      _ = try await client.call("collection-report", Sample.collection("UNP10-0000001"))
      _ = try await client.send(
        "POST", "/webapi/v1/collection-report", Sample.collection("AA111-011011").json, requestId: "id-1")
      _ = try await client.call(
        "collection-delivery-to-recoverer",
        Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
          .merged(Sample.delivery(to: Office.recoverer)))
      let entries = try await client.journal()
      #expect(entries.map { $0["seq"] as? Int } == [1, 2])
      #expect(entries.map { $0["functionNo"] as? Int } == [8, 9])
      #expect(entries.map { $0["businessKey"] as? String } == ["AA111-011011", "111111111111|引取工程引渡"])
      #expect(entries[0]["requestId"] as? String == "id-1")
      #expect(entries[0]["clientRequestNo"] as? String == "ERP-1")
      #expect(entries[0]["eventDate"] as? String == "2026-11-20")
      #expect(entries[1]["counterpartOfficeCode"] as? String == Office.recoverer)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let read = lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary }
      #expect(read == entries.map { $0 as NSDictionary })
      let requests = try await client.desk("requests").json
      #expect((requests["functions"] as? [String: Int])?["collection-report"] == 2)
      #expect(requests["inFlight"] as? Int == 0)
    }
  }

  @Test("A restarted simulator remembers, even after a line that a crash has cut")
  func restart() async throws {
    let path = temporaryFile()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = testOptions()
    options.journalPath = path
    let car = Sample.vehicle(Office.collector, "111111111111", "AA111-011011")
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.call("collection-report", Sample.collection("AA111-011011"))
    }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"seq":2,"acceptedAt":"2026-"#.utf8))
    try handle.close()
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "E4002")
      let delivery = car.merged(Sample.delivery(to: Office.recoverer))
      #expect(try await client.call("collection-delivery-to-recoverer", delivery).code == "0000")
      #expect(try await client.journal().map { $0["seq"] as? Int } == [1, 2])
    }
    options.replaysJournal = false
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      #expect(try await client.call("collection-report", Sample.collection("AA111-011011")).code == "0000")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 1)
  }

  @Test("A restarted simulator is the same world: vehicles and makers' intakes of the desk, in their order")
  func sameWorld() async throws {
    let path = temporaryFile()
    defer { for file in [path, path + ".desk"] { try? FileManager.default.removeItem(atPath: file) } }
    var options = testOptions()
    options.journalPath = path
    let vehicle =
      #"{"chassisNo":"DESK01-1","ticketNo":"123456789012","lifecycleStatus":"S20","holderOfficeCode":""#
      + Office.recoverer + #"","fluorocarbonStatus":"REQUIRED","fluorocarbonType":"2"}"#
    let car = Sample.vehicle(Office.recoverer, "123456789012", "DESK01-1")
    let world = Mutex<[String]>([])
    @Sendable func look(_ client: SimulatorClient) async throws -> String {
      var texts: [String] = []
      for path in ["vehicles/DESK01-1", "vehicles/NCR33-1234567", "notices", "journal"] {
        texts.append(String(decoding: try await client.desk(path).body, as: UTF8.self))
      }
      return texts.joined(separator: "\n")
    }
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      _ = try await client.call("collection-report", Sample.collection("AA111-011011"))
      #expect(try await client.desk("vehicles", vehicle).status == 200)
      #expect(try await client.desk("otherParty", #"{"function":8,"vehicle":"NCR33-1234567"}"#).status == 200)
      let added = try await client.call(
        "fluorocarbon-package-add",
        car.merged([
          "packageMode": "1", "containerType": "1", "containerNo": "H4R-1", "fluorocarbonType": "2",
          "recoveredDate": "2026-11-21",
        ]))
      let number = try #require(added["packageNo"])
      let report = Sample.delivery(to: Office.place).merged([
        "officeCode": .text(Office.recoverer), "packageNo": .text(number), "deliveryDate": "2026-11-21",
      ])
      #expect(try await client.call("fluorocarbon-package-report", report).code == "0000")
      #expect(try await client.desk("makerIntake", "{\"packageNo\":\"\(number)\"}").status == 200)
      let seen = try await look(client)
      world.withLock { $0.append(seen) }
    }
    try await withSimulator(options) { (client) async throws -> Void in
      let seen = try await look(client)
      world.withLock { $0.append(seen) }
    }
    world.withLock { worlds in
      #expect(worlds[0] == worlds[1])
      #expect(worlds[1].contains(#""fluorocarbonPackageStatus":"4""#))
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 4 && lines.allSatisfy { $0.contains("\"functionNo\":") })
    // A journal that is begun anew, or that somebody has taken away, takes the desk's file with it.
    try FileManager.default.removeItem(atPath: path)
    try await withSimulator(options) { (client) async throws -> Void in
      #expect(try await client.desk("vehicles/DESK01-1").status == 404)
    }
  }

  @Test("Of many calls at once for one vehicle exactly one is accepted")
  func concurrency() async throws {
    var options = testOptions()
    options.fleet = 20
    options.latencyMilliseconds = 2
    try await withSimulator(options) { (client) async throws -> Void in
      let client = try await client.signedIn()
      let codes = try await withThrowingTaskGroup(of: String.self) { group in
        for index in 0..<100 {
          let number = String(format: "%06d", index % 20 + 1)
          group.addTask {
            try await client.call("collection-report", Sample.collection("SIM00-\(number)")).code
          }
        }
        return try await group.reduce(into: [:]) { counts, code in counts[code, default: 0] += 1 }
      }
      #expect(codes == ["0000": 20, "E4002": 80])
      let keys = try await client.journal().compactMap { $0["businessKey"] as? String }
      #expect(Set(keys).count == 20 && keys.count == 20)
      #expect((try await client.desk("requests").json["maxInFlight"] as? Int ?? 0) > 1)
    }
  }

  @Test("The desk puts vehicles where a scenario needs them")
  func fixtures() async throws {
    try await withSimulator { (client) async throws -> Void in
      let client = try await client.signedIn()
      let vehicle =
        #"{"chassisNo":"FIX01-1","ticketNo":"123456789012","lifecycleStatus":"S20","holderOfficeCode":""#
        + Office.recoverer + #"","fluorocarbonStatus":"REUSED","fluorocarbonType":"2"}"#
      #expect(try await client.desk("vehicles", vehicle).status == 200)
      let delivery = Sample.vehicle(Office.recoverer, "123456789012", "FIX01-1")
        .merged(Sample.delivery(to: Office.dismantler))
      #expect(try await client.call("recovery-delivery-to-dismantler", delivery)["lifecycleStatus"] == "S21")
      #expect(try await client.desk("vehicles/FIX01-1").status == 200)
      #expect(try await client.desk("vehicles/NONE").status == 404)
      #expect(try await client.desk("vehicles/%E6%9D%B14112345").status == 200)
    }
  }
}
