import Delivery
import Findings
import Ledger
import Validation

/// Compares what was sent this month with what the user declared as its maximum (seed 000, lines 107–108).
struct DeclaredMaxima: Sendable {
  let catalogue: Catalogue
  let ledger: any LedgerDriver
  let figures: [String: Int]
  let language: Language

  /// Warned about from here on, in hundredths of the figure.
  private static let nearly = 80

  /// What a person should know about this month; empty while all is well within bounds. Throws ``Fault`` of the ledger.
  func findings(at now: Moment) throws -> [Finding] {
    if figures.isEmpty { return [] }
    let calls = try ledger.calls(in: CallCounts.month(of: now))
    return figures.sorted { $0.key < $1.key }.compactMap { name, figure in
      guard let declared = catalogue.service.declared[name] else { return nil }
      let used = catalogue.functions.filter(declared.includes).reduce(0) { sum, function in
        let count = calls[function.name] ?? CallCounts.Count()
        return sum + (declared.counts == .sent ? count.sent : count.accepted)
      }
      guard used * 100 >= figure * Self.nearly else { return nil }
      return Finding(
        used >= figure ? .declaredReached : .declaredNearlyReached,
        facts: [
          "function.ja": declared.title[.japanese] ?? name, "function.en": declared.title[.english] ?? name,
          "actual": String(used), "expected": String(figure),
        ])
    }
  }
}
