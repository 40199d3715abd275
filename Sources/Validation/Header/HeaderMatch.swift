package import Findings

/// Which column of a file holds which field of a function.
package struct HeaderMatch: Sendable {
  /// For each field of the schema, the column that holds it; `nil` where the file has none.
  package var columnOfField: [Int?]
  /// The file's own headings, in column order.
  package var labels: [String]
  /// Missing, unknown, repeated and blank headings.
  package var findings: [Finding]
  /// What a profile says of each field; empty without one.
  package var readings: [FieldReading?] = []

  /// Whether rows can be checked at all.
  package var isUsable: Bool { !findings.contains { $0.severity == .error } }
}

/// Matches headings to the fields of one function: exact after folding, never fuzzy.
///
/// `引取日` and `引渡日` differ in one character and mean different duties (domain/5 §5.4).
package struct HeaderMatcher: Sendable {
  private let function: FunctionSchema
  private let fieldOfKey: [String: Int]

  package init(function: FunctionSchema) {
    var keys: [String: String] = [:]
    self.init(function: function, keys: &keys)
  }

  /// - Parameter keys: the key of each heading met so far; many stand in many functions.
  init(function: FunctionSchema, keys: inout [String: String]) {
    self.function = function
    var fieldOfKey: [String: Int] = [:]
    for (index, field) in function.fields.enumerated() where !field.bridge.isSecret {
      for label in [field.title, field.name] + field.bridge.labels {
        let key = keys[label] ?? headerKey(label)
        keys[label] = key
        fieldOfKey[key] = index
      }
    }
    self.fieldOfKey = fieldOfKey
  }

  /// - Parameter ownColumns: where the columns that we added to an output begin; they are not read on the way back in.
  package func match(
    _ labels: [String], ownColumns: Int = .max, at location: Location
  ) -> HeaderMatch {
    var match = HeaderMatch(
      columnOfField: Array(repeating: nil, count: function.fields.count), labels: labels, findings: [])
    for (column, label) in labels.enumerated() where column < ownColumns {
      let key = headerKey(label)
      if key.isEmpty {
        match.findings.append(Finding(.blankLabel, facts: ["actual": String(column + 1)], at: location))
      } else if let field = fieldOfKey[key] {
        if match.columnOfField[field] == nil {
          match.columnOfField[field] = column
        } else {
          match.findings.append(
            Finding(.duplicateLabel, field: function.fields[field].name, label: label, at: location))
        }
      } else {
        match.findings.append(Finding(.extraLabel, label: label, at: location))
      }
    }
    for (index, field) in function.fields.enumerated()
    where field.constraints.required && !field.bridge.isSecret && match.columnOfField[index] == nil {
      match.findings.append(Finding(.missingLabel, field: field.name, label: field.title, at: location))
    }
    return match
  }
}

/// Finds the one function whose required headings are all there.
package struct FunctionFinder: Sendable {
  private let candidates: [(function: FunctionSchema, matcher: HeaderMatcher)]
  /// Headings of all functions, for telling a delimiter or an encoding by.
  package let knownLabels: Set<String>
  /// The same as they are compared, for finding the row of headings.
  package let knownKeys: Set<String>

  package init(catalogue: Catalogue) {
    var keys: [String: String] = [:]
    candidates = catalogue.droppable.map { ($0, HeaderMatcher(function: $0, keys: &keys)) }
    knownLabels = Set(keys.keys)
    knownKeys = Set(keys.values)
  }

  /// The functions that the header fits best.
  ///
  /// Of several that have all they require, the ones that understand the most headings win: a collection report's header
  /// also has all that a fee inquiry requires. More than one result is a tie, which only a person can break. A repeated
  /// heading is no reason not to know the function: that it is repeated is for ``HeaderMatcher`` to say.
  package func functions(fitting labels: [String]) -> [FunctionSchema] {
    let anywhere = Location(record: 1, line: 1, byteOffset: 0)
    let fits = candidates.map { candidate in
      (function: candidate.function, match: candidate.matcher.match(labels, at: anywhere))
    }.filter { fit in !fit.match.findings.contains { $0.code == .missingLabel } }
    let best = fits.map(\.match.matchedCount).max() ?? 0
    return fits.filter { $0.match.matchedCount == best }.map(\.function)
  }
}

extension HeaderMatch {
  /// How many of the file's columns are understood.
  package var matchedCount: Int {
    columnOfField.indices.count {
      columnOfField[$0] != nil || (readings.indices.contains($0) && readings[$0]?.constant != nil)
    }
  }
}
