import ArgumentParser
import Findings
import Foundation

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a configuration to start from, and the drop folder.",
    discussion: "Never overwrites anything.")

  @Option(name: .long, help: "The configuration file to write.")
  var config = "elvbridge.yaml"

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let folder = (config as NSString).deletingLastPathComponent
      let drop = (folder.isEmpty ? "." : folder) + "/drop"
      guard !FileManager.default.fileExists(atPath: config) else {
        throw Fault(.writeFailed, ["path": config, "reason": "it exists already"])
      }
      do {
        try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
        try Data(Self.template.utf8).write(to: URL(fileURLWithPath: config), options: .withoutOverwriting)
      } catch {
        throw Fault(.writeFailed, ["path": config, "reason": error.localizedDescription])
      }
      Terminal.output.line(
        common.language().pick(
          ja: "\(config) と \(drop)/ を作りました。接続先と利用者IDを書き、認証キーを secret ファイル（chmod 600）に置いてください。",
          en:
            "Wrote \(config) and \(drop)/. Fill in address and user id, and put the secret into a file with mode 0600.")
      )
    }
  }

  private static let template = """
    # elvbridge configuration. Every setting has a default but the environments; unknown keys are errors.
    # Each is overridden by an environment variable: ELVBRIDGE_FOLDER, ELVBRIDGE_PACE_PER_SECOND, …
    folder: drop
    state: state
    environment: test
    # language: ja
    # overlay: overlay               # folder with the official wire details; see schemas/README.md

    environments:
      test:                          # 接続テスト環境: hours stand in the official documents
        baseURL: https://test.example.invalid
        userID: your-user-id
        secretFile: secret           # chmod 600; or ELVBRIDGE_SECRET
        # profile: fee-inquiry       # registered for fee inquiries only; the secret is then a fixed key
        # certificateAuthority: ca.pem
        # hours: {reports: "00:00-24:00", feeInquiry: "00:00-24:00"}
      production:                    # 本番環境
        baseURL: https://production.example.invalid
        userID: your-user-id
        secretFile: secret-production

    calendar:
      stopDays: []                   # JARS計画停止日, ["2026-12-31"]
      specialDays: {}                # {"2027-04-01": "08:00-21:00"}
      closingGuard: 60               # seconds before closing in which nothing is sent any more

    pace:
      perSecond: 1                   # the service's limit is not published
    """ + "\n"
}
