import Foundation
import Testing

/// One of the domain's scenarios as we play it: which calls, in which order, under which names.
///
/// What they must bring is not said here; it stands in `Vectors/jars-scenarios.json`.
struct Scenario: Sendable, CustomTestStringConvertible {
  var name: String
  /// Vehicles for the desk, as JSON; a scenario may need others than the fixtures.
  var vehicles: String?
  var steps: [Step]

  var testDescription: String { name }

  static let all: [Scenario] = [
    .fullRoute, .certifiedFullUse, .rejectionsAtIntake, .reuseAndSecondDismantler, .residueLinking,
  ]
}

/// One step of a scenario: its label in the domain's list, and what is done.
struct Step: Sendable {
  enum Deed: Sendable {
    /// One request; the result is its code.
    case call(String, WireFields)
    /// One request that links vehicles; the result is its code and the vehicles.
    case linking(WireFields)
    /// Several vehicles brought along, request by request, each of which must be accepted; the result is their states.
    case bringing(chassis: [String], [(slug: String, fields: WireFields)])
    /// A look at one vehicle; the result is these members.
    case look(chassis: String, [String])
    /// A look at several vehicles; the result is their states.
    case states([String])
  }

  var label: String
  var deed: Deed

  init(_ label: String, _ deed: Deed) {
    self.label = label
    self.deed = deed
  }

  init(_ label: String, _ slug: String, _ fields: WireFields) { self.init(label, .call(slug, fields)) }
}

/// What a step brought: a code or a state, or a list of such.
indirect enum StepResult: Equatable, Decodable, CustomStringConvertible {
  case text(String)
  case list([StepResult])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try container.decode([StepResult].self))
    }
  }

  static func texts(_ texts: [String]) -> StepResult { .list(texts.map(StepResult.text)) }

  var description: String {
    switch self {
    case .text(let text): text
    case .list(let results): "[" + results.map(\.description).joined(separator: ", ") + "]"
    }
  }
}

/// Plays a scenario over HTTP.
struct ScenarioPlayer {
  let client: SimulatorClient
  /// The package numbers that were answered, under `FR?`, `AB?`, …; a request may write that instead.
  private var packages: [String: String] = [:]
  private(set) var answers: [(slug: String, answer: ClientAnswer)] = []

  init(_ client: SimulatorClient) { self.client = client }

  mutating func play(_ deed: Step.Deed) async throws -> StepResult {
    switch deed {
    case .call(let slug, let fields): return .text(try await call(slug, fields).code)
    case .linking(let fields):
      let answer = try await call("asr-delivery-report", fields)
      return .list([.text(answer.code), .texts(answer.data["linkedVehicles"] as? [String] ?? [])])
    case .bringing(let chassis, let calls):
      for (slug, fields) in calls { try #require(try await call(slug, fields).code == "0000", "\(slug)") }
      return .texts(try await states(chassis))
    case .look(let chassis, let names):
      let vehicle = try await vehicle(chassis)
      return .texts(names.map { vehicle[$0] as? String ?? "null" })
    case .states(let chassis): return .texts(try await states(chassis))
    }
  }

  private mutating func call(_ slug: String, _ fields: WireFields) async throws -> ClientAnswer {
    var fields = fields
    if case .text(let reference)? = fields["packageNo"], let number = packages[reference] {
      fields["packageNo"] = .text(number)
    }
    let answer = try await client.call(slug, fields)
    answers.append((slug, answer))
    if let number = answer["packageNo"] { packages["\(number.prefix(2))?"] = number }
    return answer
  }

  private func states(_ chassis: [String]) async throws -> [String] {
    var states: [String] = []
    for number in chassis { states.append(try await vehicle(number)["lifecycleStatus"] as? String ?? "null") }
    return states
  }

  private func vehicle(_ chassis: String) async throws -> [String: Any] {
    try #require((try await client.desk("vehicles/\(chassis)").json["vehicles"] as? [[String: Any]])?.first)
  }
}
