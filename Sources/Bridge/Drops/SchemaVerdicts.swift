import Findings

/// What becomes of what a file's XML Schema says against values, once our own checks have spoken.
///
/// The schema has every value in its canonical form; our checks also read what legacy systems write, and say in the words
/// of the column what they can't read. So they decide: what they blame gets the place that the schema knows, and what they
/// could read is counted, one finding for the file.
struct SchemaVerdicts {
  private var count = 0
  private var first: Finding?

  /// The findings of a checked row without the schema's.
  mutating func settle(_ findings: [Finding]) -> [Finding] {
    guard findings.contains(where: { $0.code == .markupValueDeviates }) else { return findings }
    var told = findings.filter { $0.code != .markupValueDeviates }
    for verdict in findings where verdict.code == .markupValueDeviates {
      var isBlamed = false
      for index in told.indices where told[index].severity == .error && answers(told[index], verdict) {
        isBlamed = true
        guard told[index].facts["column"] == nil else { continue }
        for name in ["line", "column"] { told[index].facts[name] = verdict.facts[name] }
      }
      if isBlamed { continue }
      count += 1
      if first == nil { first = verdict }
    }
    return told
  }

  /// What was read although the schema has it otherwise.
  var findings: [Finding] {
    guard let first else { return [] }
    return [Finding(.markupValueDeviates, facts: first.facts.merging(["actual": String(count)]) { $1 })]
  }

  /// Whether a finding blames what the verdict is about: a field's element, or a row that lacks elements.
  private func answers(_ finding: Finding, _ verdict: Finding) -> Bool {
    verdict.field.map { $0 == finding.field } ?? (finding.code == .required)
  }
}
