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
      Files are taken when they have stood still; bad rows are known at once, good rows go out during the service's
      hours. SIGTERM finishes what is in flight, records it, writes the outputs and leaves.
      """)

  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var exitCode: Int32 = 0
    try await reportingFaults(common) {
      let installation = try configuration.load(common)
      let ledger = try installation.owningLedger(for: "watch")
      let logger = Logger(label: "elvbridge")
      let language = installation.language
      let fault = try await withStopSignal { stop in
        let watch = DropWatch(installation: installation, ledger: ledger, stop: stop) { event in
          log(event, to: logger, in: language)
        }
        return try await watch.run()
      }
      if let fault {
        Terminal.error.line("elvbridge: \(fault.code.rawValue) \(fault.sentence(in: language))")
        exitCode = 2
      }
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
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
  case .progress: break
  }
}
