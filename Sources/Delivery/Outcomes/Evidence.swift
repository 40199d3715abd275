package import Validation

/// What an inquiry shows about a report in doubt (domain/4 §4.4, C and D).
package enum Verdict: String, Sendable, Codable, CaseIterable {
  /// The report took effect, with our facts.
  case present
  /// Somebody reported it with other facts.
  case different
  /// The inquiry answered clearly and shows nothing.
  case absent
  /// The inquiry did not answer clearly; nothing is decided.
  case unclear
}

extension ConfirmSchema {
  /// Weighs the inquiry's outcome against the row that was sent.
  ///
  /// - Parameter row: the row's canonical values by field name.
  package func verdict(on outcome: Outcome, for row: [String: String]) -> Verdict {
    switch outcome {
    case .accepted(let answer):
      if holds(took, in: answer.data, for: row) { return .present }
      if !differs.isEmpty, holds(differs, in: answer.data, for: row) { return .different }
      return isTelling(answer.data) ? .absent : .unclear
    case .refused(let answer), .alreadyReported(let answer), .deferred(let answer):
      return absentCodes.contains(answer.code) ? .absent : .unclear
    default: return .unclear
    }
  }

  /// Whether the answer has what would show the report: the lists named, and in each member what tells functions apart.
  ///
  /// An answer that lacks them proves nothing, and `absent` would send the report again.
  private func isTelling(_ data: JSONValue) -> Bool {
    took.allSatisfy { list, values in
      let telling = values.filter { !$0.value.hasPrefix("$") }.keys
      if list == "." { return telling.allSatisfy { data[path: $0]?.text != nil } }
      guard case .array(let members)? = data[path: list] else { return false }
      return members.allSatisfy { member in telling.allSatisfy { member[path: $0]?.text != nil } }
    }
  }

  /// Whether, for every list named, one of its members has all the values demanded.
  private func holds(
    _ demands: [String: [String: String]], in data: JSONValue, for row: [String: String]
  ) -> Bool {
    demands.allSatisfy { list, values in
      let members = list == "." ? [data] : data[path: list]?.elements ?? []
      return members.contains { member in
        values.allSatisfy { name, expected in
          let wanted = expected.hasPrefix("$") ? row[String(expected.dropFirst())] : expected
          return member[path: name]?.text == wanted
        }
      }
    }
  }
}

/// What a gate's inquiry says about the report behind it.
package enum GateVerdict: Sendable {
  case passed
  case refused(GateSchema.Refusal)
  /// The answer lacks what would decide; a report that can't be taken back does not leave on a guess.
  case unclear
}

extension GateSchema {
  /// - Parameter inquiry: the function that answered; a value that its schema gives no meaning to decides nothing.
  package func verdict(
    on answer: ServiceAnswer, for row: [String: String], by inquiry: FunctionSchema
  ) -> GateVerdict {
    let relevant = refusals.filter { refusal in
      refusal.when.allSatisfy { $0.value.contains(row[$0.key] ?? "") }
    }
    let refused = relevant.first { refusal in
      refusal.answer.allSatisfy { $0.value.contains(answer.data[path: $0.key]?.text ?? "") }
    }
    if let refused { return .refused(refused) }
    let isClear = relevant.flatMap(\.answer.keys).allSatisfy { member in
      guard let value = answer.data[path: member]?.text, !value.isEmpty else { return false }
      let meanings = inquiry.bridge.answer.columns.first { $0.name == member }?.meanings ?? [:]
      return meanings.isEmpty || meanings[value] != nil
    }
    return isClear ? .passed : .unclear
  }
}
