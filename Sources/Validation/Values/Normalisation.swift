/// The closed list of what a schema's `"normalise"` may name: how a cell of a legacy export becomes a canonical value.
package enum Normalisation: String, Sendable, CaseIterable, Codable {
  /// Free text: trimmed and unwrapped from `="…"`, otherwise left alone.
  case text
  /// Names and addresses: as `text`, with half-width kana made full-width and voicing marks joined; ㈱, ① and 髙 stay.
  case name
  /// Readings in katakana: as `name`, also without a leading `'`; ー is kept and hiragana is not converted.
  case kana
  /// Identifiers without a shape of their own: width and hyphens folded, letter case kept, line breaks made spaces.
  case code
  /// Digits only, as many as ``ValueContext/digits`` says; separators dropped, never padded.
  case digits
  /// Recycle ticket and movement report numbers: 12 digits, one zero that a spreadsheet dropped restored.
  case ticket
  /// Chassis numbers and official-stamp numbers (職権打刻): upper case, half width, the hyphen kept.
  case chassis
  /// Registration numbers: office, class, kana and serial without spaces, dots, hyphen or leading zeros.
  case plate
  /// Office codes: 12 digits, never padded, because it is unknown which digit is lost.
  case office
  /// Waste-carrier permit numbers: 11 digits, the 10 digits of the old form padded; other forms stay as `code`.
  case permit
  /// Telephone numbers: 10 or 11 digits that begin with 0; an extension (内線) is split off.
  case telephone
  /// Calendar dates in every shape of the domain, eras included, as `2026-11-20`.
  case date
  /// Yes/no fields and code lists: the code, from the code itself, a label, a mark or a circled alternative.
  case choice
  /// Whole numbers: no sign, no separators, no leading zeros, the column's own unit stripped.
  case integer
  /// Decimal numbers: as `integer`, with `.` and the digits after it that matter.
  case decimal
  /// Yen: as `integer`, with currency marks stripped; `※※※` and `-` mean that there is no amount.
  case money
}
