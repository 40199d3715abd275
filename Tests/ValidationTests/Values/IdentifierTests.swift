import Findings
import Testing

@testable import Validation

@Suite("Identifiers")
struct IdentifierTests {
  @Test(
    "Tickets are 12 digits, and one zero that a spreadsheet dropped comes back",
    arguments: [
      ("040012345678", "040012345678"), ("0400 1234 5678", "040012345678"), ("　０４００ー１２３４−５６７８\u{FEFF}", "040012345678"),
      ("=\"0400-1234-5678\"", "040012345678"), ("='0400", "!pattern"), ("'=\"040012345678\"", "040012345678"),
      ("40012345678", "040012345678 + zero-restored"), ("40012345678.00", "040012345678 + zero-restored"),
      ("４００１２３４５６７８", "040012345678 + zero-restored"), ("040012345678.0", "040012345678"),
      ("400-1234-5678", "!length"), ("04001234567", "!length"), ("4001234567", "!length"),
      ("040012345678.5", "!pattern"),
      ("1234123456781", "!appliance-ticket"), ("1234-12345678-1", "!appliance-ticket"), ("1234-12345678-", "!pattern"),
      ("04001234567890", "!length"), ("0400-1234-****", "!pattern"), ("4E10", "!exponent-damage"),
      ("４．００１２３Ｅ＋１０", "!exponent-damage"), ("#N/A", "!pattern"), ("########", "!pattern"), ("", "∅"),
      (" \t　\u{200B}", "∅"),
      ("=\"\"", "∅"), ("'", "∅"), ("-", "!pattern"), ("٠٤٠٠١٢٣٤٥٦٧٨", "!pattern"),
    ])
  func tickets(cell: String, expected: String) {
    #expect(answer(cell, .ticket) == expected)
  }

  @Test(
    "Office codes are 12 digits and never padded",
    arguments: [
      ("130000100002", "130000100002"), ("１３００００１００００２", "130000100002"), ("30000100002", "!length"),
      ("1300001000020", "!length"), ("13000010000A", "!pattern"), ("1.3E+11", "!exponent-damage"),
    ])
  func offices(cell: String, expected: String) {
    #expect(answer(cell, .office) == expected)
  }

  @Test(
    "Digit fields have as many digits as their schema says",
    arguments: [("1234567", "1234567"), ("123-4567", "1234567"), ("123456", "!length"), ("12345678", "!length")])
  func digits(cell: String, expected: String) {
    #expect(answer(cell, .digits, ValueContext(digits: 7...7)) == expected)
  }

  @Test(
    "Chassis numbers keep their hyphen and are refused when masked or damaged",
    arguments: [
      ("ABC12-345678", "ABC12-345678"), (" abc12‐345678 ", "ABC12-345678"), ("=\"ABC12-345678\"", "ABC12-345678"),
      ("ABC12 345678", "!pattern"), ("-ABC12", "!pattern"), ("ABC12-", "!pattern"), ("-", "!pattern"),
      ("********1234", "!pattern"), ("ABC-XXXX", "!pattern"), ("ABC-XXX1", "ABC-XXX1"), ("ＡＢＣ－ＸＸＸＸ", "!pattern"),
      ("1.23E+11", "!exponent-damage"), ("4E+10", "!exponent-damage"), ("1E-12", "1E-12"), ("12E34", "12E34"),
      (String(repeating: "A", count: 42), String(repeating: "A", count: 42)),
      (String(repeating: "A", count: 43), "!length"),
      ("#REF!", "!pattern"), ("ABC/12", "!pattern"), ("不明", "!pattern"), ("", "∅"),
    ])
  func chassis(cell: String, expected: String) {
    #expect(answer(cell, .chassis) == expected)
  }

  @Test(
    "Official-stamp numbers are one stamp character and seven digits, however they are framed",
    arguments: [
      ("東4112345", "東4112345"), ("東 41 12345", "東4112345"), ("東４１１２３４５", "東4112345"), ("東〇◯4112345○東", "東4112345"),
      ("東[41]12345東", "東4112345"), ("東【41】12345", "東4112345"), ("東〔41〕12345東", "東4112345"),
      ("東（41）12345東", "東4112345"), ("東[41]1東", "東4100001 + stamp-padded"), ("東[41]123456東", "!length"),
      ("東[41]東", "!pattern"), ("東[4]12345", "!pattern"), ("東[41)12345", "!pattern"), ("東411234", "!length"),
      ("東4112345国", "!pattern"), ("東41-12345", "!pattern"), ("外4112345", "!pattern"), ("東", "!pattern"),
    ])
  func stamps(cell: String, expected: String) {
    #expect(answer(cell, .chassis) == expected)
  }

  @Test(
    "Every hyphen of the class is one inside codes, and none of them inside names",
    arguments: [
      0x2D, 0xFF0D, 0xFE63, 0x2212, 0x2010, 0x2043, 0x2011, 0x2012, 0x2013, 0x2014, 0xFE58, 0x2015, 0x23AF, 0x23E4,
      0x30FC,
      0xFF70, 0x2500, 0x2501,
    ] as [UInt32])
  func hyphens(value: UInt32) {
    let hyphen = String(Unicode.Scalar(value)!)
    #expect(answer("ABC12\(hyphen)345678", .chassis) == "ABC12-345678")
    #expect(answer("0400\(hyphen)1234\(hyphen)5678", .ticket) == "040012345678")
    #expect(answer("ERP\(hyphen)1", .code) == "ERP-1")
    #expect(answer("2026\(hyphen)11\(hyphen)20", .date) == "2026-11-20")
    #expect(answer("品川500さ12\(hyphen)34", .plate) == "品川500さ1234")
    #expect(answer("03\(hyphen)1111\(hyphen)1111", .telephone) == "0311111111")
    // ー is a letter of names; its half-width form becomes the full one, and everything else stays.
    #expect(answer("デ\(hyphen)タ", .name) == (value == 0xFF70 ? "データ" : "デ\(hyphen)タ"))
  }

  @Test("The kind of a chassis number follows from its first character")
  func kinds() {
    #expect(chassisKind(of: bytes("ABC12-345678")) == "1")
    #expect(chassisKind(of: bytes("東4112345")) == "2")
    #expect(chassisKind(of: bytes("1234567890")) == "1")
  }

  @Test(
    "Plates lose spaces, dots, the hyphen and leading zeros",
    arguments: [
      ("品川500さ1234", "品川500さ1234"), ("品川 ５００ さ　12－34", "品川500さ1234"), ("品川500さ・1-23", "品川500さ123"),
      ("品川500さ・・-・1", "品川500さ1"), ("品川500さ0012", "品川500さ12"), ("品川500さ･･･1", "品川500さ1"), ("品川5さ1", "品川5さ1"),
      ("横浜31kね11", "横浜31Kね11"), ("横浜3AAね11", "横浜3AAね11"), ("品川30A1234", "品川30A1234"), ("品川30AE1234", "品川30AE1234"),
      ("品川500Ｙ1", "品川500Y1"), ("品川500ｻ1234", "品川500さ1234 + kana-folded"), ("ナニワ500さ1", "なにわ500さ1 + kana-folded"),
      ("袖ケ浦330た1", "袖ヶ浦330た1 + kana-folded"), ("袖ヶ浦330た1", "袖ヶ浦330た1"), ("つくば500さ1", "つくば500さ1"),
      ("品川500へ1234", "!pattern"), ("品川500し1234", "!pattern"), ("品川500ん1234", "!pattern"), ("品川500A", "!pattern"),
      ("品川さ1234", "!pattern"), ("500さ1234", "!pattern"), ("北九州市外500さ1", "!pattern"), ("品川A00さ1", "!pattern"),
      ("品川500さ1-234", "!pattern"), ("品川500さ12--34", "!pattern"), ("品川500さ00012", "!pattern"), ("品川500さ", "!pattern"),
      ("品川500さ1・2", "!pattern"), ("品川5000さ1", "!pattern"), ("品川12-34", "!pattern"), ("", "∅"),
    ])
  func plates(cell: String, expected: String) {
    #expect(answer(cell, .plate) == expected)
  }

  @Test(
    "Permit numbers are 11 digits where they can be, and free otherwise",
    arguments: [
      ("01310123456", "01310123456"), ("第01310123456号", "01310123456"), ("第1310123456号", "01310123456 + zero-restored"),
      ("1310123456.0", "01310123456 + zero-restored"), ("1.31E+09", "!exponent-damage"), ("港環第12号", "港環第12号"),
      ("第（２）１２号", "第(2)12号"), ("123", "123"),
    ])
  func permits(cell: String, expected: String) {
    #expect(answer(cell, .permit) == expected)
  }

  @Test(
    "Telephone numbers are 10 or 11 digits and lose their extension",
    arguments: [
      ("0311111111", "0311111111"), ("03-1111-1111", "0311111111"), ("03（1111）1111", "0311111111"),
      ("011-231-4111（内線24322）", "0112314111"), ("011-231-4111 内線 24322", "0112314111"), ("311111111", "!length"),
      ("013-51-0740", "!length"), ("１１１１１１１１１１", "!pattern"), ("+81-3-1111-1111", "!pattern"),
    ])
  func telephones(cell: String, expected: String) {
    #expect(answer(cell, .telephone) == expected)
  }

  @Test(
    "Codes without a shape are folded, not repaired",
    arguments: [
      ("ERP-20261121-0001", "ERP-20261121-0001"), ("ＥＲＰ－１", "ERP-1"), ("h4r-123", "h4r-123"), ("@A", "@A"),
      ("=\"0012\"", "0012"), ("A\r\nB", "A B"), ("1月2日", "!pattern"), ("1-Mar", "!pattern"), ("Nov-26", "!pattern"),
      ("1-2", "1-2"), ("LA777", "LA777"), ("1.23E+11", "!exponent-damage"), ("#VALUE!", "!pattern"), ("００１２", "0012"),
    ])
  func codes(cell: String, expected: String) {
    #expect(answer(cell, .code) == expected)
  }

  @Test("A rejection quotes the cell as it was and says what was expected")
  func facts() {
    #expect(
      normalise(bytes(" 123 "), as: .ticket)
        == .rejected(Rejection(.length, facts: ["value": " 123 ", "expected": "12", "actual": "3"])))
    #expect(
      normalise(bytes("ABC-"), as: .chassis, ValueContext(example: "NCR33-1234567"))
        == .rejected(Rejection(.pattern, facts: ["value": "ABC-", "expected": "NCR33-1234567"])))
    #expect(
      normalise(bytes("40012345678"), as: .ticket)
        == .value(
          Normalised(
            bytes("040012345678"),
            repairs: [Repair(.zeroRestored, facts: ["value": "40012345678", "expected": "040012345678"])])))
  }

  @Test("A very long cell is quoted in part")
  func longCells() {
    guard case .rejected(let rejection) = normalise(bytes(String(repeating: "漢", count: 100_000)), as: .ticket) else {
      Issue.record("accepted")
      return
    }
    #expect(rejection.facts["value"] == String(repeating: "漢", count: 120) + "…")
  }
}
