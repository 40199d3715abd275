import Findings
import Testing

@testable import Validation

@Suite("Numbers")
struct NumberTests {
  @Test(
    "Amounts of yen lose their marks",
    arguments: [
      ("7500", "7500"), ("7,500", "7500"), ("¥7,500", "7500"), ("￥７，５００", "7500"), ("\\7,500", "7500"),
      ("7,500円", "7500"),
      ("¥ 1,234,567 円", "1234567"), ("0", "0"), ("007", "7"), ("7500.00", "7500"), ("※※※※", "∅"), ("***", "∅"),
      ("-", "∅"),
      ("−", "∅"), ("", "∅"), ("▲500", "!range"), ("△500", "!range"), ("−500", "!range"), ("(500)", "!range"),
      ("¥-500", "!range"),
      ("-0", "0"), ("1,05", "!number"), ("1,0500", "!number"), (",500", "!number"), ("1234,567", "!number"),
      ("7500.5", "!number"),
      ("※※", "!number"), ("7500yen", "!number"), ("7.5E+03", "!exponent-damage"), ("円", "!number"), ("--5", "!number"),
      ("1234567890123456789", "!number"), ("#DIV/0!", "!pattern"), ("=\"7500\"", "7500"),
    ])
  func money(cell: String, expected: String) {
    #expect(answer(cell, .money) == expected)
  }

  @Test(
    "Whole numbers lose only the unit of their own column",
    arguments: [
      ("310", "310"), ("310g", "310 + unit-stripped"), ("310ｇ", "310 + unit-stripped"),
      ("310 グラム", "310 + unit-stripped"), ("310ｸﾞﾗﾑ", "310 + unit-stripped"), ("1,310g", "1310 + unit-stripped"),
      ("310gg", "!number"), ("g310", "!number"), ("-5g", "!range"), ("-g", "!number"), ("0.31kg", "!number"),
      ("310kg", "!number"), ("g", "!number"), ("¥310", "!number"), ("310.0", "310"), ("0310", "310"),
      ("※※※", "!number"),
    ])
  func integers(cell: String, expected: String) {
    #expect(answer(cell, .integer, ValueContext(units: ["g", "グラム"])) == expected)
  }

  @Test(
    "Decimals keep the digits that matter",
    arguments: [
      ("12.5kg", "12.5 + unit-stripped"), ("12.5t", "!number"), ("12.50", "12.5"), ("9800.0", "9800"), ("0.5", "0.5"),
      (".5", "!number"), ("5.", "!number"),
      ("1.2.3", "!number"), ("00.5", "0.5"), ("１２．５", "12.5"), ("1,234.5", "1234.5"), ("12.5㎏", "12.5 + unit-stripped"),
      ("-1.5", "!range"),
    ])
  func decimals(cell: String, expected: String) {
    #expect(answer(cell, .decimal, ValueContext(units: ["kg"])) == expected)
  }
}
