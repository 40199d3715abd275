import Delivery
package import Ledger
package import Validation

/// What a person looks for on the service's screen, taken from what an inquiry would have been asked.
package struct ScreenCheck: Sendable {
  private let function: FunctionSchema
  private let row: [String: String]

  package init(of history: SubmissionHistory, in catalogue: Catalogue) throws {
    function = try catalogue.staged(history.claimed.submission.function)
    row = history.values
  }

  /// What identifies the vehicle or the package: headings and values.
  package var search: [(title: String, value: String)] {
    let asked = function.bridge.confirm.map { Array($0.with.values) } ?? []
    let keys = (function.bridge.key?.fields ?? []) + [function.bridge.vehicle].compactMap { $0 }
    let office = function.bridge.office
    return shown(keys + asked.filter { row[$0] != nil }.sorted()) { $0 != office && !facts.contains($0) }
  }

  /// What the report must say to be this one.
  package var mustAgree: [(title: String, value: String)] { shown(facts) { _ in true } }

  /// Whether the service made a package whose number is wanted.
  package var makesPackage: Bool {
    let package = function.bridge.answer.package
    return function.bridge.order.feeds.contains { $0.answer != nil && $0.answer == package }
      && (package.flatMap { row[$0] } ?? "").isEmpty
  }

  /// The authority's name of the report.
  package var title: String { function.title }

  private var facts: [String] {
    let demands = function.bridge.confirm.map { $0.took.values.flatMap(\.values).flatMap(\.self) } ?? []
    let named = demands.filter { $0.hasPrefix("$") && $0 != ConfirmSchema.kept }.map { String($0.dropFirst()) }
    let keys = Set(function.bridge.key?.fields ?? [])
    return named.filter { !keys.contains($0) }.sorted()
  }

  private func shown(_ names: [String], where isWanted: (String) -> Bool) -> [(title: String, value: String)] {
    var seen: Set<String> = []
    return names.filter { isWanted($0) && seen.insert($0).inserted }.compactMap { name in
      guard let field = function.field(named: name), let value = row[name], !value.isEmpty else { return nil }
      return (field.title, value)
    }
  }
}

extension SubmissionHistory {
  /// The row's canonical values by field name.
  package var values: [String: String] { claimed.submission.values }
}
