import ArgumentParser
import Bridge
import Findings
import Foundation
import Validation

struct ProfileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Draft, try and list mapping profiles: what a legacy export looks like.",
    discussion: """
      A profile is a YAML file in the folder `profiles` beside elvbridge.yaml. It says how an export is laid out, which \
      column holds which field, and what its values mean, so that nobody changes the legacy system.

        elvbridge profile infer HIKITORI_20261121.csv > profiles/hikitori.yaml
        elvbridge profile test HIKITORI_20261121.csv
      """,
    subcommands: [ProfileInferCommand.self, ProfileTestCommand.self, ProfileListCommand.self])
}

struct ProfileInferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Draft a profile from a sample; what it could not decide it asks on standard error.",
    discussion: "Suggestions stand in comments: nothing is mapped by likeness alone.")

  @Argument(help: "A sample of the export.")
  var file: String
  @Option(name: .long, help: "The function, where the headings don't tell.")
  var function: String?
  @OptionGroup var schemas: SchemaOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let language = common.language()
      let catalogue = try schemas.library().load()
      let reader = try schemas.reader(catalogue, profiles: [])
      let draft = try ProfileDraft(of: file, reader, as: try function.map(catalogue.named), language: language)
      if common.json {
        var object: [String: Any] = ["profile": draft.yaml, "questions": draft.questions]
        object["function"] = draft.function?.name
        print(JSONOutput.text(object))
      } else {
        print(draft.yaml, terminator: "")
        for question in draft.questions { Terminal.error.line("? \(question)") }
      }
      if !draft.questions.isEmpty { throw ExitCode(1) }
    }
  }
}

struct ProfileListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the profiles and the files that each is for.")

  @OptionGroup var schemas: SchemaOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await reportingFaults(common) {
      let profiles = try schemas.profiles(try schemas.library().load())
      if common.json {
        print(
          JSONOutput.text(profiles.map { ["name": $0.name, "match": $0.match, "function": $0.function] }))
      } else if profiles.isEmpty {
        print(
          common.language().pick(
            ja: "読み取り設定はありません。elvbridge profile infer FILE で下書きを作れます。",
            en: "There are no profiles. elvbridge profile infer FILE drafts one."))
      } else {
        for profile in profiles { print("\(profile.name)\t\(profile.match)\t\(profile.function)") }
      }
    }
  }
}
