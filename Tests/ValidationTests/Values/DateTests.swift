import Findings
import Foundation
import Testing

@testable import Validation

@Suite("Dates")
struct DateTests {
  @Test(
    "Every accepted shape is read",
    arguments: [
      ("2026-11-20", "2026-11-20"), ("2026/1/2", "2026-01-02"), ("2026.1.2", "2026-01-02"), ("2026年1月2日", "2026-01-02"),
      ("20260102", "2026-01-02"), ("20260102.0", "2026-01-02"), ("２０２６／１１／２０", "2026-11-20"),
      ("2026-02-28", "2026-02-28"),
      ("2024-02-29", "2024-02-29"), ("2000/2/29", "2000-02-29"), ("令和8年11月21日", "2026-11-21"),
      ("令8.11.21", "2026-11-21"),
      ("R8.11.21", "2026-11-21"), ("r8-11-21", "2026-11-21"), ("R08/11/21", "2026-11-21"), ("R081121", "2026-11-21"),
      ("令和081121", "2026-11-21"), ("R元.5.1", "2019-05-01"), ("㍻31.4.30", "2019-04-30"), ("㍼64年1月7日", "1989-01-07"),
      ("㍽15.12.24", "1926-12-24"), ("㍾45.7.29", "1912-07-29"), ("令和 8 年 11 月 21 日", "2026-11-21"),
      ("2026/11/21 00:00:00", "2026-11-21"), ("2026-11-21T00:00:00.000", "2026-11-21"),
      ("2026/11/21 13:45", "2026-11-21 + time-dropped"), ("20261121 0:01", "2026-11-21 + time-dropped"),
      ("令和8年11月21日 9:30", "2026-11-21 + time-dropped"), ("=\"2026/11/21\"", "2026-11-21"),
      ("'2026/11/21", "2026-11-21"),
      ("4081121", "1996-11-21"), ("5010501", "2019-05-01"), ("1010101", "1868-01-01 + era-overrun"),
    ])
  func accepted(cell: String, expected: String) {
    // Meiji 1 began in October, so that its January is an overrun; the calendar itself begins with that year.
    #expect(answer(cell, .date) == expected)
  }

  @Test(
    "A middle dot separates, and a letter's point is none",
    arguments: [
      ("令８・１１・２０", "2026-11-20"), ("令8･11･20", "2026-11-20"), ("R8・11・20", "2026-11-20"), ("2026・1・2", "2026-01-02"),
      ("R.8.11.20", "2026-11-20"), ("R 8.11.20", "2026-11-20"), ("Ｒ．８．１１．２０", "2026-11-20"),
      ("令.8.11.20", "2026-11-20"),
      ("R. 8. 11. 20", "2026-11-20"), ("R.元.5.1", "2019-05-01"), ("S.64.1.7", "1989-01-07"),
      ("H.31/4/30", "2019-04-30"),
    ])
  func middleDots(cell: String, expected: String) {
    #expect(answer(cell, .date) == expected)
  }

  @Test(
    "The day of the week is dropped when it is the right one",
    arguments: [
      ("2026/11/21(土)", "2026-11-21 + weekday-dropped"), ("2026/11/21（土）", "2026-11-21 + weekday-dropped"),
      ("2026-11-21 (土)", "2026-11-21 + weekday-dropped"), ("2026/11/21 土曜日", "2026-11-21 + weekday-dropped"),
      ("2026/11/21（土曜日）", "2026-11-21 + weekday-dropped"), ("2026/11/21(土曜)", "2026-11-21 + weekday-dropped"),
      ("令和8年11月21日（土）", "2026-11-21 + weekday-dropped"), ("令和8年11月22日日曜日", "2026-11-22 + weekday-dropped"),
      ("R8.11.20 ( 金 )", "2026-11-20 + weekday-dropped"), ("20261121㈯", "2026-11-21 + weekday-dropped"),
      ("2026/11/16(月)", "2026-11-16 + weekday-dropped"), ("2026/11/17(火)", "2026-11-17 + weekday-dropped"),
      ("2026/11/18(水)", "2026-11-18 + weekday-dropped"), ("2026/11/19(木)", "2026-11-19 + weekday-dropped"),
      ("2026/11/21(土) 0:00", "2026-11-21 + weekday-dropped"),
      ("2026/11/21(土)13:45", "2026-11-21 + weekday-dropped + time-dropped"),
      ("H31.5.1(水)", "2019-05-01 + era-overrun + weekday-dropped"),
    ])
  func weekdays(cell: String, expected: String) {
    #expect(answer(cell, .date) == expected)
  }

  @Test(
    "Dates outside their era are converted with a warning",
    arguments: [
      ("H31.4.30", "2019-04-30"), ("H31.5.1", "2019-05-01 + era-overrun"), ("S64.1.8", "1989-01-08 + era-overrun"),
      ("R1.4.30", "2019-04-30 + era-overrun"), ("R1.5.1", "2019-05-01"), ("S1.12.25", "1926-12-25"),
      ("S1.12.24", "1926-12-24 + era-overrun"), ("T1.7.30", "1912-07-30"), ("平成38年11月21日", "2026-11-21 + era-overrun"),
    ])
  func overruns(cell: String, expected: String) {
    #expect(answer(cell, .date) == expected)
  }

  @Test(
    "Whatever is no clear calendar day is refused",
    arguments: [
      "2026-02-30", "2026-13-01", "2026-00-10", "2026-11-00", "2100-02-29", "26.11.21", "8/11/21", "261121", "2026-11",
      "11/21",
      "60", "46347", "2026/11-21", "2026年11月", "2026年11/21", "2026年11月21", "令和8年", "R0.1.1", "R8.2.30", "6081121",
      "0081121",
      "R8112", "11/21/2026", "2026-11-21Z", "2026-11-21T15:00:00Z", "2026-11-21T15:00+09:00", "2026-11-21 24:00",
      "2026-11-21 9", "2026-11-211", "1867-12-31", "不明", "2026 11 21", "R2026.11.21", "S101.11.21", "2026/11/21(日)",
      "2026/11/21土", "2026/11/21 (土", "2026/11/21 土)", "2026/11/21(土曜日", "2026/11/21 土曜", "2026/11/21()",
      "2026/11/21 曜日",
      "2026/11/21(土)(土)", "2026/11/21(Sat)", "令和8年11月21日金曜日", "26.11.21(土)", "(土)2026/11/21", "R..8.11.20", "R.8",
      "令８・１１．２０", "2026・11", "2026/11/21 13:45(土)",
      "１２３",
    ])
  func refused(cell: String) {
    #expect(answer(cell, .date) == "!date")
  }

  @Test("A date in exponent form is damage", arguments: ["4.6347E+04", "2E7", "2.0261121E+7"])
  func damaged(cell: String) {
    #expect(answer(cell, .date) == "!exponent-damage")
  }

  @Test(
    "A blank date is empty, with a warning",
    arguments: [
      "0000/00/00", "0000-00-00", "00.00.00", "00000000", "0", "99999999", "9999/99/99", "/ /", "  /  /  ", "年 月 日",
      "令和  年  月  日", "R00.00.00", "0000/00/00 0:00", "-", "00・00・00", "・ ・",
    ])
  func blank(cell: String) {
    #expect(answer(cell, .date) == "∅ + blank-date")
  }

  @Test(
    "Years without an era need a default era",
    arguments: [
      ("27. 5. 12", Era.heisei, "2015-05-12 + default-era"), ("8/11/21", .reiwa, "2026-11-21 + default-era"),
      ("27年5月12日", .heisei, "2015-05-12 + default-era"), ("38.5.12", .heisei, "2026-05-12 + default-era + era-overrun"),
      ("261121", .reiwa, "!date"), ("0.5.12", .reiwa, "!date"),
    ])
  func defaultEra(cell: String, era: Era, expected: String) {
    #expect(answer(cell, .date, ValueContext(defaultEra: era)) == expected)
  }

  @Test(
    "Serial numbers count only where the profile says so",
    arguments: [
      ("1", SerialDates.from1900, "1900-01-01 + serial-date"), ("59", .from1900, "1900-02-28 + serial-date"),
      ("60", .from1900, "!date"), ("61", .from1900, "1900-03-01 + serial-date"),
      ("46347", .from1900, "2026-11-21 + serial-date"),
      ("46347.0", .from1900, "2026-11-21 + serial-date"),
      ("46347.5", .from1900, "2026-11-21 + serial-date + time-dropped"),
      ("44885", .from1904, "2026-11-21 + serial-date"), ("1", .from1904, "1904-01-02 + serial-date"),
      ("261121", .from1900, "!date"), ("20261121", .from1900, "2026-11-21"), ("5081121", .from1900, "2026-11-21"),
    ])
  func serials(cell: String, system: SerialDates, expected: String) {
    #expect(answer(cell, .date, ValueContext(serialDates: system)) == expected)
  }

  @Test("Generated days agree with Foundation's Gregorian and Japanese calendars, in every shape")
  func oracle() throws {
    var (random, seed) = SeededGenerator.announced("calendar days")
    let zone = TimeZone(identifier: "Asia/Tokyo")!
    var gregorian = Calendar(identifier: .gregorian)
    gregorian.timeZone = zone
    var japanese = Calendar(identifier: .japanese)
    japanese.timeZone = zone
    let letters = [232: ("明治", "M"), 233: ("大正", "T"), 234: ("昭和", "S"), 235: ("平成", "H"), 236: ("令和", "R")]
    for _ in 0..<1_500 {
      let serial = Int.random(in: 61...73_050, using: &random)
      let date = Date(timeIntervalSince1970: Double(serial - 25_569) * 86_400)
      let western = gregorian.dateComponents([.year, .month, .day], from: date)
      let imperial = japanese.dateComponents([.era, .year], from: date)
      let (year, month, day) = (western.year!, western.month!, western.day!)
      let (kanji, letter) = try #require(letters[imperial.era!])
      let (ordinal, code) = (imperial.year!, imperial.era! - 231)
      let iso = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      var shapes = [
        "\(year)/\(month)/\(day)", "\(year)年\(month)月\(day)日", "\(year)\(padded(month, 2))\(padded(day, 2))",
      ]
      if ordinal < 100 {
        shapes.append("\(letter)\(ordinal).\(month).\(day)")
        shapes.append("\(kanji)\(ordinal == 1 ? "元" : "\(ordinal)")年\(month)月\(day)日")
        shapes.append("\(code)\(padded(ordinal, 2))\(padded(month, 2))\(padded(day, 2))")
      }
      for shape in shapes { #expect(answer(shape, .date) == iso, "\(shape), seed \(seed)") }
      let serials = ValueContext(serialDates: .from1900)
      #expect(answer("\(serial)", .date, serials) == iso + " + serial-date", "\(serial), seed \(seed)")
    }
  }

  private func padded(_ number: Int, _ length: Int) -> String {
    String(repeating: "0", count: max(0, length - "\(number)".count)) + "\(number)"
  }
}
