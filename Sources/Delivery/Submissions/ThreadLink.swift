package import Validation

/// A submission's place in a thread of reports other than its vehicle's.
package struct ThreadLink: Sendable, Hashable {
  /// As ``ThreadName/of(_:_:)`` makes it.
  package var name: String
  /// How the thread's earlier reports must have ended before this one may go; `nil` where it waits for none.
  package var until: AwaitSchema.Until?

  package init(name: String, until: AwaitSchema.Until? = nil) {
    self.name = name
    self.until = until
  }

  /// ``until`` as the ledger writes it down.
  package var mark: String? { until?.rawValue }
}

/// How threads, and a vehicle's own line of reports, are named in the ledger.
package enum ThreadName {
  /// Stands between the parts of a name and in none of them: ASCII's unit separator.
  static let separator = "\u{1F}"

  /// The thread of that kind which the value names.
  package static func of(_ kind: String, _ value: String) -> String { kind + separator + value }

  /// The last part of a name, as the file has it: `@A` without its office and its day.
  package static func shown(_ name: String) -> String { name.split(separator: separator).last.map(String.init) ?? name }

  /// The line of a vehicle's reports.
  package static func ofVehicle(_ vehicle: String) -> String { of("vehicle", vehicle) }
}
