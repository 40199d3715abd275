/// Where a field's value comes from, and how it is read there.
///
/// In YAML: a column's name alone, or a mapping with `from`, `column`, `constant` or `group` and what else is to be known.
package struct FieldSource: Sendable, Decodable, Hashable {
  package enum Origin: Sendable, Hashable {
    case column(ColumnReference)
    case constant(String)
    /// A named group of the profile's `match`.
    case group(String)
  }

  package var origin: Origin
  /// Every value that may stand in the column, with what it means; other values are errors.
  package var values: [String: String]?
  package var format: DateFormat?
  /// The spellings of the column's unit, which may follow a number.
  package var units: [String] = []

  /// What digits without separators mean where the domain's own reading would refuse them.
  package enum DateFormat: String, Sendable, Codable, Hashable {
    /// Every shape that can't be mistaken.
    case any
    /// Era code and YYMMDD, 5081121; read without a profile as well.
    case era7
    /// YYMMDD of the profile's default era.
    case era6
    /// YYMMDD of this century.
    case yymmdd
    /// A spreadsheet's serial number of the 1900 system, or of the 1904 system.
    case excel, excel1904
  }

  enum CodingKeys: String, CodingKey, CaseIterable { case from, column, constant, group, values, format, unit, units }

  package init(origin: Origin) {
    self.origin = origin
  }

  package init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(), let name = try? single.decode(String.self) {
      origin = .column(.name(name))
      return
    }
    let keys = try decoder.strict(CodingKeys.self)
    var origins: [Origin] = []
    if let name = try keys.decodeIfPresent(String.self, forKey: .from) { origins.append(.column(.name(name))) }
    if let place = try keys.decodeIfPresent(ColumnReference.self, forKey: .column) { origins.append(.column(place)) }
    if let text = try keys.decodeIfPresent(String.self, forKey: .constant) { origins.append(.constant(text)) }
    if let name = try keys.decodeIfPresent(String.self, forKey: .group) { origins.append(.group(name)) }
    guard origins.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "needs exactly one of from, column, constant and group"))
    }
    origin = origins[0]
    values = try keys.decodeIfPresent([String: String].self, forKey: .values)
    format = try keys.decodeIfPresent(DateFormat.self, forKey: .format)
    units = try keys.decodeIfPresent([String].self, forKey: .units) ?? []
    if let unit = try keys.decodeIfPresent(String.self, forKey: .unit) { units.append(unit) }
  }
}

/// A column by its heading, by its letter as spreadsheets show it, or by its position from 1.
package enum ColumnReference: Sendable, Decodable, Hashable, CustomStringConvertible {
  case name(String)
  case position(Int)

  /// A number is a position, one to three capital letters a spreadsheet's column, anything else a heading.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      guard number > 0 else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "columns are counted from 1"))
      }
      self = .position(number)
      return
    }
    let text = try container.decode(String.self)
    self = Self.position(ofLetters: text).map { .position($0) } ?? .name(text)
  }

  private static func position(ofLetters text: String) -> Int? {
    guard 1...3 ~= text.utf8.count, text.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) else { return nil }
    return text.utf8.reduce(0) { $0 * 26 + Int($1) - 0x40 }
  }

  /// The index of the column among labels, or `nil` where there is none.
  func index(among labels: [String]) -> Int? {
    switch self {
    case .position(let position): position <= labels.count ? position - 1 : nil
    case .name(let name):
      labels.firstIndex(of: name) ?? labels.firstIndex { headerKey($0) == headerKey(name) }
    }
  }

  package var description: String {
    switch self {
    case .name(let name): name
    case .position(let position): "#\(position)"
    }
  }
}
