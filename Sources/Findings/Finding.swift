/// One thing that is wrong, or worth knowing, about a drop: a stable code, a place and the facts that its sentence needs.
///
/// Findings are data. They are collected, never thrown; what the world does to us (a full disk, a refused connection)
/// is a ``Fault``.
package struct Finding: Sendable, Hashable, Codable {
  package var code: FindingCode
  /// The machine name of the field (`chassisNo`), where one is concerned.
  package var field: String?
  /// The column's heading as the person who wrote the file knows it.
  package var label: String?
  /// What the wording of the code refers to as `{name}`: `value`, `expected`, `actual`, `offset`, `bytes` …
  package var facts: [String: String]
  /// Where it stands; `nil` when the whole file is meant.
  package var location: Location?

  package init(
    _ code: FindingCode, field: String? = nil, label: String? = nil, facts: [String: String] = [:],
    at location: Location? = nil
  ) {
    self.code = code
    self.field = field
    self.label = label
    self.facts = facts
    self.location = location
  }

  package var severity: Severity { code.severity }

  /// The sentence for a person: what is wrong and what to do about it.
  package func sentence(in language: Language) -> String {
    FindingCode.allWords[code]!.sentence(in: language, facts: facts.merging(place) { fact, _ in fact })
  }

  private var place: [String: String] {
    var place: [String: String] = [:]
    place["field"] = label ?? field
    place["row"] = location.map { String($0.record) }
    place["line"] = location.map { String($0.line) }
    return place
  }
}

/// How much a finding matters to the row that it stands on.
package enum Severity: String, Sendable, Codable {
  /// The row is not sent.
  case error
  /// The row is sent; a person should know.
  case warning
  /// A repair or a circumstance, kept for the record.
  case note
}
