package import Validation

/// Writes the body of one request: a flat JSON object of the filled fields that are sent (domain/2 §2.0, assumed).
///
/// Empty fields are left out; integers and numbers are JSON numbers; everything else is a string in the wire's format,
/// codes as the field's `codes` rename them.
package struct RequestEncoder: Sendable {
  private let wire: ServiceSchema.Wire
  private let date: WireDate

  package init(service: ServiceSchema) {
    wire = service.wire
    date = WireDate(service.wire)
  }

  /// - Parameter values: canonical values by field name.
  package func body(of function: FunctionSchema, values: [String: String]) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for field in function.fields where field.bridge.isSent {
      guard let value = values[field.name], !value.isEmpty else { continue }
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      JSONText.append(quoted: field.wireName.utf8, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(value, of: field, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private func append(_ value: String, of field: FieldSchema, to bytes: inout [UInt8]) {
    switch field.type {
    case .integer, .number: bytes.append(contentsOf: value.utf8)
    case .boolean:
      JSONText.append(quoted: (field.bridge.codes[value] ?? (value == "1" ? wire.yes : wire.no)).utf8, to: &bytes)
    case .date: JSONText.append(quoted: date.text(value).utf8, to: &bytes)
    case .string: JSONText.append(quoted: (field.bridge.codes[value] ?? value).utf8, to: &bytes)
    }
  }
}
