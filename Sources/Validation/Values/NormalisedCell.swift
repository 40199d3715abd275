package import Findings

/// What became of one cell.
package enum NormalisedCell: Sendable, Hashable {
  /// Nothing was in the cell but spaces, or nothing that counts as a value (`0000/00/00`, `※※※※`).
  case empty([Repair])
  case value(Normalised)
  case rejected(Rejection)
}

/// A canonical value and what had to be done to get it.
package struct Normalised: Sendable, Hashable {
  /// UTF-8; the very slice that came in when the cell was canonical already, so that a clean cell costs no copy.
  package var value: ArraySlice<UInt8>
  /// Only repairs that a person should hear of; folding the width or the separators of a number is not one.
  package var repairs: [Repair]

  package init(_ value: ArraySlice<UInt8>, repairs: [Repair] = []) {
    self.value = value
    self.repairs = repairs
  }
}

/// A change to a value that may be wrong: a finding that still lacks its field and its place.
package struct Repair: Sendable, Hashable {
  /// One of V2xx.
  package var code: FindingCode
  /// `value` (the cell as it was) and `expected` (what it was read as).
  package var facts: [String: String]

  package init(_ code: FindingCode, facts: [String: String]) {
    self.code = code
    self.facts = facts
  }
}

/// Why a cell has no canonical value: a finding that still lacks its field and its place.
package struct Rejection: Sendable, Hashable {
  /// One of V1xx.
  package var code: FindingCode
  /// `value` (the cell as it was) and, where the wording of the code wants them, `expected` and `actual`.
  package var facts: [String: String]

  package init(_ code: FindingCode, facts: [String: String]) {
    self.code = code
    self.facts = facts
  }
}
