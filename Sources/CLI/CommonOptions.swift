import ArgumentParser
import Bridge
import Delivery
import Findings
import Foundation
import Validation

/// Options that every command understands.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "Language of messages: ja or en. Default: the locale's.")
  var lang: Language?

  @Flag(name: .long, help: "Print JSON for programs.")
  var json = false

  /// The language asked for, or configured, or of the locale.
  func language(configured: Language? = nil) -> Language {
    if let chosen = lang ?? configured { return chosen }
    let variables = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
    return locale?.hasPrefix("ja") == true ? .japanese : .english
  }
}

/// Options of commands that need the configuration.
struct ConfigurationOptions: ParsableArguments {
  static let usual = "elvbridge.yaml"

  @Option(name: .long, help: "The configuration file.")
  var config = Self.usual

  func load(_ common: CommonOptions) throws -> Installation {
    let variables = ProcessInfo.processInfo.environment
    let configuration = try ConfigurationFile(path: config).load(environment: variables)
    let catalogue = try SchemaLibrary.find(
      named: configuration.schemas, overlay: configuration.overlay, variables: variables
    ).load()
    if let moment = variables["ELVBRIDGE_NOW"], Terminal.error.isTerminal {
      // A clock that was left set would send outside the service's hours.
      Terminal.error.line(Terminal.error.styled("ELVBRIDGE_NOW: \(moment)", .yellow))
    }
    return Installation(
      configuration: configuration, catalogue: catalogue, clock: Clock(),
      language: common.language(configured: configuration.language), variables: variables)
  }
}

/// Options of commands that need no configuration, and see the schemas and the overlay of one that is there.
struct SchemaOptions: ParsableArguments {
  @Option(
    name: .long, help: "The configuration whose schemas and overlay count. Default: elvbridge.yaml, if there is one.")
  var config: String?

  /// Throws ``Fault`` where the configuration named, or the one that is there, can't be read.
  func library() throws -> SchemaLibrary {
    let variables = ProcessInfo.processInfo.environment
    guard let path = config ?? Self.present else { return try .find(named: nil, variables: variables) }
    let configuration = try ConfigurationFile(path: path).load(environment: variables)
    return try .find(named: configuration.schemas, overlay: configuration.overlay, variables: variables)
  }

  /// The mapping profiles: of the folder that the configuration names, or of `profiles` where there is none.
  ///
  /// Throws ``Fault`` `profileInvalid`.
  func profiles(_ catalogue: Catalogue) throws -> [Profile] {
    let variables = ProcessInfo.processInfo.environment
    let configured = try (config ?? Self.present).map { try ConfigurationFile(path: $0).load(environment: variables) }
    return try ProfileFolder(path: configured?.profiles ?? variables["ELVBRIDGE_PROFILES"] ?? "profiles")
      .load(catalogue)
  }

  /// What reads and checks files by those schemas and profiles, or by `profiles` where others are to be tried.
  func reader(_ catalogue: Catalogue, profiles: [Profile]? = nil) throws -> DropReader {
    DropReader(
      catalogue: catalogue, today: Clock().now().japanDate, profiles: try profiles ?? self.profiles(catalogue))
  }

  private static var present: String? {
    let usual = ConfigurationOptions.usual
    return FileManager.default.fileExists(atPath: usual) ? usual : nil
  }
}

extension Language: ExpressibleByArgument {}

extension Catalogue {
  /// Finds a function by its name, alias or number; throws ``Fault`` `unknownFunction` with a suggestion.
  func named(_ text: String) throws(Fault) -> FunctionSchema {
    let match = functions.first {
      $0.name == text || $0.bridge.aliases.contains(text) || String($0.bridge.number) == text
    }
    if let match { return match }
    let suggestion = nearest(to: text, among: functions.flatMap { [$0.name] + $0.bridge.aliases })
    throw Fault(
      .unknownFunction,
      [
        "value": text,
        "expected.ja": suggestion.map { "「\($0)」ではありませんか。" } ?? "",
        "expected.en": suggestion.map { "Did you mean “\($0)”?" } ?? "",
      ])
  }
}

/// Runs a command's body and turns a fault into one clear line and exit code 2.
func reportingFaults(_ common: CommonOptions, _ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let fault as Fault {
    let language = common.language()
    if common.json {
      print(
        JSONOutput.text([
          "error": [
            "code": fault.code.rawValue, "name": fault.code.name,
            "message": fault.sentence(in: language),
          ]
        ]))
    } else {
      Terminal.error.line(
        "\(Terminal.error.styled("elvbridge: \(fault.code.rawValue)", .red)) \(fault.sentence(in: language))")
    }
    throw ExitCode(2)
  }
}
