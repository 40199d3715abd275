package import Findings

/// Ties a profile to the headings of one file.
package struct ProfileMatcher: Sendable {
  private let profile: Profile
  private let function: FunctionSchema

  package init(profile: Profile, function: FunctionSchema) {
    self.profile = profile
    self.function = function
  }

  /// - Parameters:
  ///   - groups: the named groups of the file's name.
  ///   - ownColumns: where the columns that we added to an output begin.
  ///
  /// A column that the profile names and the file lacks is `profileColumnMissing`. Headings that nothing reads are no
  /// finding: a legacy export has many.
  package func match(
    _ labels: [String], groups: [String: String], ownColumns: Int = .max, at location: Location
  ) -> HeaderMatch {
    var match = HeaderMatcher(function: function).match(labels, ownColumns: ownColumns, at: location)
    let mapped = Set(profile.fields.keys)
    match.findings.removeAll { finding in
      switch finding.code {
      case .extraLabel, .blankLabel: true
      case .missingLabel, .duplicateLabel: finding.field.map(mapped.contains) ?? false
      default: false
      }
    }
    match.readings = Array(repeating: nil, count: function.fields.count)
    for (index, field) in function.fields.enumerated() {
      guard let source = profile.fields[field.name] else {
        if field.type == .date, let era = profile.defaultEra {
          match.readings[index] = FieldReading(FieldSource(origin: .constant("")), defaultEra: era)
        }
        continue
      }
      var constant: String?
      match.columnOfField[index] = nil
      switch source.origin {
      case .constant(let text): constant = text
      case .group(let name): constant = groups[name] ?? ""
      case .column(let reference):
        if let column = reference.index(among: Array(labels.prefix(ownColumns))) {
          match.columnOfField[index] = column
        } else {
          match.findings.append(
            Finding(
              .profileColumnMissing, field: field.name, label: field.title,
              facts: ["expected": reference.description], at: location))
        }
      }
      match.readings[index] = FieldReading(source, constant: constant, defaultEra: profile.defaultEra)
    }
    return match
  }
}
