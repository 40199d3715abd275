/// Fills the fields of an inquiry about a row, as a schema's `with` says.
package struct InquiryValues {
  /// The row's canonical values by field name.
  package var row: [String: String]

  package init(row: [String: String]) {
    self.row = row
  }

  /// The inquiry's values by field name; `nil` where another report should give one and none is known.
  ///
  /// - Parameters:
  ///   - mapping: the inquiry's fields, each with a field of the row, a constant `=4`, or `package/chassisNo`.
  ///   - member: the values of an accepted report that feeds the row's thread of that kind.
  package func filled(
    _ mapping: [String: String], member: (_ thread: String) throws -> [String: String]?
  ) rethrows -> [String: String]? {
    var values: [String: String] = [:]
    for (field, source) in mapping {
      if source.hasPrefix("=") {
        values[field] = String(source.dropFirst())
      } else if let slash = source.firstIndex(of: "/") {
        guard let value = try member(String(source[..<slash]))?[String(source[source.index(after: slash)...])] else {
          return nil
        }
        values[field] = value
      } else {
        values[field] = row[source]
      }
    }
    return values
  }

  /// The same before a report leaves, when no other can speak for it.
  package func filled(_ mapping: [String: String]) -> [String: String] {
    filled(mapping) { _ in [:] } ?? [:]
  }
}
