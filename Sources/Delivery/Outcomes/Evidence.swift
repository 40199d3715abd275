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
  /// - Parameters:
  ///   - row: the row's canonical values by field name.
  ///   - kept: what ``before`` kept when the report left.
  ///   - others: the rows of the vehicle's other accepted reports of this function. Each accounts for one member of a list
  ///     that looks the same: the first of two parts recovered on one day must not prove the second.
  package func verdict(
    on outcome: Outcome, for row: [String: String], kept: Set<String> = [], others: [[String: String]] = []
  ) -> Verdict {
    switch outcome {
    case .accepted(let answer):
      if holds(took, in: answer.data, for: row, kept, others) { return .present }
      if !differs.isEmpty, holds(differs, in: answer.data, for: row, kept) {
        return isComparable(answer.data, row, kept) ? .different : .unclear
      }
      return isTelling(answer.data) ? .absent : .unclear
    case .refused(let answer), .alreadyReported(let answer), .deferred(let answer):
      return absentCodes.contains(answer.code) ? .absent : .unclear
    default: return .unclear
    }
  }

  /// Weighs what ``agrees`` answered about a report that the first inquiry seemed to show.
  ///
  /// A report of the same kind with other facts is somebody else's; none at all decides nothing, because the first inquiry
  /// has shown that there is one.
  package func agreement(on outcome: Outcome, for row: [String: String]) -> Verdict {
    var second = self
    second.took = agrees?.took ?? [:]
    second.differs = second.took.mapValues { values in
      values.filter { !$0.value.contains { $0.hasPrefix("$") } }
    }
    second.absentCodes = []
    let verdict = second.verdict(on: outcome, for: row)
    return verdict == .absent ? .unclear : verdict
  }

  /// Whether the answer has what would show the report: the lists named, and in each member what tells functions apart.
  ///
  /// An answer that lacks them proves nothing, and `absent` would send the report again.
  private func isTelling(_ data: JSONValue) -> Bool {
    took.allSatisfy { list, values in
      let telling = values.filter { !$0.value.contains { $0.hasPrefix("$") } }.keys
      if list == "." { return telling.allSatisfy { data[path: $0]?.text != nil } }
      guard case .array(let members)? = data[path: list] else { return false }
      return members.allSatisfy { member in telling.allSatisfy { member[path: $0]?.text != nil } }
    }
  }

  /// Whether what is held against the row has all that ``took`` compares: facts that are missing are not other facts.
  private func isComparable(_ data: JSONValue, _ row: [String: String], _ kept: Set<String>) -> Bool {
    differs.allSatisfy { list, values in
      let members = list == "." ? [data] : data[path: list]?.elements ?? []
      let compared = (took[list] ?? [:]).filter { $0.value.contains { row[String($0.dropFirst())]?.isEmpty == false } }
      return members.filter { fits($0, values, row, kept) }
        .allSatisfy { member in compared.keys.allSatisfy { member[path: $0]?.text != nil } }
    }
  }

  /// What the inquiry gives in place of the answer that never came, by the members of the report's own answer.
  ///
  /// A path that begins with a list of ``took`` collects from the members that fit, each value once, a space between.
  package func given(in data: JSONValue, for row: [String: String], kept: Set<String> = []) -> [String: String] {
    gives.compactMapValues { path in
      guard let list = took.keys.first(where: { path.hasPrefix($0 + "/") }) else { return data[path: path]?.text }
      let name = String(path.dropFirst(list.count + 1))
      var values: [String] = []
      for member in data[path: list]?.elements ?? [] where fits(member, took[list] ?? [:], row, kept) {
        if let value = member[path: name]?.text, !values.contains(value) { values.append(value) }
      }
      return values.isEmpty ? nil : values.joined(separator: " ")
    }
  }

  /// Whether, for every list named, more of its members have all the values demanded than other reports account for.
  private func holds(
    _ demands: [String: [String: [String]]], in data: JSONValue, for row: [String: String], _ kept: Set<String>,
    _ others: [[String: String]] = []
  ) -> Bool {
    demands.allSatisfy { list, values in
      if list == "." { return fits(data, values, row, kept) }
      let shown = data[path: list]?.elements.count { fits($0, values, row, kept) } ?? 0
      let fields = values.values.joined().filter { $0.hasPrefix("$") }.map { String($0.dropFirst()) }
      return shown > others.count { other in fields.allSatisfy { other[$0] == row[$0] } }
    }
  }

  private func fits(
    _ member: JSONValue, _ demands: [String: [String]], _ row: [String: String], _ kept: Set<String>
  ) -> Bool {
    demands.allSatisfy { name, alternatives in
      let value = member[path: name]?.text
      return alternatives.contains { expected in
        if expected == Self.kept { return value.map(kept.contains) ?? false }
        return value == (expected.hasPrefix("$") ? row[String(expected.dropFirst())] : expected)
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
