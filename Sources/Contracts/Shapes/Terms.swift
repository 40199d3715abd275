package import Validation

/// Which of a function's fields a contract speaks of, and how it writes their names and values.
struct Terms {
  enum Side {
    /// A row as we hold it: our names, canonical values; an empty cell is left out.
    case row
    /// A request: the wire's names and formats, and only what is sent.
    case wire(ServiceSchema.Wire)
  }

  let side: Side

  func includes(_ field: FieldSchema) -> Bool {
    switch side {
    case .row: !field.bridge.isSecret
    case .wire: field.bridge.isSent
    }
  }

  func name(of field: FieldSchema) -> String {
    switch side {
    case .row: field.name
    case .wire: field.wireName
    }
  }

  /// A canonical value as JSON.
  func value(_ canonical: String, of field: FieldSchema) -> Any {
    switch field.type {
    case .integer: return Int(canonical) ?? canonical
    case .number: return Double(canonical).map(plain) ?? canonical
    case .boolean:
      guard case .wire(let wire) = side else { return canonical }
      return field.bridge.codes[canonical] ?? (canonical == "1" ? wire.yes : wire.no)
    case .date: return canonical.split(separator: "-").joined(separator: dateSeparator)
    case .string:
      guard case .wire = side else { return canonical }
      return field.bridge.codes[canonical] ?? canonical
    }
  }

  /// What stands between a date's year, month and day.
  var dateSeparator: String {
    guard case .wire(let wire) = side else { return "-" }
    return wire.dateSeparator
  }
}

/// A number without a fraction that means nothing: 40, not 40.0.
func plain(_ number: Double) -> Any {
  Int(exactly: number) ?? number
}

extension FieldSchema {
  /// The codes that the field may hold, where they are listed.
  package var codes: [String]? {
    constraints.enumeration ?? (bridge.normalise == .choice ? bridge.meanings.keys.sorted() : nil)
  }

  /// A code with its first word: `1=有`.
  func spoken(_ code: String) -> String {
    bridge.meanings[code]?.first.map { "\(code)=\($0)" } ?? code
  }
}
