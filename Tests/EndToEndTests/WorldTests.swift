import Foundation
import Testing

@Suite("What the world does ends in a clear message, and the next run goes on")
struct WorldTests {
  @Test(
    "Configurations that won't do",
    arguments: [
      ("", "C001"), ("environment: test\n", "C002"), ("environment: [\n", "C002"),
      ("environment: test\nenvironments: {test: {baseURL: 'https://localhost', userID: u}}\nenvironmet: x\n", "C003"),
      ("environment: test\nenvironments: {test: {baseUrl: 'https://localhost', userID: u}}\n", "C003"),
      ("environment: prod\nenvironments: {test: {baseURL: 'https://localhost', userID: u}}\n", "C002"),
      (
        "environment: test\nenvironments: {test: {baseURL: 'https://localhost', userID: u}}\npace: {perSecond: 0}\n",
        "C002"
      ),
      (
        "environment: test\nenvironments: {test: {baseURL: 'https://localhost', userID: u, hours: {reports: 7-9}}}\n",
        "C002"
      ),
    ])
  func configuration(text: String, code: String) throws {
    let place = try Workplace()
    if !text.isEmpty { try place.write("elvbridge.yaml", text) }
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...1))
    let run = try Program.run(["run"], in: place.path)
    #expect(run.exitCode == 2)
    #expect(run.error.contains(code), "\(run.error)\(run.output)")
  }

  @Test("A misspelt key is answered with the right one")
  func suggestion() throws {
    let place = try Workplace()
    try place.write(
      "elvbridge.yaml", "environment: t\nenvironments: {t: {baseURL: x, userID: u}}\npace: {perSecnd: 2}\n")
    let run = try Program.run(["run", "--lang", "en"], in: place.path)
    #expect(run.error.contains("pace.perSecnd") && run.error.contains("perSecond"), "\(run.error)")
  }

  @Test("No secret, and a secret that others can read")
  func secrets() throws {
    let place = try Workplace()
    try place.configure("https://localhost:1", environment: "secretFile: secret")
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...1))
    let none = try Program.run(["run"], in: place.path, environment: ["ELVBRIDGE_SECRET": ""])
    #expect(none.exitCode == 2 && none.error.contains("C006"), "\(none.error)")
    try place.write("secret", "simulator-secret-01")
    chmod(place.path + "/secret", 0o644)
    let exposed = try Program.run(["run"], in: place.path, environment: ["ELVBRIDGE_SECRET": ""])
    #expect(exposed.exitCode == 2 && exposed.error.contains("C007"), "\(exposed.error)")
  }

  @Test("An unreachable service holds the rows; the next run sends them")
  func unreachable() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 100)
    try place.configure("https://localhost:9")
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...10))
    let run = try Program.run(["run"], in: place.path)
    #expect(run.exitCode == 2 && run.output.contains("D042"), "\(run.output)\(run.error)")
    #expect(try #require(place.read("drop/引取報告/x.status.json")).contains("\"held\" : 10"))
    try place.configure(farEnd.address)
    // The rows that were tried wait out their back-off.
    let later = try Program.run(
      ["run", "--json"], in: place.path, environment: ["ELVBRIDGE_NOW": "2026-11-21T11:00:00+09:00"])
    #expect(try Counts(later.output).accepted == 10, "\(later.output)")
    #expect(farEnd.journal.count == 10)
  }

  @Test("A certificate that nobody vouches for stops the run before anything is sent")
  func certificate() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    let other = try Workplace()
    let stranger = try FarEnd(in: other, fleet: 1)
    try place.configure(stranger.address)
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...2))
    let run = try Program.run(["run"], in: place.path)
    #expect(run.exitCode == 2 && run.output.contains("D041"), "\(run.output)")
    #expect(farEnd.journal.isEmpty && stranger.journal.isEmpty)
  }

  @Test("Refused credentials stop the run at once", arguments: ["wrong-secret", "simulator-secret-03"])
  func credentials(secret: String) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...5))
    let run = try Program.run(["run", "--json"], in: place.path, environment: ["ELVBRIDGE_SECRET": secret])
    #expect(run.exitCode == 2 && run.output.contains("D040"), "\(run.output)\(run.error)")
    #expect(!(run.output + run.error).contains(secret))
    #expect(try Counts(run.output).held == 5)
    let good = try Program.run(
      ["run", "--json"], in: place.path, environment: ["ELVBRIDGE_NOW": "2026-11-21T11:00:00+09:00"])
    #expect(try Counts(good.output).accepted == 5)
  }

  @Test("Plain HTTP is refused unless it goes to this machine and the configuration says so")
  func plainHTTP() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10, tls: false)
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...2))
    try place.write("ca.pem", "")
    try place.write(
      "elvbridge.yaml", "environment: t\nenvironments: {t: {baseURL: '\(farEnd.address)', userID: jars-user-01}}\n")
    let refused = try Program.run(["run"], in: place.path)
    #expect(refused.exitCode == 2 && refused.output.contains("D043"), "\(refused.output)")
    let allowed = try Program.run(
      ["run", "--json"], in: place.path,
      environment: [
        "ELVBRIDGE_ALLOW_PLAIN_HTTP": "true", "ELVBRIDGE_PACE_PER_SECOND": "500",
        "ELVBRIDGE_NOW": "2026-11-21T11:00:00+09:00",
      ])
    #expect(try Counts(allowed.output).accepted == 2, "\(allowed.output)\(allowed.error)")
  }

  /// Whether this process may make mounts of its own.
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unshare", "--mount", "true"]
    process.standardError = FileHandle.nullDevice
    return (try? process.run()).map { _ in
      process.waitUntilExit()
      return process.terminationStatus == 0
    } ?? false
  }()

  @Test("A read-only drop folder stops its files before anything is sent", .enabled(if: canMount))
  func readOnly() throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 10)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/x.csv", CollectionRows.file(1...2))
    let run = try Program.run(
      ["run"], in: place.path,
      through: ["unshare", "--mount", "sh", "-c", "mount --bind -o ro drop drop && exec \"$@\"", "sh"])
    #expect(run.exitCode == 2 && run.output.contains("B005"), "\(run.output)\(run.error)")
    #expect(farEnd.journal.isEmpty)
  }

  @Test(
    "A full disk stops in a clear way and goes on when there is room", .enabled(if: canMount),
    arguments: [130, 200, 280])
  func diskFull(kilobytes: Int) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 2000)
    try place.configure(farEnd.address)
    try place.write("input.csv", CollectionRows.file(1...1000))
    let script = """
      mount -t tmpfs -o size=\(kilobytes)k tmpfs drop && mkdir drop/引取報告 && cp input.csv drop/引取報告/ && "$@"
      echo "exit $?"; mkdir -p kept; cp drop/引取報告/input.csv kept/
      """
    let run = try Program.run(
      ["run", "--json"], in: place.path, through: ["unshare", "--mount", "sh", "-c", script, "sh"])
    #expect(run.output.contains("exit 2") && run.output.contains("B006"), "\(run.output)\(run.error)")
    #expect(place.read("kept/input.csv") == CollectionRows.file(1...1000))
    try place.write("drop/引取報告/input.csv", CollectionRows.file(1...1000))
    let rest = try Program.run(
      ["run", "--json"], in: place.path, environment: ["ELVBRIDGE_NOW": "2026-11-21T11:00:00+09:00"])
    #expect(try Counts(rest.output).accepted == 1000, "\(rest.output)")
    #expect(farEnd.acceptancesByReport.count == 1000)
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
  }

  @Test(
    "A ledger on a full disk sends nothing that it can't write down", .enabled(if: canMount), arguments: [150, 600])
  func ledgerFull(kilobytes: Int) throws {
    let place = try Workplace()
    let farEnd = try FarEnd(in: place, fleet: 2000)
    try place.configure(farEnd.address)
    try place.write("drop/引取報告/input.csv", CollectionRows.file(1...1000))
    let script = """
      mkdir -p state kept && mount -t tmpfs -o size=\(kilobytes)k tmpfs state && "$@"
      echo "exit $?"; cp state/test.sqlite* kept/ 2>/dev/null; true
      """
    let run = try Program.run(
      ["run", "--json"], in: place.path, through: ["unshare", "--mount", "sh", "-c", script, "sh"])
    #expect(run.output.contains("exit 2"), "\(run.output)\(run.error)")
    #expect((run.output + run.error).contains("B006"), "\(run.output)\(run.error)")
    #expect(farEnd.acceptancesByReport.values.allSatisfy { $0 == 1 })
  }
}
