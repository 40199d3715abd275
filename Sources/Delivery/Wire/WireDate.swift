package import Validation

/// How days are written on the wire: the canonical `2026-11-20` with another separator, or none.
package struct WireDate: Sendable, Hashable {
  private let separator: String

  package init(_ wire: ServiceSchema.Wire) {
    separator = wire.dateSeparator
  }

  /// Whether the wire's format is the canonical one.
  package var isCanonical: Bool { separator == "-" }

  /// A canonical day as the wire carries it.
  package func text(_ day: String) -> String {
    day.split(separator: "-").joined(separator: separator)
  }

  /// The canonical form of a day as the wire carries it; `nil` for anything else.
  package func canonical(_ text: String) -> String? {
    let digits = text.utf8.filter { 0x30...0x39 ~= $0 }
    guard digits.count == 8 else { return nil }
    func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    let parts = [part(0..<4), part(4..<6), part(6..<8)]
    guard parts.joined(separator: separator) == text else { return nil }
    return JapanDate(parts.joined(separator: "-"))?.description
  }
}
