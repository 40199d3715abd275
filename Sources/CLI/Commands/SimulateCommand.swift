import ArgumentParser
import Findings
import Foundation
import Logging
import Simulator

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run a stand-in for the JARS WebAPI on this machine.",
    discussion: """
      For trying things out and for tests; nothing of it is the real service. Users: jars-user-01 with the secret \
      simulator-secret-01. It plays all 31 functions and checks every order, date and amount that it knows of.

        elvbridge simulate --port 8443 --tls --ca ca.pem --always-open

      The administrator's desk at /admin answers callers on this machine only: GET journal, notices, requests, clock, \
      vehicles/{chassisNo}; POST vehicles, faults, clock, advance, plannedStop, makerIntake, otherParty.

        curl --cacert ca.pem https://localhost:8443/admin/journal
        curl --cacert ca.pem https://localhost:8443/admin/advance -d '{"days": 3}'
        curl --cacert ca.pem https://localhost:8443/admin/faults -d @faults.json

      A plan of faults, for one function or all, for one call, every n-th or each:

        {"rules": [{"kind": "commitThenDrop", "function": 8, "every": 5}]}

      With a private overlay it speaks the dialect that the overlay describes, as a client with the same overlay does.

        elvbridge simulate --tls --ca ca.pem --overlay ~/jars --record seen.jsonl
      """)

  @Option(name: .long, help: "The address to listen at; the desk answers this machine only, whatever it is.")
  var host = "127.0.0.1"

  @Option(name: .long, help: "The port; 0 takes a free one.")
  var port = 8443

  @Flag(name: .long, help: "Serve HTTPS with a certificate authority made at start.")
  var tls = false

  @Option(name: .long, help: "Write the certificate authority (PEM) here.")
  var ca: String?

  @Option(
    name: .long,
    help: """
      Keep the journal of accepted reports in this file (JSON Lines), and what is added at the desk in FILE.desk; a \
      simulator started again with it goes on where it stopped.
      """)
  var journal: String?

  @Option(
    name: .long,
    help: "A folder of JSON files, laid out as schemas/jars, with what your interface does otherwise.")
  var overlay: String?

  @Option(
    name: .long,
    help: "Write every exchange of the interface to this file (JSON Lines), secrets and tokens covered.")
  var record: String?

  @Option(name: .long, help: "How many made-up vehicles SIM00-000001 … there are.")
  var fleet = 0

  @Option(name: .long, help: "Vehicles and packages to add, a JSON file as POST /admin/vehicles takes it.")
  var vehicles: String?

  @Option(name: .long, help: "Milliseconds that every call takes.")
  var latency = 0

  @Option(name: .long, help: "Start the clock at this moment, 2026-11-21T10:00:00+09:00.")
  var now: String?

  @Flag(name: .long, help: "Ignore service hours.")
  var alwaysOpen = false

  @Option(name: .long, help: "Write the address here once it accepts connections.")
  var addressFile: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      var options = SimulatorOptions(
        port: port, host: host, tls: tls, alwaysOpen: alwaysOpen, journalPath: journal, fleet: fleet,
        latencyMilliseconds: latency, overlayFolder: overlay, recordPath: record)
      if let now {
        guard let date = try? Date(now, strategy: .iso8601) else {
          throw Fault(
            .configurationInvalid, ["path": "--now", "reason": "“\(now)” is not like 2026-11-21T10:00:00+09:00"])
        }
        options.clock = .advancing(from: date)
      }
      if let vehicles { options.vehicles = try Data(contentsOf: URL(fileURLWithPath: vehicles)) }
      let ready = self
      do {
        try await SimulatorServer.run(options) { endpoint in ready.tell(endpoint) }
      } catch let unreadable as UnreadableInstruction {
        throw Fault(.configurationInvalid, ["path": overlay ?? vehicles ?? "", "reason": "\(unreadable)"])
      } catch {
        throw Fault(.serviceUnreachable, ["host": "\(host):\(port)", "reason": "\(error)"])
      }
    }
  }

  private func tell(_ endpoint: SimulatorEndpoint) {
    if let ca, let pem = endpoint.certificateAuthorityPEM {
      try? Data(pem.utf8).write(to: URL(fileURLWithPath: ca), options: .atomic)
    }
    if let addressFile {
      try? Data(endpoint.baseURL.utf8).write(to: URL(fileURLWithPath: addressFile), options: .atomic)
    }
    Terminal.output.line(
      common.language().pick(
        ja: "シミュレーターが動いています：\(endpoint.baseURL)（本物のJARSではありません）",
        en: "The simulator listens at \(endpoint.baseURL) (it is not the real JARS)"))
  }
}
