import Testing

@testable import Spreadsheets

@Suite("Numbers of a workbook")
struct NumberTests {
  @Test(
    "A number reads in full, without an exponent or a fraction that isn't there",
    arguments: [
      ("130414000001", "130414000001"), ("1.30414000001E+11", "130414000001"), ("1.3E11", "130000000000"),
      ("12.0", "12"), ("-7", "-7"), ("-0", "0"), ("007", "7"), ("0", "0"), ("  5 ", "5"),
      ("9007199254740991", "9007199254740991"), ("9.0071992547409910E+15", "9007199254740991"),
      ("12345678901234567890", "12345678901234567890"), ("1.2345678901234567E+19", "12345678901234567000"),
      ("0.1", "0.1"), ("0.10000000000000001", "0.1"), ("12.50", "12.5"), ("1.1000000000000001", "1.1"),
      ("1E-7", "0.0000001"), ("-1.25e-5", "-0.0000125"), ("1.5E+1", "15"), ("1.2345E+3", "1234.5"),
      ("abc", "abc"), ("0x10", "0x10"), ("1E+999", "1E+999"),
    ])
  func general(stored: String, text: String) throws {
    let rows = try Book(rows: "<row r=\"1\"><c r=\"A1\"><v>\(stored)</v></c></row>").read().rows
    #expect(rows == [[text]])
  }

  @Test(
    "A format of zeros tells how many digits a number has",
    arguments: [
      ("000000000000", "13041400001", "013041400001"), ("000", "1234", "1234"), ("00000", "1.5", "1.5"),
      ("00000", "0", "00000"), ("0000", "-7", "-7"), ("0", "5", "5"), ("000000000000", "1.3E+10", "013000000000"),
    ])
  func zeros(code: String, stored: String, text: String) throws {
    #expect(try read(stored, code: code) == text)
  }

  @Test(
    "A format with a day makes a date of a number",
    arguments: [
      "yyyy/m/d;@", "yyyy\"年\"m\"月\"d\"日\"", "[$-411]ge.m.d", "[$-411]ggge\"年\"m\"月\"d\"日\";@", "m/d", "mmm-yy",
      "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "YYYY-MM-DD", "[Red]yyyy/mm/dd h:mm", "yyyy/mm/dd\\ hh:mm:ss", "e/m/d",
      "m\"月\"", "aaaa", "yyyy/mm/dd hh:mm:ss.000", "[DBNum1]yyyy年m月d日",
    ])
  func dates(code: String) throws {
    #expect(NumberFormat(code: code) == .date)
    #expect(try read("46347", code: code) == "2026-11-21")
  }

  @Test(
    "A format without a day leaves a number alone",
    arguments: [
      "General", "G/標準", "0.00", "#,##0", "#,##0_);[Red]\\(#,##0\\)", "0.00E+00", "@", "0\"days\"",
      "0\"台 (年月日 y m d)\"",
      "h:mm", "[h]:mm", "mm:ss.0", "h:mm AM/PM", "[mm]", "h\"時\"mm\"分\"", "\"date\"0", "[Red]0;yyyy", "\\d0", "* 0",
      "General\\ \"kg\"", "0_d", "0 kg", "0 days", "# ?/?", "m:s.0", "[Magenta][<100]0", "\"unclosed yyyy",
    ])
  func notDates(code: String) throws {
    #expect(NumberFormat(code: code) == .number)
    #expect(try read("46347", code: code) == "46347")
  }

  @Test("The formats that Excel knows by number are dates where they show a day")
  func builtIn() {
    let dates = (0...163).filter { NumberFormat(builtIn: $0) == .date }
    #expect(dates == [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36] + Array(50...58))
  }

  @Test(
    "Days count from 1900, with a 29 February that never was",
    arguments: [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "60"), ("60.5", "60.5"), ("61", "1900-03-01"), ("0", "0"),
      ("0.5", "0.5"), ("-1", "-1"), ("32516", "1989-01-08"), ("35390", "1996-11-21"), ("36585", "2000-02-29"),
      ("36586", "2000-03-01"), ("38443", "2005-04-01"), ("42136", "2015-05-12"), ("43586", "2019-05-01"),
      ("46344", "2026-11-18"), ("46347", "2026-11-21"), ("46347.395833333336", "2026-11-21 09:30:00"),
      ("46347.999999", "2026-11-22"), ("46347.0000001", "2026-11-21"), ("59.9999999", "59.9999999"),
      ("2958465", "9999-12-31"), ("2958465.9999999", "2958465.9999999"), ("2958466", "2958466"),
      ("4.6347E4", "2026-11-21"),
    ])
  func days(stored: String, text: String) throws {
    #expect(try read(stored, format: 14) == text)
  }

  @Test(
    "Days count from 1904 where the workbook says so",
    arguments: [
      ("44885", "2026-11-21"), ("0", "1904-01-01"), ("60", "1904-03-01"), ("2957003", "9999-12-31"),
      ("2957004", "2957004"),
      ("44885.5", "2026-11-21 12:00:00"),
    ])
  func days1904(stored: String, text: String) throws {
    #expect(try read(stored, format: 14, is1904: true) == text)
  }

  private func read(_ stored: String, code: String) throws -> String {
    try read(stored, format: 164, codes: [code])
  }

  private func read(_ stored: String, format: Int, codes: [String] = [], is1904: Bool = false) throws -> String {
    var book = Book(rows: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(stored)</v></c></row>")
    book.formatCodes = codes.map { $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
    book.formats = [0, format]
    book.is1904 = is1904
    return try #require(book.read().rows.first?.first)
  }
}
