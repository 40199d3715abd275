import Foundation

/// What goes wrong at the far end for a while, rolled from all knobs of its simulator (domain/8 §8.2).
struct ChaosPlan {
  /// The plan as the simulator's desk takes it.
  let json: String
  /// The names of the knobs that it turns.
  let knobs: Set<String>

  /// Nothing goes wrong any more; only other offices' doings stay done.
  static let calm = #"{"rules":[]}"#

  private static let kinds = [
    "commitThenDrop", "dropBeforeCommit", "commitThen500", "500BeforeCommit", "delay", "truncateBody",
    "truncateTransfer", "htmlBody", "wrongCharset", "emptyBody", "otherParty",
  ]
  private static let functions = [1, 2, 4, 7, 8, 8, 8, 9, 9, 10, 11, 11, 12, 13, 14, 15, 16, 18, 21, 22, 23, 24, 30]

  init(_ random: inout SeededRandom) {
    var members: [String: Any] = [:]
    var knobs: Set<String> = []
    var rules: [[String: Any]] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let kind = Self.kinds.randomElement(using: &random)!
      var rule: [String: Any] = ["kind": kind]
      if random.happens(0.9) { rule["function"] = Self.functions.randomElement(using: &random)! }
      if random.happens(0.7) {
        rule["call"] = Int.random(in: 1...12, using: &random)
      } else {
        rule["every"] = Int.random(in: 4...15, using: &random)
      }
      if kind == "delay" { rule["seconds"] = random.happens(0.5) ? 0.3 : 2.5 }
      rules.append(rule)
      knobs.insert(kind)
    }
    members["rules"] = rules
    func turn(_ knob: String, _ share: Double, _ value: (inout SeededRandom) -> Any) {
      guard random.happens(share) else { return }
      members[knob] = value(&random)
      knobs.insert(knob)
    }
    turn("throttle", 0.25) { random in
      var throttle: [String: Any] = ["limit": Int.random(in: 3...20, using: &random), "windowSeconds": 1]
      if random.happens(0.8) { throttle["retryAfterSeconds"] = Int.random(in: 0...2, using: &random) }
      throttle["retryAfterAsDate"] = random.happens(0.5)
      return throttle
    }
    turn("tokenLifeSeconds", 0.25) { Int.random(in: 1...40, using: &$0) }
    turn("inquiryLagSeconds", 0.2) { Int.random(in: 1...4, using: &$0) }
    turn("pageSize", 0.2) { Int.random(in: 1...3, using: &$0) }
    turn("maintenance", 0.1) { _ in true }
    turn("revokeTokens", 0.2) { _ in true }
    let bytes = (try? JSONSerialization.data(withJSONObject: members, options: [.sortedKeys])) ?? Data()
    json = String(decoding: bytes, as: UTF8.self)
    self.knobs = knobs
  }
}
