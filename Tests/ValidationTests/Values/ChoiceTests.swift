import Findings
import Testing

@testable import Validation

@Suite("Choices")
struct ChoiceTests {
  static let yesNo = ValueContext(choices: Choices(["1": ["有"], "0": ["無"]], isBoolean: true))
  static let plateUnknown = ValueContext(choices: Choices(["1": ["不明"], "0": ["判明"]], isBoolean: true))
  static let fluorocarbon = ValueContext(choices: Choices(["1": ["CFC", "R12"], "2": ["HFC", "R134a"]]))
  static let process = ValueContext(
    choices: Choices(["1": ["引取工程"], "2": ["フロン類回収工程"], "3": ["解体工程"], "4": ["破砕工程"]]))
  static let container = ValueContext(
    choices: Choices(["1": ["大型ボンベ（30リットル以下）"], "2": ["専用パレット（1リットルボンベ収納）"]]))

  @Test(
    "Yes is understood in all its writings",
    arguments: [
      "1", "１", "1.0", "○", "〇", "◯", "●", "◎", "✓", "✔", "レ", "ﾚ", "有", "有り", "あり", "アリ", "ｱﾘ", "済", "済み", "預託済",
      "TRUE",
      "true", "Ｙ", "y", "YES", " 有　", "=\"1\"", "'1", "(有)・無", "（有）・無", "(有)/無", "(有) 無", "無・(有)", "(済)・未", "①",
    ])
  func yes(cell: String) {
    #expect(answer(cell, .choice, Self.yesNo) == "1")
  }

  @Test(
    "No is understood in all its writings",
    arguments: [
      "0", "０", "0.0", "×", "✕", "✖", "X", "x", "無", "無し", "なし", "ナシ", "未", "未済", "未預託", "FALSE", "N", "no",
      "有・(無)", "済・(未)", "有･（無）",
    ])
  func no(cell: String) {
    #expect(answer(cell, .choice, Self.yesNo) == "0")
  }

  @Test(
    "What is neither yes nor no is refused",
    arguments: [
      "△", "?", "不明", "－", "2", "有・無", "(有)・(無)", "(有)", "㈲", "(有)・有", "(有・無)", "((有)・無)", "(有・無", "有)・無", "11", "有無",
      "#N/A ", "01",
    ])
  func neither(cell: String) {
    #expect(answer(cell, .choice, Self.yesNo) == (cell == "#N/A " ? "!pattern" : "!boolean"))
  }

  @Test(
    "A label of the field itself goes before the general words",
    arguments: [("不明", "1"), ("判明", "0"), ("1", "1"), ("有", "1"), ("", "∅")])
  func labels(cell: String, expected: String) {
    #expect(answer(cell, .choice, Self.plateUnknown) == expected)
  }

  @Test(
    "Codes, labels and circled alternatives lead to the code",
    arguments: [
      ("2", "2"), ("HFC", "2"), ("hfc", "2"), ("ＨＦＣ", "2"), ("R134a", "2"), ("r12", "1"), ("CFC (HFC)", "2"),
      ("(CFC) HFC", "1"),
      ("CFC(HFC)", "2"), ("(CFC)・(HFC)", "!enumeration"), ("CFC HFC", "!enumeration"), ("HFO-1234yf", "!enumeration"),
      ("3", "!enumeration"), ("有", "!enumeration"), ("2E0", "!exponent-damage"),
    ])
  func codes(cell: String, expected: String) {
    #expect(answer(cell, .choice, Self.fluorocarbon) == expected)
  }

  @Test(
    "Labels are compared after width folding, exactly",
    arguments: [("フロン類回収工程", "2"), ("ﾌﾛﾝ類回収工程", "2"), ("解体 工程", "3"), ("解体", "!enumeration")])
  func widths(cell: String, expected: String) {
    #expect(answer(cell, .choice, Self.process) == expected)
  }

  @Test("A label with brackets of its own is a label")
  func brackets() {
    #expect(answer("大型ボンベ(30ﾘｯﾄﾙ以下)", .choice, Self.container) == "1")
  }

  @Test("A refused choice lists what may be chosen")
  func facts() {
    #expect(
      normalise(bytes("△"), as: .choice, Self.yesNo)
        == .rejected(Rejection(.boolean, facts: ["value": "△", "expected": "1=有, 0=無"])))
  }
}
