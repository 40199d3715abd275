package import Findings

/// A row that satisfies its function's schema: the canonical text of each field, and the place that it came from.
///
/// All values stand in one buffer of UTF-8; a field is a range of it. Values are canonical – a date is `2026-11-20`, a
/// choice its code – so that equal meanings are equal bytes.
package struct Row: Sendable {
  package let location: Location
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>?]

  /// An empty row of as many fields as the schema has.
  init(location: Location, fieldCount: Int) {
    self.location = location
    ranges = Array(repeating: nil, count: fieldCount)
    // Growing step by step would move the bytes of every row several times.
    bytes.reserveCapacity(fieldCount * 12)
  }

  /// The canonical value of the field at this position of the schema; `nil` when it is empty.
  package subscript(field: Int) -> ArraySlice<UInt8>? {
    ranges[field].map { bytes[$0] }
  }

  /// The same as text.
  package func text(_ field: Int) -> String? {
    self[field].map { String(decoding: $0, as: UTF8.self) }
  }

  package var fieldCount: Int { ranges.count }

  mutating func set(_ field: Int, to value: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    ranges[field] = start..<bytes.count
  }
}

extension Row {
  /// A row made of known values, as the ledger gives it back.
  package init(_ values: [String: String], of function: FunctionSchema, at location: Location) {
    self.init(location: location, fieldCount: function.fields.count)
    for (index, field) in function.fields.enumerated() {
      if let value = values[field.name] { set(index, to: value.utf8) }
    }
  }

  /// The filled fields by name.
  package func values(of function: FunctionSchema) -> [String: String] {
    var values: [String: String] = [:]
    for (index, field) in function.fields.enumerated() { values[field.name] = text(index) }
    return values
  }
}
