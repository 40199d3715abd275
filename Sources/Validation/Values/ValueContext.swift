/// What a normalisation has to know about the field and the profile beyond its own name.
package struct ValueContext: Sendable {
  /// How many digits a field of ``Normalisation/digits`` has.
  package var digits: ClosedRange<Int>?
  /// The code list of a field of ``Normalisation/choice``; needed there.
  package var choices: Choices?
  /// The era of two-digit years that name none; without one such dates are rejected.
  package var defaultEra: Era?
  /// Which serial numbers count as dates; none unless the profile says so.
  package var serialDates: SerialDates?
  /// The spellings of the unit of this column (`g`, `グラム`) that may follow a number; other units are rejected.
  package var units: [String]
  /// A correct value, shown to the person whose value has the wrong shape.
  package var example: String?

  package init(
    digits: ClosedRange<Int>? = nil, choices: Choices? = nil, defaultEra: Era? = nil, serialDates: SerialDates? = nil,
    units: [String] = [], example: String? = nil
  ) {
    self.digits = digits
    self.choices = choices
    self.defaultEra = defaultEra
    self.serialDates = serialDates
    self.units = units
    self.example = example
  }
}

/// The two ways in which spreadsheet programs number days.
package enum SerialDates: String, Sendable, CaseIterable, Codable {
  /// 1 is 1900-01-01, 60 is the 29 February 1900 that never was, 61 is 1900-03-01.
  case from1900
  /// 0 is 1904-01-01.
  case from1904
}
