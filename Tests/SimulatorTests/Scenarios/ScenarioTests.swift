import Synchronization
import Testing

/// A scenario of the domain's list: every step's label and exact result.
struct ListedScenario: Decodable {
  struct Step: Decodable, Equatable, CustomStringConvertible {
    var call: String
    var result: StepResult

    var description: String { "\(call) → \(result)" }
  }

  var name: String
  var steps: [Step]
}

@Suite struct ScenarioTests {

  @Test("Each scenario of the list is played, and no other")
  func names() {
    #expect(Scenario.all.map(\.name) == Vectors.scenarios.map(\.name))
    #expect(Vectors.scenarios.map(\.steps.count) == [29, 11, 6, 14, 9])
  }

  @Test("Step for step over HTTP, a scenario brings exactly the results of the list", arguments: Scenario.all)
  func play(scenario: Scenario) async throws {
    let listed = try #require(Vectors.scenarios.first { $0.name == scenario.name })
    try await withSimulator { (client) async throws -> Void in
      if let vehicles = scenario.vehicles { #expect(try await client.desk("vehicles", vehicles).status == 200) }
      var player = ScenarioPlayer(try await client.signedIn())
      var played: [ListedScenario.Step] = []
      for step in scenario.steps {
        played.append(ListedScenario.Step(call: step.label, result: try await player.play(step.deed)))
      }
      for (ours, theirs) in zip(played, listed.steps) { #expect(ours == theirs) }
      #expect(played.count == listed.steps.count)
    }
  }

  @Test("Every accepted answer has exactly the members of the contract, for all 31 functions")
  func answerMembers() async throws {
    var answered: [String: [Set<String>]] = [:]
    for scenario in Scenario.all {
      let answers = Mutex<[(slug: String, answer: ClientAnswer)]>([])
      try await withSimulator { (client) async throws -> Void in
        if let vehicles = scenario.vehicles { _ = try await client.desk("vehicles", vehicles) }
        var player = ScenarioPlayer(try await client.signedIn())
        for step in scenario.steps { _ = try await player.play(step.deed) }
        for (slug, fields) in Self.inquiries { _ = try await player.play(.call(slug, fields)) }
        answers.withLock { [heard = player.answers] in $0 = heard }
      }
      for (slug, answer) in answers.withLock(\.self) where answer.code == "0000" {
        answered[slug, default: []].append(Set(answer.data.keys))
      }
    }
    #expect(Set(answered.keys) == Set(Vectors.answerMembers.keys))
    for (slug, members) in Vectors.answerMembers {
      for heard in answered[slug] ?? [] { #expect(heard == Set(members), "\(slug)") }
    }
  }

  private static let inquiries: [(slug: String, fields: WireFields)] = [
    ("authentication", ["userId": "jars-user-01", "secret": "simulator-secret-01"]),
    ("fee-inquiry", ["chassisNo": "GX100-1234567"]), ("vehicle-inquiry", ["chassisNo": "GX100-1234567"]),
    ("vehicle-detail-inquiry", ["officeCode": .text(Office.collector), "chassisNo": "GX100-1234567"]),
    ("pending-collection-inquiry", ["officeCode": .text(Office.recoverer), "process": "2"]),
    ("pending-delivery-inquiry", ["officeCode": .text(Office.collector), "process": "1"]),
    ("completed-delivery-inquiry", ["officeCode": .text(Office.collector), "process": "1"]),
  ]
}
