import Foundation
import Testing
import Validation

@testable import Delivery

@Suite("Dates and moments in Japan")
struct MomentTests {
  @Test("Every day from 1600 to 2400 prints, counts and has the weekday that Python's datetime says")
  func againstPython() {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var date = JapanDate(year: 1600, month: 1, day: 1)!
    var count = 0
    while date.year <= 2400 {
      for byte in "\(date) \(date.weekday.rawValue) \(date.daysSince1970);".utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      count += 1
      date = date.adding(days: 1)
    }
    #expect(count == 292_560)
    #expect(hash == 0xb186_d742_a290_e5dd)
  }

  @Test(
    "Only real days in ten characters are dates",
    arguments: [
      ("2026-11-20", true), ("2024-02-29", true), ("2000-02-29", true), ("0001-01-01", true), ("9999-12-31", true),
      ("2026-02-29", false), ("1900-02-29", false), ("2026-02-30", false), ("2026-13-01", false), ("2026-00-01", false),
      ("2026-04-31", false), ("2026-11-2", false), ("2026-11-200", false), ("2026/11/20", false), ("20261120", false),
      ("", false), (" 2026-11-20", false), ("２０２６-11-20", false), ("-026-11-20", false), ("0000-01-01", false),
    ])
  func dates(text: String, isDate: Bool) {
    #expect(JapanDate(text)?.description == (isDate ? text : nil))
  }

  @Test(
    "Days are added over New Year and leap days",
    arguments: [
      ("2026-12-31", 1, "2027-01-01"), ("2027-01-01", -1, "2026-12-31"), ("2028-02-28", 1, "2028-02-29"),
      ("2028-02-28", 2, "2028-03-01"), ("2027-02-28", 1, "2027-03-01"), ("2026-11-21", 0, "2026-11-21"),
      ("2026-11-21", 120, "2027-03-21"), ("1970-01-01", -1, "1969-12-31"),
    ])
  func adding(from: String, days: Int, to: String) throws {
    let start = try #require(JapanDate(from))
    let end = try #require(JapanDate(to))
    #expect(start.adding(days: days) == end)
    #expect(start.days(until: end) == days)
    #expect((start < end) == (days > 0))
  }

  @Test(
    "ISO 8601 is read with any zone and printed in Japan's",
    arguments: [
      ("1994-11-06T08:49:37Z", 784_111_777_000, "1994-11-06T17:49:37+09:00"),
      ("2026-11-21T10:15:30+09:00", 1_795_223_730_000, "2026-11-21T10:15:30+09:00"),
      ("2026-11-21T10:15:30+0900", 1_795_223_730_000, "2026-11-21T10:15:30+09:00"),
      ("2026-11-20T20:15:30.5-05:00", 1_795_223_730_500, "2026-11-21T10:15:30.500+09:00"),
      ("2026-11-21T01:15:30.1239999Z", 1_795_223_730_123, "2026-11-21T10:15:30.123+09:00"),
      ("1969-12-31T23:59:59.999Z", -1, "1970-01-01T08:59:59.999+09:00"),
      ("2024-02-29T23:59:59+09:00", 1_709_218_799_000, "2024-02-29T23:59:59+09:00"),
      ("1900-01-01T00:00:00+09:00", -2_209_021_200_000, "1900-01-01T00:00:00+09:00"),
      ("2026-12-31T15:00:00Z", 1_798_729_200_000, "2027-01-01T00:00:00+09:00"),
      ("2016-12-31T23:59:60Z", 1_483_228_799_000, "2017-01-01T08:59:59+09:00"),
    ] as [(String, Int64, String)])
  func moments(text: String, milliseconds: Int64, printed: String) throws {
    let moment = try #require(Moment(text))
    #expect(moment.milliseconds == milliseconds)
    #expect(moment.description == printed)
    #expect(Moment(printed) == moment)
    #expect(Moment(moment.japanDate, secondOfDay: moment.japanSecondOfDay) <= moment)
  }

  @Test(
    "What has no zone, no seconds or no such time is no moment",
    arguments: [
      "2026-11-21T10:15:30", "2026-11-21T10:15+09:00", "2026-11-21 10:15:30Z", "2026-11-21T24:00:00Z",
      "2026-11-21T10:60:00Z", "2026-11-21T10:15:61Z", "2026-11-21T10:15:30.Z", "2026-11-21T10:15:30+9:00",
      "2026-11-21T10:15:30+24:00", "2026-11-21T10:15:30Zx", "2026-02-30T10:15:30Z", "",
    ])
  func noMoments(text: String) {
    #expect(Moment(text) == nil)
  }

  @Test("Dates and moments survive JSON, as keys too")
  func coding() throws {
    let date = try #require(JapanDate("2026-11-20"))
    let moment = Moment(milliseconds: -1)
    #expect(
      String(decoding: try JSONEncoder().encode([date: [date]]), as: UTF8.self) == #"{"2026-11-20":["2026-11-20"]}"#)
    #expect(
      try JSONDecoder().decode([JapanDate: Moment].self, from: JSONEncoder().encode([date: moment])) == [date: moment])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([JapanDate].self, from: Data(#"["2026-02-30"]"#.utf8))
    }
  }
}
