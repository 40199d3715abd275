import ArgumentParser
import Bridge
import Findings
import Foundation
import Ledger
import Logging

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch the drop folder and process what arrives, until stopped.",
    discussion: """
      Files are taken when their writer closed them or renamed them into place, or when they stood still, and when their \
      own format says that they are whole; bad rows are known at once, good rows go out during the service's hours.

      SIGTERM finishes the request in flight (at most its time-out), records it, writes the outputs and leaves; a second \
      one leaves at once. SIGHUP reads configuration, schemas and profiles again. A second watch on the same folder says \
      who holds it, waits, and takes over when the first has ended, however it ended. Under systemd (Type=notify) it \
      tells when it is ready, how it stands and that it is alive; packaging/elvbridge.service is a unit.
      """)

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let reloads = ReloadSignal()
      try await withStopSignal(reloads: reloads) { stop in
        let installation = try configuration.load(common)
        let logger = Logger(label: "elvbridge")
        let language = installation.language
        let command = self
        let watch = DropWatch(
          installation: installation, stop: stop, reloads: reloads,
          manager: ServiceManager(variables: ProcessInfo.processInfo.environment),
          load: { try command.configuration.load(command.common) },
          tell: { log($0, to: logger, in: language) })
        try await watch.run()
      }
    }
  }
}

/// One log line for each thing that happened to a file; never a value of a row.
private func log(_ event: RunEvent, to logger: Logger, in language: Language) {
  switch event {
  case .staged(let file):
    logger.info(
      "staged",
      metadata: [
        "file": "\(file.path)", "function": "\(file.function ?? "")", "rows": "\(file.tally.input)",
        "invalid": "\(file.tally.invalid)", "known": "\(file.isKnown)",
      ])
  case .refused(let file):
    logger.warning(
      "refused",
      metadata: [
        "file": "\(file.path)", "code": "\(file.findings.first?.code.rawValue ?? "")",
        "reason": "\(file.findings.first?.sentence(in: language) ?? "")",
      ])
  case .failed(let file):
    logger.error(
      "failed",
      metadata: [
        "file": "\(file.path)", "code": "\(file.fault?.code.rawValue ?? "")",
        "reason": "\(file.fault?.sentence(in: language) ?? "")",
      ])
  case .unfinished(let file):
    logger.info(
      "unfinished",
      metadata: ["file": "\(file.path)", "reason": "\(file.findings.first?.sentence(in: language) ?? "")"])
  case .written(let file):
    logger.info(
      "written",
      metadata: [
        "file": "\(file.path)", "input": "\(file.tally.input)", "accepted": "\(file.tally.accepted)",
        "invalid": "\(file.tally.invalid)", "rejected": "\(file.tally.rejected)", "held": "\(file.tally.held)",
        "inDoubt": "\(file.tally.inDoubt)", "alreadyDone": "\(file.tally.alreadyDone)",
      ])
  case .stopped(let fault):
    logger.error(
      "sending stopped",
      metadata: [
        "code": "\(fault.code.rawValue)", "reason": "\(fault.sentence(in: language))",
      ])
  case .forecast(let forecast):
    logger.info("sending", metadata: ["forecast": "\(forecast.sentence(in: language))"])
  case .notice(let finding):
    logger.warning(
      "notice", metadata: ["code": "\(finding.code.rawValue)", "reason": "\(finding.sentence(in: language))"])
  case .standingBy(let fault):
    logger.warning(
      "standing by", metadata: ["code": "\(fault.code.rawValue)", "reason": "\(fault.sentence(in: language))"])
  case .watching: logger.info("watching")
  case .turn(let turn):
    logger.info(
      "progress",
      metadata: [
        "filesWaiting": "\(turn.waitingFiles)", "filesTaken": "\(turn.takenIn)", "settled": "\(turn.settled)",
        "dropsOpen": "\(turn.openDrops)",
      ])
  case .reloaded(let fault):
    logger.info("reloaded")
    if let fault {
      logger.warning(
        "reloaded", metadata: ["code": "\(fault.code.rawValue)", "reason": "\(fault.sentence(in: language))"])
    }
  case .notReloaded(let fault):
    logger.error(
      "not reloaded", metadata: ["code": "\(fault.code.rawValue)", "reason": "\(fault.sentence(in: language))"])
  case .upgrading(let byteCount): logger.notice("bringing the ledger up to date", metadata: ["bytes": "\(byteCount)"])
  case .progress, .reading, .writing: break
  }
}
