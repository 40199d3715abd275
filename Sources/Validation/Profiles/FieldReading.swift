import Findings
import Tabular

/// A field of a profile tied to one file: what stands in place of a column, and how its cells are understood.
package struct FieldReading: Sendable {
  /// What every row has, where it does not come from a column.
  package var constant: String?
  /// The meaning of each value, by the value as it is compared.
  var values: [String: String]?
  package var format: FieldSource.DateFormat?
  package var units: [String] = []
  package var defaultEra: Era?

  package init(_ source: FieldSource, constant: String? = nil, defaultEra: Era?) {
    self.constant = constant
    values = source.values.map { Dictionary($0.map { (Self.key($0), $1) }, uniquingKeysWith: { first, _ in first }) }
    format = source.format
    units = source.units
    self.defaultEra = defaultEra
  }

  /// Values are compared without the spaces around them and whatever their width.
  static func key(_ value: some StringProtocol) -> String {
    let folded = foldedWidth(Array(value.unicodeScalars), .isLetter)
    var rest = folded[...]
    while let first = rest.first, first.isSpace { rest.removeFirst() }
    while let last = rest.last, last.isSpace { rest.removeLast() }
    return String(String.UnicodeScalarView(rest))
  }

  /// What becomes of a cell before it is normalised.
  enum Outcome {
    case asItStands
    case replaced(String)
    case unmapped
  }

  func outcome(of cell: ArraySlice<UInt8>) -> Outcome {
    if let values {
      let text = String(decoding: cell, as: UTF8.self)
      let key = Self.key(text)
      guard let meaning = values[key] ?? (key.isEmpty ? "" : nil) else { return .unmapped }
      return meaning == text ? .asItStands : .replaced(meaning)
    }
    guard format == .yymmdd || format == .era6 else { return .asItStands }
    let digits = Array(Self.key(String(decoding: cell, as: UTF8.self)).utf8)
    // Excel drops the zero of 080101; the format says how many digits there were.
    guard 5...6 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }), digits.contains(where: { $0 != 0x30 }) else {
      return .asItStands
    }
    let text = String(decoding: Array(repeating: 0x30, count: 6 - digits.count) + digits, as: UTF8.self)
    let separated = "\(text.prefix(2)).\(text.dropFirst(2).prefix(2)).\(text.suffix(2))"
    return .replaced(format == .yymmdd ? "20" + separated : separated)
  }

  /// The context of a field with what the profile knows beside the schema.
  func extended(_ context: ValueContext) -> ValueContext {
    var context = context
    context.defaultEra = defaultEra ?? context.defaultEra
    context.units += units
    switch format {
    case .excel: context.serialDates = .from1900
    case .excel1904: context.serialDates = .from1904
    case .any, .era7, .era6, .yymmdd, nil: break
    }
    return context
  }
}
