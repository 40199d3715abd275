import Foundation
import Testing

@testable import Simulator

@Suite struct InnerWorkTests {
  @Test("Days agree with Foundation's calendar for two centuries")
  func calendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for number in stride(from: -25_000, through: 50_000, by: 17) {
      let day = CalendarDay(number: number)
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
      #expect(day.description == String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!))
      #expect(CalendarDay(day.description) == (parts.year! >= 1900 ? day : nil))
    }
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "２０２６-01-01", "2026-01-00", ""] {
      #expect(CalendarDay(text) == nil)
    }
  }

  @Test("JSON is accepted and refused as Foundation does, and means the same")
  func json() throws {
    let accepted = [
      #"{"a":"\u6771\ud83d\ude97\n\"\\","b":[1,-2.5,1e3,true,false,null,{}],"c":{"d":""}}"#, " [ ] ", "{}", "\"x\"",
      "0", "-0.0",
    ]
    for text in accepted {
      let value = try JSONReader.value(of: Array(text.utf8))
      let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? NSObject
      let ours =
        try JSONSerialization.jsonObject(with: Data(value.text.utf8), options: .fragmentsAllowed) as? NSObject
      #expect(ours == theirs)
    }
    for text in ["{a:1}", "01", "+1", "1.", ".5", "\"\t\"", "\"\\x\"", "nul", "", "{\"a\" 1}", "\"\\ud800x\""] {
      #expect(throws: (any Error).self) { try JSONReader.value(of: Array(text.utf8)) }
      #expect(throws: (any Error).self) {
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      }
    }
  }

  @Test(
    "JSON is read more strictly than Foundation where the standard is stricter",
    arguments: ["[1,]", "{\"a\":1,\"a\":2}", "\u{FEFF}{}", "{\"a\":1,}"])
  func strictJSON(text: String) {
    #expect(throws: (any Error).self) { try JSONReader.value(of: Array(text.utf8)) }
  }

  @Test("The table names each of the 31 functions once")
  func table() {
    #expect(FunctionTable.rows.map(\.number) == Array(1...31))
    #expect(FunctionTable.bySlug.count == 31)
    #expect(FunctionTable.rows.flatMap(\.fields).allSatisfy { FieldTable.shapes[$0.name] != nil })
  }

  @Test(
    "Plates and chassis numbers keep their grammar",
    arguments: [
      ("品川500さ1234", true), ("横浜31Kね11", true), ("尾張小牧300す1234", true), ("袖ヶ浦330た1", true),
      ("なにわ500さ1", true), ("練馬300さ1", true), ("足立480り1", true), ("品川500お1234", false),
      ("品川500さ12345", false), ("品川さ1234", false), ("500さ1234", false), ("品川500さ", false), ("", false),
      ("品川50000さ1", false), ("いわき500わ1", true),
    ])
  func plates(text: String, isPlate: Bool) {
    #expect(RegistrationNumber.isWellFormed(Array(text.unicodeScalars)) == isPlate)
  }
}
