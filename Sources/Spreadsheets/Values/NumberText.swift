/// The text of a number as it is stored in a sheet.
enum NumberText {
  /// Beyond it, neighbouring integers are the same to Excel.
  private static let exactIntegers = 9_007_199_254_740_992.0

  /// Renders a stored number, `46347` or `1.30414E+11`, as its format tells.
  ///
  /// What is no number reads as it stands.
  static func append(
    _ stored: some BidirectionalCollection<UInt8>, _ format: NumberFormat, is1904: Bool, to cell: inout [UInt8]
  ) {
    if format == .number, isPlainInteger(stored) {
      cell.append(contentsOf: stored)
      return
    }
    guard stored.allSatisfy(isNumeric), let value = Double(String(decoding: stored, as: UTF8.self)), value.isFinite
    else {
      cell.append(contentsOf: stored)
      return
    }
    switch format {
    case .date:
      let date = SerialDate(value, is1904: is1904)
      cell.append(contentsOf: (date?.text ?? decimal(value, stored)).utf8)
    case .number:
      cell.append(contentsOf: decimal(value, stored).utf8)
    case .zeros(let width):
      let digits = decimal(value, stored)
      if value >= 0, value < exactIntegers, value == value.rounded() {
        cell.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
      }
      cell.append(contentsOf: digits.utf8)
    }
  }

  /// Up to fifteen digits without a zero in front are their own rendering.
  private static func isPlainInteger(_ stored: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = stored.first, stored.count <= 15, first != UInt8(ascii: "0") || stored.count == 1 else {
      return false
    }
    return stored.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// The exact integer, or the shortest decimal that is the same number; never an exponent.
  private static func decimal(_ value: Double, _ stored: some BidirectionalCollection<UInt8>) -> String {
    if value == value.rounded() {
      if abs(value) < exactIntegers { return String(Int64(value)) }
      // More digits than Excel tells apart, but all of them written out: nothing is gained by rounding them.
      if stored.allSatisfy({ (0x30...0x39).contains($0) }) { return String(decoding: stored, as: UTF8.self) }
    }
    return withoutExponent(value.description)
  }

  /// `1.5e-07` written out, `0.00000015`.
  private static func withoutExponent(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
    var fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    if fraction == "0" { fraction = "" }
    let digits = String(mantissa[0]) + fraction
    let point = mantissa[0].count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
