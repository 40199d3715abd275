/// What one kind of legacy export looks like, as `profiles/*.yaml` says it, and nothing else does (PRODUCT, Configuration).
package struct Profile: Sendable, Decodable {
  /// The profile's own name, its file's without the ending; set by whoever read the file.
  package var name = ""
  /// Which files it is for: a pattern like `HIKITORI_*.TXT`, or an expression with named groups that begins with `^`.
  package var match: String
  package var function: String
  package var format: Format
  /// How each field is read; fields that do not stand here are found by the file's own headings.
  package var fields: [String: FieldSource]
  /// Rows whose first filled cell begins with one of these are no data: 合計, 件数.
  package var skipRows: [String]
  /// Only rows with one of these values in a column are for this function.
  package var filter: Filter?
  /// Whether a row may end early, as Excel writes rows whose last cells are empty; what is missing is empty then.
  package var allowsShortRows: Bool
  /// The era of two-digit years that name none.
  package var defaultEra: Era?
  /// The ending of the file that vouches for one, `.done`: until it stands there, the file is left alone.
  package var trigger: String?

  package struct Filter: Sendable, Decodable, Hashable {
    package var column: ColumnReference
    package var values: [String]
    /// Whether rows that no profile of the file wants are left out; they are wrong otherwise.
    package var skipsOthers: Bool

    private enum Others: String, Decodable { case error, skip }

    enum CodingKeys: String, CodingKey, CaseIterable { case column, values, others }

    package init(from decoder: any Decoder) throws {
      let keys = try decoder.strict(CodingKeys.self)
      column = try keys.decode(ColumnReference.self, forKey: .column)
      values = try keys.decode([String].self, forKey: .values)
      skipsOthers = try keys.decodeIfPresent(Others.self, forKey: .others) == .skip
    }
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case match, function, format, fields, skipRows, filter, defaultEra, trigger
    case allowsShortRows = "shortRows"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.strict(CodingKeys.self)
    match = try keys.decode(String.self, forKey: .match)
    function = try keys.decode(String.self, forKey: .function)
    format = try keys.decodeIfPresent(Format.self, forKey: .format) ?? Format()
    fields = try keys.decodeIfPresent([String: FieldSource].self, forKey: .fields) ?? [:]
    skipRows = try keys.decodeIfPresent([String].self, forKey: .skipRows) ?? []
    filter = try keys.decodeIfPresent(Filter.self, forKey: .filter)
    allowsShortRows = try keys.decodeIfPresent(Bool.self, forKey: .allowsShortRows) ?? false
    defaultEra = try keys.decodeIfPresent(EraName.self, forKey: .defaultEra)?.era
    trigger = try keys.decodeIfPresent(String.self, forKey: .trigger).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Profile {
  /// The columns that it names, each once, in the order of their names.
  package var columnNames: [String] {
    let origins = fields.values.map(\.origin) + (filter.map { [.column($0.column)] } ?? [])
    return Set(origins.compactMap { if case .column(.name(let name)) = $0 { name } else { nil } }).sorted()
  }

  /// The first thing in it that this function can't satisfy, as a person would say it; `nil` for a profile that fits.
  package func contradiction(with function: FunctionSchema) -> String? {
    let known = function.columns.map(\.name)
    for name in fields.keys.sorted() where !known.contains(name) {
      let hint = nearest(to: name, among: known).map { "; did you mean “\($0)”?" } ?? ""
      return "fields.\(name): \(function.name) has no such field\(hint)"
    }
    for (name, source) in fields.sorted(by: { $0.key < $1.key }) {
      guard let meanings = function.fields.first(where: { $0.name == name })?.bridge.meanings, !meanings.isEmpty,
        let values = source.values
      else { continue }
      let choices = Choices(meanings, isBoolean: meanings.keys.sorted() == ["0", "1"])
      for value in values.values.sorted()
      where !value.isEmpty && !choices.holds(ArraySlice(value.utf8)) && choices.code(of: value.unicodeScalars) == nil {
        return "fields.\(name).values: “\(value)” is none of \(choices.spoken)"
      }
    }
    return nil
  }
}

/// An era as people write it in a profile: `reiwa`, 令和 or R.
private struct EraName: Decodable {
  var era: Era

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let written = Array(text.unicodeScalars).map(\.uppercasedASCII)
    guard let era = Era(rawValue: text) ?? Era.spellings.first(where: { $0.text == written })?.era else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is no era like reiwa or 令和"))
    }
    self.era = era
  }
}
