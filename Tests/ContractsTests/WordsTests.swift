import Findings
import Testing
import Validation

@testable import Contracts

@Suite("Rules and columns in words")
struct WordsTests {
  @Test("Every rule of every function has words in both languages that name a field or say why")
  func everyRule() {
    for function in Shipped.catalogue.functions {
      let words = RuleWords(function: function, service: Shipped.catalogue.service)
      for rule in function.bridge.rules {
        for language in Language.allCases {
          let sentence = words.sentence(rule, in: language)
          #expect(sentence.count > 5 && !sentence.contains("Optional"), "\(function.name) \(rule.id): \(sentence)")
        }
      }
    }
  }

  @Test("A reason that leaves its field out is told of what it speaks")
  func reasonWithField() throws {
    let function = try #require(Shipped.catalogue.function(named: "collection-report"))
    let words = RuleWords(function: function, service: Shipped.catalogue.service)
    let rule = try #require(function.bridge.rules.first { $0.id == "R04" })
    #expect(words.sentence(rule, in: .japanese) == "「引取年月日」：今日以前")
    #expect(words.sentence(rule, in: .english) == "collectionDate: today or earlier")
  }

  @Test("A reason that leaves its condition out is told when it applies")
  func reasonWithCondition() throws {
    let function = try #require(Shipped.catalogue.function(named: "downstream-collection-report"))
    let words = RuleWords(function: function, service: Shipped.catalogue.service)
    let rule = try #require(function.bridge.rules.first { $0.id == "R11" && $0.when == ["process": ["2"]] })
    #expect(words.sentence(rule, in: .english) == "when process is 2 (フロン類回収工程): the office code of a recoverer")
  }

  @Test("A rule without a reason is told by its demand")
  func demand() throws {
    let function = try #require(Shipped.catalogue.function(named: "collection-report"))
    let words = RuleWords(function: function, service: Shipped.catalogue.service)
    let rule = try #require(function.bridge.rules.first { $0.id == "R05" })
    #expect(words.sentence(rule, in: .japanese) == "「最終所有者意思確認」は1（書面で確認済）でなければならない")
    #expect(words.sentence(rule, in: .english) == "ownerConsent must be 1 (書面で確認済)")
  }

  @Test(
    "A column's shape is told as people say it",
    arguments: [
      ("officeCode", "12桁", "12 digits"), ("requesterName", "60文字以内", "up to 60 characters"),
      ("collectionDate", "日付", "date"), ("airbagEquipped", "1か0", "1 or 0"), ("vehicleClass", "コード", "code"),
    ])
  func shape(_ name: String, _ japanese: String, _ english: String) throws {
    let field = try #require(Shipped.catalogue.function(named: "collection-report")?.field(named: name))
    #expect(FieldWords(field).shape(in: .japanese) == japanese)
    #expect(FieldWords(field).shape(in: .english) == english)
  }

  @Test("Text in an XML document can't end its element or attribute")
  func escaping() {
    let element = XMLElement("a", ["b": "<\"&\n"])
    #expect(element.document.hasSuffix("<a b=\"&lt;&quot;&amp;&#10;\"/>\n"))
    #expect(XMLElement("a", text: "]]>&").document.hasSuffix("<a>]]&gt;&amp;</a>\n"))
  }
}
