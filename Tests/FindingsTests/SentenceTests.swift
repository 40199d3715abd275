import Foundation
import Testing

@testable import Findings

@Suite("Sentences")
struct SentenceTests {
  @Test("A sentence says what is wrong, then what to do")
  func whole() {
    let finding = Finding(
      .length, field: "officeCode", label: "事業所ｺｰﾄﾞ", facts: ["value": "13", "actual": "2", "expected": "12"],
      at: Location(record: 2, line: 2, byteOffset: 40))
    #expect(finding.sentence(in: .japanese) == "「事業所ｺｰﾄﾞ」の値「13」は桁数が正しくありません（2桁、正しくは12）。正しい値に直してください。")
    #expect(finding.sentence(in: .english) == "“事業所ｺｰﾄﾞ” holds “13” with 2 characters instead of 12. Correct it.")
  }

  @Test("A fact that reads differently in each language is picked by language, before the common one")
  func twoLanguages() {
    let facts = ["value": "2026-11-22", "expected.ja": "今日以前", "expected.en": "today or earlier", "expected": "?"]
    let finding = Finding(.dateOrder, label: "引取日", facts: facts)
    #expect(finding.sentence(in: .japanese).contains("今日以前でなければなりません"))
    #expect(finding.sentence(in: .english).contains("must be today or earlier"))
    let once = Finding(.dateOrder, label: "引取日", facts: ["value": "x", "expected": "2026-11-20"])
    for language in Language.allCases { #expect(once.sentence(in: language).contains("2026-11-20")) }
  }

  @Test("The heading stands for the field; without one its name; without both an ellipsis")
  func label() {
    #expect(Finding(.required, field: "officeCode", label: "事業所").sentence(in: .english).contains("“事業所”"))
    #expect(Finding(.required, field: "officeCode").sentence(in: .english).contains("“officeCode”"))
    #expect(Finding(.required).sentence(in: .english).contains("“…”"))
  }

  @Test("The place fills what the facts leave open, and never overrules them")
  func place() {
    let location = Location(record: 5, line: 7, byteOffset: 99)
    #expect(Finding(.unclosedQuote, at: location).sentence(in: .english).contains("line 7"))
    #expect(Finding(.unclosedQuote, facts: ["line": "9"], at: location).sentence(in: .english).contains("line 9"))
  }

  @Test(
    "Braces in a value are text: nothing in a cell is read as a placeholder", arguments: ["{field}", "{", "}{", "{x"])
  func injected(value: String) {
    let sentence = {
      Finding(.pattern, label: "管理番号", facts: ["value": $0, "expected": "A-1"]).sentence(in: .japanese)
    }
    #expect(sentence(value) == sentence("§").replacing("§", with: value))
    #expect(sentence(value).contains("「\(value)」"))
  }

  @Test("A remedy that turns out empty leaves no trailing space")
  func emptyRemedy() {
    let finding = Finding(.serviceRefused, facts: ["code": "E1", "message": "m", "remedy": ""])
    #expect(finding.sentence(in: .english) == "The service refused the report: E1 m.")
  }

  @Test("A fault speaks the same words, and its description carries its number")
  func fault() {
    let fault = Fault(.diskFull, ["path": "/data"])
    #expect(fault.sentence(in: .japanese).hasPrefix("ディスクに空きがありません（/data）。"))
    #expect(fault.description.hasPrefix("B006 disk-full: The disk is full (/data)."))
  }

  @Test("A finding survives being stored")
  func codable() throws {
    let finding = Finding(
      .range, field: "a", label: "b", facts: ["value": "1", "expected.ja": "二"],
      at: Location(record: 1, line: 2, byteOffset: 3))
    #expect(try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding)) == finding)
    let text = String(decoding: try JSONEncoder().encode(finding), as: UTF8.self)
    #expect(text.contains("\"V111\""))
  }
}
